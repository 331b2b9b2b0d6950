/** What a component looks like right before a change, against what this run did. All are deployment ids. */
export interface FenceView {
  /** What takes the traffic now; undefined when nothing does. */
  live: string | undefined;
  /** What this run shipped. */
  shipped: string;
  /** What was live before this run shipped. */
  previous: string | undefined;
}

/** `holds` = act; `never-live` = there is nothing to undo; `superseded` = someone else changed it since: hands off. */
export type FenceState = 'holds' | 'never-live' | 'superseded';

/** Decides whether a rollback may touch a component: only if live is still the deployment this run shipped. */
export function checkFence(view: FenceView): FenceState {
  if (view.live === view.shipped) return 'holds';
  if (view.live === view.previous) return 'never-live';
  return 'superseded';
}

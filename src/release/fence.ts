/** What a component looks like right before a change, against what this run did. All are deployment ids. */
export interface FenceView {
  /** What takes the traffic now; undefined when nothing does. */
  live: string | undefined;
  /** What this run shipped. */
  shipped: string;
  /** What was live before this run shipped. */
  previous: string | undefined;
  /** A change of what is live that is under way, by whomever; undefined when there is none. */
  underWay?: UnderWay | undefined;
  /** Whether somebody rolled production back to what is live, and wants it to stay. */
  pinned?: boolean | undefined;
  /** The earlier deployment that a rollback from what this run shipped has put back under what is live; undefined for none. */
  bringsBack?: string | undefined;
  /** Where this run would go back to; undefined while it is not known. */
  to?: string | undefined;
}

/** A change of what is live that has begun and not ended. */
export interface UnderWay {
  /** The deployment that will be live after it. */
  id: string;
  /** The earlier deployment that it brings back, where that can be told; the same as `id` where ids are kept. */
  restores?: string | undefined;
}

/**
 * `holds` = act; `never-live` = there is nothing to undo; `coming` = exactly this way back is under way already, begun by
 * an attempt that did not see its end; `back` = such an attempt has come through; `superseded` = someone else changed it since: hands off.
 */
export type FenceState = 'holds' | 'never-live' | 'coming' | 'back' | 'superseded';

/** Decides whether a rollback may touch a component: only if live is still the deployment this run shipped. */
export function checkFence(view: FenceView): FenceState {
  const { live, shipped, previous, underWay, to } = view;
  if (underWay && underWay.id !== shipped)
    return to !== undefined && underWay.restores === to ? 'coming' : 'superseded';
  if (live === shipped) return view.pinned ? 'superseded' : 'holds';
  if (to !== undefined && view.bringsBack === to) return 'back';
  if (live === previous) return 'never-live';
  return 'superseded';
}

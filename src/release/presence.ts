/**
 * What a deploying action tells GitHub about one component while it works. It is news for people, never a decision: a
 * presence that cannot be shown fails nothing.
 */
export interface Presence {
  /** Shows the newest state. Returns at once; what is told last wins. Never throws. */
  tell(news: ComponentNews): void;
  /** Waits until everything told was shown or given up. Never throws. */
  settled(): Promise<void>;
}

/** `removed` = taken away with its pull request; `superseded` = a newer deployment took over; `staged` = built and reachable, not yet in production. */
export type ComponentState =
  | 'queued'
  | 'building'
  | 'deploying'
  | 'staged'
  | 'ready'
  | 'live'
  | 'failed'
  | 'cancelled'
  | 'superseded'
  | 'skipped'
  | 'removed';

/** One state of one component. */
export interface ComponentNews {
  /** The component's name in the release record. */
  component: string;
  platform: 'Vercel' | 'Railway';
  state: ComponentState;
  /** Name of the environment it is deployed to, where the run did not say one itself. */
  environment?: string | undefined;
  /** Where the component answers; undefined as long as it does not. */
  url?: string | undefined;
  /** The deployment's page on its platform. */
  page?: string | undefined;
  /** One line: why it failed, or what it waits for. Plain text; whoever shows it escapes it. */
  detail?: string | undefined;
}

/** Shows nothing: for runs without a token for GitHub, and for tests. */
export const noPresence: Presence = { tell: () => undefined, settled: async () => undefined };

import type { DatabaseComponent, ServedComponent } from '../../../src/release/component.js';
import type { UnderWay } from '../../../src/release/fence.js';
import type { Production } from '../../../src/vercel/production.js';

/** A component that a platform can put back. */
export type RestorableComponent = ServedComponent;

/** What a platform's look before a change found besides, so that the change itself need not ask for it again. */
export interface Ground {
  /** Ids of the service's newest 100 deployments on Railway: whichever is new afterwards is the rollback's own. */
  deployments?: ReadonlySet<string>;
  /** What production was on Vercel. */
  production?: Production;
}

/** What is so of a component at one moment. */
export interface LiveView {
  /** The deployment that takes the traffic; undefined when none does. */
  live: string | undefined;
  /** A change of that which is under way, by whomever. */
  underWay?: UnderWay | undefined;
  /** Whether somebody rolled production back to what is live, and wants it to stay. */
  pinned?: boolean | undefined;
  /** What was seen besides, for the change that follows at once. */
  ground?: Ground | undefined;
  /** The earlier deployment that a rollback from what the run shipped has put back under what is live. */
  bringsBack?: string | undefined;
  /** Whether Vercel's domains follow new deployments by themselves. */
  assignsDomains?: boolean | undefined;
}

/** How a component gets back, in the order they are tried: the old build itself, the old source built again, the old commit. */
export const ways = ['rollback', 'redeploy', 'commit'] as const;
export type Way = (typeof ways)[number];

/** Whether the platform still has what to go back to. */
export type Restorability =
  | { way: Way; why: string; call: string; estimateMs: number | undefined }
  | {
      way: undefined;
      why: string;
      fix: string;
      /** Set where it could go, and alone would change nothing: it goes when something else of the release goes too. */
      withOthers?: { way: Way; why: string; call: string; estimateMs: number | undefined };
    };

/** What is live after a component went back. Railway gives the old image an id of its own. */
export interface BroughtBack {
  live: string;
  by: Way;
  /** The commit it was built from, where the platform says. */
  commit?: string;
  /** Set where new production deployments still take Vercel's domains by themselves: after a rollback they do not. */
  assignsDomains?: boolean;
}

/** What a rollback needs of the platform a component lives on. Each method throws PlatformError. */
export interface ComponentPlatform {
  /** Asks what is live. With `to`, where it would go back to, its own way back is told from another's, and `ground` is seen. */
  look(component: RestorableComponent, to?: WayBack): Promise<LiveView>;
  /** Whether and how it could go back there; `commit` is what that was built from, where a record says. Changes nothing. */
  restorable(component: RestorableComponent, to: string, commit: string | undefined): Promise<Restorability>;
  /** Whether what is live now could be gone back to once something newer has taken its place. Changes nothing. */
  keeps(component: RestorableComponent, live: string): Promise<{ kept: boolean; why: string }>;
  /**
   * Puts a deployment back and waits until it is live, by the first way that the platform does not refuse. `ground` is of
   * the look right before, when nothing but that was between.
   */
  rollback(
    component: RestorableComponent,
    to: WayBack,
    reason: string,
    ground?: Ground,
  ): Promise<BroughtBack>;
  /** The address that people use, without a slash at the end; undefined when there is none. */
  publicUrl(component: RestorableComponent): Promise<string | undefined>;
}

/** Where a component goes back to. */
export interface WayBack {
  deployment: string;
  /** The commit it was built from; undefined when no record says. */
  commit: string | undefined;
}

/** What a rollback needs of a database. Each method throws PlatformError or VerdictError. */
export interface DatabasePlatform {
  /** The last applied migration; null for an empty history. */
  look(component: DatabaseComponent): Promise<string | null>;
  /** Whether its ways down were begun and stopped between two of them. Changes nothing. */
  isHalfDown?(component: DatabaseComponent): Promise<boolean>;
  /** Runs the ways down of everything after `from`, if there is something; returns the last applied migration then. */
  downgrade(component: DatabaseComponent): Promise<string | null>;
  /** Why its undo point cannot be restored from here, and what to do; undefined when it is at hand. Changes nothing. */
  lacks?(component: DatabaseComponent): string | undefined;
  /** Brings it back to its undo point unless it is there; returns the last applied migration then. */
  restore(component: DatabaseComponent): Promise<string | null>;
}

/** The platforms by kind of component; one is undefined when its token was not given. */
export interface Platforms {
  vercel: ComponentPlatform | undefined;
  railway: ComponentPlatform | undefined;
  flag: ComponentPlatform | undefined;
  database: DatabasePlatform | undefined;
}

import type { RailwayComponent, VercelComponent } from '../../src/release/component.js';

/** A component that a platform can put back. */
export type RestorableComponent = VercelComponent | RailwayComponent;

/** What a rollback needs of the platform a component lives on. Each method throws PlatformError. */
export interface ComponentPlatform {
  /** The deployment that takes the traffic now; undefined when none does. */
  live(component: RestorableComponent): Promise<string | undefined>;
  /** Puts a deployment back and waits until it is live; returns the id that is live then (Railway gives a new one). */
  rollback(component: RestorableComponent, to: string, reason: string): Promise<string>;
  /** The address that people use, without a slash at the end; undefined when there is none. */
  publicUrl(component: RestorableComponent): Promise<string | undefined>;
}

/** The platforms by kind of component; one is undefined when its token was not given. */
export interface Platforms {
  vercel: ComponentPlatform | undefined;
  railway: ComponentPlatform | undefined;
}

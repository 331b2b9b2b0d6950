import { InputError } from '../../src/errors/errors.js';
import type { Component } from '../../src/release/component.js';
import type { LiveDeployments } from './plan.js';
import type { ComponentPlatform, Platforms, RestorableComponent } from './platform.js';

/** Asks every platform what is live. Throws InputError when a component's platform has no token, PlatformError when it cannot be asked. */
export async function readLive(
  components: readonly Component[],
  platforms: Platforms,
): Promise<LiveDeployments> {
  const served = components.filter(
    (component): component is RestorableComponent => component.kind !== 'database',
  );
  const live = served.map(
    async (component) => [component, await platformOf(component, platforms).live(component)] as const,
  );
  return new Map(await Promise.all(live));
}

/** The platform a component lives on. Throws InputError naming the token that is missing. */
export function platformOf(component: RestorableComponent, platforms: Platforms): ComponentPlatform {
  const platform = platforms[component.kind];
  if (platform) return platform;
  throw new InputError(
    `The component "${component.name}" is on ${component.kind === 'vercel' ? 'Vercel' : 'Railway'}, but the input "${component.kind}-token" is missing, so it can neither be looked at nor taken back.`,
    {
      fix: `Give "${component.kind}-token" to this step; the release is as it was.`,
    },
  );
}

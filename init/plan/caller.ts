import { InputError } from '../../src/errors/errors.js';
import type { Part } from '../look/parts.js';
import type { Platforms } from '../look/platforms.js';
import type { PlannedFile, Wish } from './plan.js';
import type { Shape } from './workflows.js';

/** A system of several services or frontends. */
export interface WideShape extends Shape {
  frontends: readonly Part[];
  services: readonly Part[];
}

/** The workflow of a system of several parts. */
export async function plannedCaller(
  { frontends, services }: WideShape,
  _wish: Wish,
  _platforms: Platforms,
): Promise<PlannedFile[]> {
  throw new InputError(`There are ${frontends.length} frontends and ${services.length} services.`);
}

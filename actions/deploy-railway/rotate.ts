import { InputError } from '../../src/errors/errors.js';
import { variableValues } from '../../src/railway/settings.js';
import { planRotation, previousName, type Rotation } from '../../src/release/rotation.js';
import type { Deps } from './deps.js';
import type { FoundPlace } from './place.js';

/**
 * The services with the variables that a step of a rotation sets. All of them are planned before any is changed: a service
 * that cannot follow must not be left behind. Throws InputError for one that cannot.
 */
export async function withRotation(
  places: readonly FoundPlace[],
  rotation: Rotation | undefined,
  { client, log, mask }: Deps,
): Promise<FoundPlace[]> {
  if (!rotation) return [...places];
  const { name, step } = rotation;
  return Promise.all(
    places.map(async (place) => {
      const values = await variableValues(client, place.target);
      for (const value of [values[name], values[previousName(name)]]) if (value) mask(value);
      const told = { now: values[name] ?? (rotation.oldValue === undefined ? undefined : null) };
      const where = { place: `"${place.service.name}" on Railway`, removes: false };
      const plan = planRotation(rotation, { ...told, previous: values[previousName(name)] }, where);
      if ('refused' in plan) throw new InputError(plan.refused.message, { fix: plan.refused.fix });
      if (Object.keys(plan.set).length === 0)
        log.info(`${where.place}: "${step}" of ${name} is done already.`);
      const variables = { ...place.request.variables, ...plan.set };
      return { ...place, request: { ...place.request, variables } };
    }),
  );
}

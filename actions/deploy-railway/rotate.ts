import { InputError } from '../../src/errors/errors.js';
import { variableValues } from '../../src/railway/settings.js';
import { planRotation, previousName } from '../../src/release/rotation.js';
import type { Deps } from './deps.js';
import type { Inputs } from './inputs.js';
import type { FoundPlace } from './place.js';

/**
 * The services with the variables that a step of a rotation sets. All of them are planned before any is changed: a service
 * that cannot follow must not be left behind. Throws InputError for one that cannot.
 */
export async function withRotation(
  places: readonly FoundPlace[],
  inputs: Pick<Inputs, 'rotation' | 'releaseCommit' | 'versionVariable'>,
  { client, log, mask }: Deps,
): Promise<FoundPlace[]> {
  const { rotation } = inputs;
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
      return { ...place, ...versionFor(place, inputs, values), request: { ...place.request, variables } };
    }),
  );
}

/**
 * After a rollback the image is the earlier one, but the service's version variable is still the later commit's: deployed
 * again, the image would tell that one. A service without the variable does not get it.
 */
function versionFor(
  { request }: FoundPlace,
  { releaseCommit, versionVariable }: Pick<Inputs, 'releaseCommit' | 'versionVariable'>,
  values: Readonly<Record<string, string>>,
): Pick<FoundPlace, 'redeployed'> {
  if (request.source.kind !== 'redeploy' || releaseCommit === undefined) return {};
  const told = versionVariable === undefined ? undefined : values[versionVariable];
  return told === undefined || told === releaseCommit ? {} : { redeployed: releaseCommit };
}

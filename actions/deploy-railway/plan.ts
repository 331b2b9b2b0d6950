import type { Contents } from '../../src/railway/archive.js';
import { formatSize } from '../../src/runtime/duration.js';
import { settingsToChange, variablesToSet } from './changes.js';
import type { Deps } from './deps.js';
import type { Inputs } from './inputs.js';
import type { FoundPlace } from './place.js';
import type { PlannedService } from './result.js';

/** What a deploy would do, service by service; nothing is changed. */
export function planOf(
  waves: readonly (readonly FoundPlace[])[],
  contents: ReadonlyMap<FoundPlace, Contents>,
  inputs: Inputs,
  { context, log }: Deps,
): PlannedService[] {
  const planned = waves.flatMap((wave, index) =>
    wave.map((place) => {
      const { name, project, environment, service, url, healthcheckPath, previous, request } = place;
      const facts = { name, project, environment, service, url, healthcheckPath, previous };
      const actions = actionsOf(place, contents.get(place), inputs, context.commit);
      return { ...facts, source: request.source.kind, wave: index + 1, actions };
    }),
  );
  for (const { name, actions } of planned) log.info(`Would deploy "${name}": ${actions.join('; ')}`);
  return planned;
}

function actionsOf(
  place: FoundPlace,
  contents: Contents | undefined,
  inputs: Inputs,
  commit: string,
): string[] {
  const { request, url } = place;
  const settings = Object.keys(settingsToChange(place));
  const variables = Object.keys(variablesToSet(place, inputs, commit));
  const replaced = request.replaceVariables ? ' and remove all others' : '';
  return [
    ...(url === undefined && request.createDomain ? ['create a public address'] : []),
    ...(settings.length > 0 ? [`change the settings ${settings.join(', ')}`] : []),
    ...(variables.length > 0 || request.replaceVariables
      ? [`set the variables ${variables.join(', ') || '(none)'}${replaced}`]
      : []),
    shipping(place, contents, commit),
  ];
}

function shipping({ request, previous }: FoundPlace, contents: Contents | undefined, commit: string): string {
  const { source } = request;
  if (source.kind === 'commit') return `deploy the commit ${source.commit ?? commit}`;
  if (source.kind === 'image') return `deploy the image ${source.image}`;
  if (source.kind === 'redeploy') {
    const which = source.which === 'current' ? (previous ?? 'nothing') : source.which;
    return `deploy ${which} again${source.rebuild ? ', built anew' : ''}`;
  }
  const bytes = contents?.files.reduce((sum, file) => sum + file.bytes, 0) ?? 0;
  return `upload ${contents?.files.length ?? 0} file(s), ${formatSize(bytes)} unpacked`;
}

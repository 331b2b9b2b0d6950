import type { Platforms } from '../look/platforms.js';
import { type KnownSetting, knownSecretsOf, knownVariables, type PlannedParts } from './known-settings.js';
import type { PlannedFile, Setting, Wish } from './plan.js';
import { type Reading, readingsOf } from './read-by.js';
import { marker } from './staging.js';

/**
 * The secrets that the planned workflows read, and the variables with the values that the platforms told, each for the
 * environment whose jobs read it. A system with one set of values has them in the repository; one with staging has them in
 * the environments, so that staging never gets production's.
 */
export function plannedSettings(
  files: readonly PlannedFile[],
  parts: PlannedParts,
  platforms: Platforms,
  { style }: Pick<Wish, 'style'>,
): Setting[] {
  const secrets = knownSecretsOf(parts.look);
  const variables = knownVariables(parts, platforms, style);
  const settings = new Map<string, Setting>();
  for (const reading of readingsOf(files, style)) {
    const known = (reading.kind === 'secret' ? secrets : variables)[reading.name];
    if (known === undefined) continue;
    const environment = style === 'staging' && !known.everywhere ? reading.environment : '';
    const setting = settingOf(reading, known, environment);
    // A name of use to some is told once, wherever it is read.
    const key = `${setting.optional ? '?' : environment} ${setting.kind} ${setting.name}`;
    const there = settings.get(key);
    settings.set(
      key,
      there && there.environment !== environment ? { ...setting, environment: '…' } : setting,
    );
  }
  // Production's environments get what the repository has, and what must be set is not told again as what may be.
  for (const [key, { environment, kind, name, optional }] of settings) {
    const there = settings.has(` ${kind} ${name}`);
    if (there && (optional || environment.startsWith('production'))) settings.delete(key);
  }
  return [...inOrder([...settings.values()]), ...(style === 'staging' ? [markerSetting] : [])];
}

/** The variables that the planned workflows read and that nobody is asked to set. Not among them: addresses of platforms. */
export function defaultsOf(
  files: readonly PlannedFile[],
  settings: readonly Setting[],
  { style }: Pick<Wish, 'style'>,
): string[] {
  const told = [...settings.map(({ name }) => name), marker.name];
  const names = readingsOf(files, style)
    .filter(({ kind, name }) => kind === 'variable' && !told.includes(name) && !name.endsWith('_API_URL'))
    .map(({ name }) => name);
  return [...new Set(names)].sort();
}

function settingOf({ kind, name, file }: Reading, known: KnownSetting, environment: string): Setting {
  const { hint, value } = environment === 'staging' ? (known.staging ?? known) : known;
  const reads = environment === 'production-plan' && name === 'DATABASE_URL';
  return {
    ...{ kind, name, environment, value, optional: !(known.optional?.but ?? [file]).includes(file) },
    hint: reads ? 'the same database, best with a role that only reads' : hint,
  };
}

const markerSetting: Setting = {
  ...{ kind: 'variable', environment: 'staging', optional: false, ...marker },
  hint: 'last of all: without it deploy-staging.yml refuses to begin',
};

/** The repository's first, then those of the environments; secrets before variables. */
function inOrder(settings: readonly Setting[]): Setting[] {
  const places = ['', '…', 'production', 'production-plan', 'staging'];
  const rank = ({ environment, kind }: Setting) =>
    places.indexOf(environment) * 2 + Number(kind !== 'secret');
  return [...settings].sort((one, other) => rank(one) - rank(other));
}

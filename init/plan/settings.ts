import type { Look, Part } from '../look/parts.js';
import type { Platforms } from '../look/platforms.js';
import { type KnownSetting, knownSecrets, knownVariables } from './known-settings.js';
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
  parts: { look: Look; backend: Part; frontend: Part },
  platforms: Platforms,
  { style }: Pick<Wish, 'style'>,
): Setting[] {
  const variables = knownVariables(parts, platforms, style);
  const settings = new Map<string, Setting>();
  for (const reading of readingsOf(files, style)) {
    const known = (reading.kind === 'secret' ? knownSecrets : variables)[reading.name];
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
  // Production's environments get what the repository has.
  for (const [key, { environment, kind, name }] of settings) {
    if (environment.startsWith('production') && settings.has(` ${kind} ${name}`)) settings.delete(key);
  }
  return [...inOrder([...settings.values()]), ...(style === 'staging' ? [markerSetting] : [])];
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

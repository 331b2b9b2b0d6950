import type { Look } from './look/parts.js';
import type { Plan, Setting } from './plan/plan.js';

/** What was found in the repository, for people. */
export function lookText({ packageManager, parts, migrations, monorepo }: Look): string {
  return [
    'Found:',
    ...(packageManager ? [`  package manager  ${packageManager.name} (${packageManager.because})`] : []),
    ...(monorepo ? [`  monorepo         ${monorepo}`] : []),
    ...parts.map(({ kind, directory, because }) => `  ${kind.padEnd(15)}  ${directory} (${because})`),
    ...(migrations ? [`  migrations       ${migrations.tool} in ${migrations.directory}`] : []),
    '',
  ].join('\n');
}

/** The environments to make on GitHub, with what protects each; '' for none. They come before what is set in them. */
export function environmentsText(environments: readonly string[]): string {
  if (environments.length === 0) return '';
  return [
    'Make these environments on GitHub first (the repository, Settings, Environments, New environment). One that is missing is made by',
    'GitHub in the first run, without any protection; and gh sets nothing in one that is not there:',
    ...environments.map((environment) => `  - ${environment}`),
    '',
  ].join('\n');
}

/** The commands that set secrets and variables; a secret's value is asked for by gh and never stands in a command. */
export function settingsText({ settings, defaults }: Pick<Plan, 'settings' | 'defaults'>): string {
  const [needed, optional] = [false, true].map((one) =>
    settings.filter((setting) => setting.optional === one),
  );
  return [
    'Set these (gh asks for the secrets; docs/secrets-and-variables.md has all of them):',
    ...(needed ?? []).map(commandOf),
    ...((optional ?? []).length > 0
      ? ['', 'And where you use them (docs/secrets-and-variables.md says what for):']
      : []),
    ...(optional ?? []).map(commandOf),
    ...(defaults.length > 0 ? ['', `These variables have defaults: ${defaults.join(', ')}.`] : []),
    '',
  ].join('\n');
}

function commandOf({ kind, name, value, hint, environment }: Setting): string {
  const where = environment === '' ? '' : ` --env ${environment}`;
  const body = kind === 'secret' ? '' : ` --body "${value ?? '…'}"`;
  return `  gh ${kind} set ${name}${where}${body}    # ${hint}`;
}

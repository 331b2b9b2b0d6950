import type { Look } from './look/parts.js';
import type { Setting } from './plan/plan.js';

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

/** The commands that set secrets and variables; a secret's value is asked for by gh and never stands in a command. */
export function settingsText(settings: readonly Setting[]): string {
  const lines = settings.map(({ kind, name, value, hint }) =>
    kind === 'secret'
      ? `  gh secret set ${name}    # ${hint}`
      : `  gh variable set ${name} --body ${value === undefined ? '"…"' : `"${value}"`}    # ${hint}`,
  );
  return [
    'Set these (gh asks for the secrets; docs/secrets-and-variables.md has all of them):',
    ...lines,
    '',
  ].join('\n');
}

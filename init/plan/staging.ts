/** The variable that only the environment `staging` has: what is not set there is the repository's, production's perhaps. */
export const marker = { name: 'SETTINGS_OF', value: 'staging' } as const;

/** The job that ends a release of staging before it begins, when the environment has no values of its own. */
export const guardJob: readonly string[] = [
  '  settings:',
  '    name: Staging has settings of its own',
  '    runs-on: ubuntu-24.04',
  '    timeout-minutes: 5',
  '    environment: staging',
  '    permissions: {}',
  '    steps:',
  '      # What is not set in the environment is taken from the repository: those may be production’s.',
  `      - if: vars.${marker.name} != '${marker.value}'`,
  '        run: |',
  `          echo "::error::The GitHub environment staging has no settings of its own, so this would deploy with the repository's, which may be production's. Set every secret and variable of this workflow there (gh secret set NAME --env staging), last of all: gh variable set ${marker.name} --env staging --body ${marker.value}"`,
  '          exit 1',
];

/** A workflow for staging whose jobs wait for the guard. Nothing is concluded where it refused, since nothing was done. */
export function guarded(text: string): string {
  const lines = text.split('\n');
  const jobs = lines.indexOf('jobs:');
  const gates = lines.indexOf('  gates:', jobs);
  const conclude = lines.indexOf('  conclude:', gates);
  const always = lines.indexOf('    if: always()', conclude);
  if (jobs < 0 || gates < 0 || conclude < 0 || always < 0) throw notAsExpected();
  const needs = lines.findIndex((line, index) => index > always && line.startsWith('    needs: ['));
  if (needs < 0) throw notAsExpected();
  lines[needs] = (lines[needs] ?? '').replace('[', '[settings, ');
  lines[always] = "    if: always() && needs.settings.result == 'success'";
  // Whatever begins by itself waits for the guard.
  for (const index of firstJobs(lines, jobs).reverse()) lines.splice(index + 1, 0, '    needs: settings');
  lines.splice(jobs + 1, 0, ...guardJob, '');
  return lines.join('\n');
}

/** The lines on which those jobs begin that wait for no other. */
function firstJobs(lines: readonly string[], jobs: number): number[] {
  const starts = lines.flatMap((line, index) =>
    index > jobs && /^ {2}[a-z][\w-]*:$/.test(line) ? [index] : [],
  );
  return starts.filter((start, at) => {
    const job = lines.slice(start, starts[at + 1]);
    return !job.some((line) => line.startsWith('    needs:'));
  });
}

function notAsExpected(): Error {
  return new Error('The reference workflow for staging has no jobs "gates" and "conclude" to guard.');
}

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
  const [head = '', jobs] = text.split(/^jobs:\n/m);
  if (jobs === undefined) throw new Error('The reference workflow for staging has no jobs to guard.');
  const blocks = jobs.split(/^(?= {2}[\w-]+:\n)/m).map(waiting);
  return `${head}jobs:\n${[...guardJob, ''].join('\n')}\n${blocks.join('')}`;
}

function waiting(job: string): string {
  if (/^ {4}if: always\(\)$/m.test(job)) {
    return job
      .replace(/^ {4}if: always\(\)$/m, "    if: always() && needs.settings.result == 'success'")
      .replace(/^ {4}needs: \[/m, '    needs: [settings, ');
  }
  return /^ {4}needs:/m.test(job) ? job : job.replace(/^( {2}[\w-]+:\n)/, '$1    needs: settings\n');
}

/**
 * Says which components a release must ship: `COMMIT` is compared with what each of them serves now.
 * Outputs: `api` (true or false), `frontends` (a JSON list), and of each component the version it must tell afterwards.
 */
import { appendFile } from 'node:fs/promises';
import { changeOf, repository } from './changes.ts';
import { components } from './components.ts';
import { liveCommit } from './live.ts';
import { planTable, versionAfter } from './report.ts';

const {
  COMMIT: commit = '',
  GITHUB_OUTPUT = '/dev/stdout',
  GITHUB_STEP_SUMMARY = '/dev/stdout',
} = process.env;

const changes = await Promise.all(
  components.map(async (component) =>
    changeOf(component, await liveCommit(component, process.env), commit, repository),
  ),
);
const shipped = changes.filter(({ changed }) => changed).map(({ component }) => component);
const outputs = [
  `api=${shipped.some(({ platform }) => platform === 'railway')}`,
  `frontends=${JSON.stringify(shipped.flatMap(({ name, platform }) => (platform === 'vercel' ? [name] : [])))}`,
  ...changes.map((change) => `${change.component.name}-version=${versionAfter(change, commit)}`),
];
await appendFile(GITHUB_OUTPUT, `${outputs.join('\n')}\n`);
await appendFile(GITHUB_STEP_SUMMARY, planTable(changes, commit));
for (const { component, changed, because } of changes) {
  console.log(`${component.name}: ${changed ? 'is shipped' : 'stays'}: ${because}`);
}

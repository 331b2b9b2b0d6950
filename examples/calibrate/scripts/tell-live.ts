/**
 * Says which commit each component serves now, and whether together they are the release `COMMIT`. A component that stayed
 * because nothing of it changed belongs to the release; one that differs is told loudly.
 */
import { appendFile } from 'node:fs/promises';
import { changeOf, repository } from './changes.ts';
import { components } from './components.ts';
import { liveCommit } from './live.ts';
import { liveTable, mixture } from './report.ts';

const { COMMIT: commit = '', ENVIRONMENT = '', GITHUB_STEP_SUMMARY = '/dev/stdout' } = process.env;

const changes = await Promise.all(
  components.map(async (component) =>
    changeOf(component, await liveCommit(component, process.env), commit, repository),
  ),
);
const told = mixture(changes, commit);
await appendFile(GITHUB_STEP_SUMMARY, liveTable(changes, ENVIRONMENT, told));
for (const { component, live } of changes) {
  console.log(`${component.name}: ${'commit' in live ? live.commit : live.unknown}`);
}
console.log(told.mixed ? `::warning title=${ENVIRONMENT} is not at one release::${told.text}` : told.text);

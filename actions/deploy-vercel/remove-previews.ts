import { InputError } from '../../src/errors/errors.js';
import type { Inputs } from './inputs.js';
import type { Result } from './result.js';
import { nothingDeployed } from './skip.js';
import type { Deps } from './start.js';

/** Vercel lists ten at once; more pages than a pull request has pushes are a list that does not get shorter. */
const mostPages = 50;

/**
 * Deletes what this action deployed to the project for the pull request, with the aliases that lead there. What was built for
 * production is left alone, whatever it says of itself. Throws InputError outside of a pull request's event.
 */
export async function removePreviews(inputs: Inputs, deps: Deps): Promise<Result> {
  const { client, context, clock, log } = deps;
  const began = clock.now();
  const number = context.pullRequest?.number;
  if (number === undefined) {
    throw new InputError('"delete-previews" is "true", but this run belongs to no pull request.', {
      fix: 'Run it on "pull_request" with the type "closed".',
    });
  }
  const project = await client.project(inputs.project);
  const deleted: string[] = [];
  for (let page = 0; page < mostPages; page += 1) {
    const found = await client.deploymentsByMeta(project.id, 'githubPrId', String(number));
    const previews = found.filter(({ id, target }) => target !== 'production' && !deleted.includes(id));
    if (previews.length === 0) break;
    if (!inputs.dryRun) await Promise.all(previews.map(({ id }) => client.remove(id)));
    deleted.push(...previews.map(({ id }) => id));
    if (inputs.dryRun) break;
  }
  const note = `${inputs.dryRun ? 'Would delete' : 'Deleted'} ${deleted.length} previews of pull request ${number}: ${deleted.join(', ') || 'there are none'}.`;
  log.info(note);
  return {
    ...nothingDeployed(inputs.dryRun ? 'dry-run' : 'removed', context.commit),
    project: { id: project.id, name: project.name, team: project.teamId },
    notes: [note],
    durationMs: clock.now() - began,
  };
}

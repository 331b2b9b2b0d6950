import { VerdictError } from '../../src/errors/errors.js';
import { formatDuration } from '../../src/runtime/duration.js';
import { waitUntil } from '../../src/runtime/waiting.js';
import type { VercelDeployment } from '../../src/vercel/answers.js';
import { promote } from '../../src/vercel/change-production.js';
import { pollingIntervalMs } from '../../src/vercel/polling.js';
import { assignmentWasOff, notLive, rolledBackMeanwhile, rollingNote } from './messages.js';
import type { Deps, Ending, Start } from './start.js';

type Live = Omit<Ending, 'deployment'>;

/**
 * Brings a ready production deployment to the point where production serves it: waits where Vercel assigns the domains,
 * promotes where it does not, and says which. Throws VerdictError when production does not serve it in time.
 */
export async function goLive(start: Start, { id }: VercelDeployment, deps: Deps): Promise<Live> {
  const { client, log } = deps;
  const { project, inputs } = start;
  const now = await client.project(project.id);
  if (inputs.deploymentId === undefined && now.rollingRelease) return rolling(log);
  const notes: string[] = [];
  if (inputs.deploymentId === undefined && !now.autoAssignCustomDomains) {
    if (project.autoAssignCustomDomains) return { outcome: 'staged', failure: rolledBackMeanwhile(id) };
    notes.push(assignmentWasOff());
  }
  if (inputs.deploymentId !== undefined || notes.length > 0) {
    const { already } = await promote(
      { projectId: project.id, deploymentId: id },
      { ...deps, timeoutMs: inputs.promoteTimeoutMs },
    );
    log.info(already ? `Production serves ${id} already; nothing was sent` : `Promoted ${id}`);
  } else await waitUntilLive(start, id, deps);
  const productionUrl = await client.productionUrl(project.id);
  log.info(`Production serves ${id} at ${productionUrl ?? 'no domain of its own'}`);
  return { outcome: 'live', productionUrl, notes };
}

function rolling(log: Deps['log']): Live {
  log.info(rollingNote());
  return { outcome: 'rolling', notes: [rollingNote()] };
}

/** The deployment says that its domains lead to it; the domain itself is asked all the same, and may lag. */
async function waitUntilLive(start: Start, id: string, deps: Deps): Promise<void> {
  const { client } = deps;
  const outcome = await waitUntil(
    {
      subject: `Vercel production of ${start.project.name}`,
      look: async () => {
        const live = await client.liveDeploymentId(start.project.id);
        return live === id ? { done: live } : { phase: 'assigning', detail: `serves ${live ?? 'nothing'}` };
      },
      timeoutMs: () => start.inputs.promoteTimeoutMs,
      intervalMs: (_, elapsedMs) => pollingIntervalMs(client.loopback, elapsedMs),
    },
    deps,
  );
  if ('value' in outcome) return;
  const live = await client.liveDeploymentId(start.project.id);
  const { message, fix } = notLive(id, live, formatDuration(start.inputs.promoteTimeoutMs));
  throw new VerdictError(message, { fix });
}

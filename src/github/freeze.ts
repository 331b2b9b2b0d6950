import { z } from 'zod';
import { PlatformError } from '../errors/errors.js';
import type { GitHubClient } from './client.js';
import { payloadOf } from './releases.js';

const freezeSchema = z.object({
  schema: z.literal(1),
  reason: z.string(),
  /** Who froze it: a login, or what did it by itself. */
  by: z.string(),
  /** Address of the run. */
  run: z.string(),
});

/** Why an environment takes no deployments now. */
export type Freeze = Omit<z.infer<typeof freezeSchema>, 'schema'> & {
  /** Milliseconds since the epoch. */
  since: number;
  /** Id of its record. */
  record: number;
};

const ended = 'unfrozen';

/**
 * Whether an environment is frozen: a GitHub Deployment with task `freeze` that nobody has ended. Undefined when it is
 * not. Throws PlatformError when GitHub refuses (`deployments: read` is needed) or cannot be asked.
 */
export async function readFreeze(client: GitHubClient, environment: string): Promise<Freeze | undefined> {
  const [newest] = await client.listDeployments({ environment, task: 'freeze' });
  const parsed = freezeSchema.safeParse(payloadOf(newest?.payload));
  if (!newest || !parsed.success) return undefined;
  const statuses = await client.listStatuses(newest.id);
  // GitHub may set a deployment inactive by itself; only our own word ends a freeze.
  if (statuses.some(({ description }) => description?.startsWith(ended))) return undefined;
  const { schema: _, ...freeze } = parsed.data;
  return { ...freeze, since: Date.parse(newest.created_at), record: newest.id };
}

/**
 * Freezes an environment; one that is frozen stays as it is. Returns the freeze that holds. Throws PlatformError when
 * GitHub refuses (`deployments: write` is needed).
 */
export async function freezeEnvironment(
  client: GitHubClient,
  {
    environment,
    ref,
    ...freeze
  }: { environment: string; ref: string; reason: string; by: string; run: string },
): Promise<Freeze> {
  const there = await readFreeze(client, environment);
  if (there) return there;
  const deployment = {
    ...{ ref, environment, task: 'freeze' as const, description: `Frozen: ${freeze.reason}` },
    payload: { schema: 1, ...freeze },
    // Not one that takes another's place.
    transient: true,
  };
  const made = await createOnce(client, environment, () => client.createDeployment(deployment));
  await statusOnce(client, made.record, 'frozen', {
    ...{ state: 'in_progress', description: `frozen: ${freeze.reason}` },
    ...{ logUrl: freeze.run, autoInactive: false },
  });
  return { ...freeze, ...made };
}

/** Ends the freeze of an environment. Returns what it was; undefined when it was not frozen. Throws as `freezeEnvironment`. */
export async function unfreezeEnvironment(
  client: GitHubClient,
  { environment, by, run }: { environment: string; by: string; run: string },
): Promise<Freeze | undefined> {
  const freeze = await readFreeze(client, environment);
  if (!freeze) return undefined;
  await statusOnce(client, freeze.record, ended, {
    ...{ state: 'inactive', description: `${ended} by ${by}`, logUrl: run, autoInactive: false },
  });
  return freeze;
}

/** A lost answer is looked up before it is sent again: an environment is frozen once. */
async function createOnce(
  client: GitHubClient,
  environment: string,
  create: () => ReturnType<GitHubClient['createDeployment']>,
): Promise<Pick<Freeze, 'since' | 'record'>> {
  const factsOf = ({ id, created_at }: Awaited<ReturnType<GitHubClient['createDeployment']>>) => ({
    record: id,
    since: Date.parse(created_at),
  });
  try {
    return factsOf(await create());
  } catch (error) {
    if (!(error instanceof PlatformError) || !error.ambiguous) throw error;
    return (await readFreeze(client, environment)) ?? factsOf(await create());
  }
}

async function statusOnce(
  client: GitHubClient,
  record: number,
  word: string,
  status: Parameters<GitHubClient['createStatus']>[1],
): Promise<void> {
  try {
    await client.createStatus(record, status);
  } catch (error) {
    if (!(error instanceof PlatformError) || !error.ambiguous) throw error;
    const there = (await client.listStatuses(record)).some((one) => one.description?.startsWith(word));
    if (!there) await client.createStatus(record, status);
  }
}

import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Container } from '../container/index.js';
import { BuildError, build, copyImage, pull } from './builder.js';
import { railwayVariables } from './launch.js';
import type { RailwayPlatformOptions } from './options.js';
import type { Deployment, Origin, Store } from './store.js';

interface Ground {
  store: Store;
  options: RailwayPlatformOptions;
  /** Moves the deployment to a status; throws when it was cancelled. */
  advance: (deployment: Deployment, status: string) => void;
}

/** Gives a deployment its image: built from its source, pulled by its name, or the one it has already. Throws BuildError. */
export async function makeImage(deployment: Deployment, ground: Ground): Promise<void> {
  if (deployment.image) return;
  const { origin } = deployment;
  if (origin?.kind === 'image') return pullImage(deployment, origin, ground);
  ground.advance(deployment, 'BUILDING');
  const log = logInto(deployment.buildLogs, ground.store);
  if (deployment.script?.kind === 'build-failure') {
    for (const line of deployment.script.log ?? ['build failed: exit code: 1']) log(line, 'error');
    throw new BuildError(deployment.script.log?.at(-1) ?? 'build failed: exit code: 1');
  }
  if (!origin) {
    log('there is no source to build from', 'error');
    throw new BuildError('There is no source to build from.');
  }
  const { workDirectory, node, tools, environment = {}, timings } = ground.options;
  const { id, settings, variables } = deployment;
  const { signal } = deployment.abort;
  deployment.image = await step(deployment, 'BUILD_IMAGE', () =>
    build({ id, origin, settings, variables, workDirectory, node, tools, environment, signal, log }),
  );
  deployment.meta.imageDigest = deployment.image.digest;
  await step(deployment, 'PUBLISH_IMAGE', () => delay(timings?.imageMs ?? 0, undefined, { signal }));
}

async function pullImage(
  deployment: Deployment,
  { name }: Extract<Origin, { kind: 'image' }>,
  { store, options }: Ground,
): Promise<void> {
  const log = logInto(deployment.deploymentLogs, store);
  const image = store.images.get(name);
  const { registryCredentials } = deployment.instance;
  const refusal = !image
    ? `Failed to pull ${name}: manifest unknown`
    : image.credentials &&
        JSON.stringify(sorted(image.credentials)) !== JSON.stringify(sorted(registryCredentials))
      ? `Failed to pull ${name}: unauthorized`
      : undefined;
  if (refusal || !image) {
    log(refusal ?? '', 'error');
    throw new BuildError(refusal);
  }
  deployment.image = await pull(image, deployment.id, options.workDirectory);
  deployment.meta.imageDigest = deployment.image.digest;
  log(`Pulled ${name}@${deployment.image.digest}`);
}

function sorted(credentials: { username: string; password: string } | undefined): unknown {
  return credentials && [credentials.username, credentials.password];
}

/** Runs the pre-deploy command in a container of its own; its lines go to the deploy log. Throws BuildError when it fails. */
export async function preDeploy(deployment: Deployment, { store, options }: Ground): Promise<void> {
  const commands = deployment.settings.preDeployCommand ?? [];
  const { image } = deployment;
  if (commands.length === 0 || !image) return;
  const log = logInto(deployment.deploymentLogs, store);
  const directory = path.join(options.workDirectory, 'containers', randomUUID());
  await step(deployment, 'PRE_DEPLOY_COMMAND', async () => {
    await copyImage(image, directory);
    for (const command of commands) {
      const container = new Container({
        command,
        directory: path.join(directory, image.workdir ?? ''),
        node: options.node,
        tools: options.tools,
        environment: {
          ...image.environment,
          ...deployment.variables,
          ...railwayVariables(deployment, store),
        },
        onLine: (line, stream) => log(line, stream === 'stderr' ? 'error' : 'info'),
      });
      deployment.container = container;
      const { code } = await container.exit;
      delete deployment.container;
      deployment.abort.signal.throwIfAborted();
      if (code !== 0)
        throw new BuildError(`Pre-deploy command failed: "${command}" exited with code ${code}`);
    }
  });
}

/** Writes a step down with its length and, when it fails, its error. */
export async function step<T>(deployment: Deployment, name: string, work: () => Promise<T>): Promise<T> {
  const event = { id: randomUUID(), step: name, createdAt: Date.now(), completedAt: 0, payload: {} };
  deployment.events.push(event);
  try {
    return await work();
  } catch (error) {
    event.payload = { error: error instanceof Error ? error.message : String(error) };
    throw error;
  } finally {
    event.completedAt = Date.now();
  }
}

function logInto(lines: Deployment['buildLogs'], store: Store) {
  return (line: string, severity: 'info' | 'error' = 'info'): void => {
    lines.push(store.line(line, severity));
  };
}

import { randomUUID } from 'node:crypto';
import { stopDeployment } from '../../src/vercel/cancel.js';
import { type Created, createDeployment, findByMark } from '../../src/vercel/transfer/create.js';
import { commitFacts } from './source/commit-facts.js';
import { type Listing, listingOf } from './source/listing.js';
import { type OpenedSource, openSource } from './source/open-source.js';
import type { Deps, Start } from './start.js';

/** A deployment that Vercel has made and is about to build. */
export interface Shipped extends Created {
  /** Says that it has ended, so that cancelling the run cancels it no longer. */
  ended(): void;
}

/** A request without an answer for so long is lost. */
const stallMs = 60_000;

/**
 * Finds what is deployed and sends it. From the first byte on, cancelling the run cancels what came of it, even before its
 * id is known. Throws InputError before anything is sent, then as `createDeployment`.
 */
export async function ship(start: Start, deps: Deps): Promise<Shipped> {
  const { inputs, project } = start;
  const { context, log } = deps;
  const source = open(start);
  log.info(source.description);
  for (const warning of source.warnings) log.warning(warning, 'Vercel');
  const facts = await commitFacts(context, inputs.gitMetadata, inputs.workingDirectory, deps);
  const mark = `${context.runId || 'local'}.${context.runAttempt}.${randomUUID()}`;
  let id: string | undefined;
  const ended = deps.onCancel('cancel the deployment on Vercel', async () => {
    id ??= (await findByMark(project.id, mark, deps))?.id;
    if (id !== undefined) await stopOrSay(id, deps);
  });
  const created = await createDeployment(
    {
      project,
      material: source.material,
      target: inputs.target === 'production' || inputs.target === 'staged' ? 'production' : 'preview',
      customEnvironment: start.environment?.id,
      assignDomains: inputs.target !== 'staged',
      mark,
      ...facts,
      env: inputs.env,
      buildEnv: inputs.buildEnv,
      regions: inputs.regions,
      force: inputs.force,
    },
    { ...deps, stallMs, temp: context.temp },
  );
  id = created.id;
  return { ...created, ended };
}

/** Throws what keeps it from being cancelled, so that the end of the run says so. */
async function stopOrSay(id: string, deps: Deps): Promise<void> {
  const stop = await stopDeployment(id, deps);
  if (stop.stopped === 'unclear') throw new Error(`${id} may still be under way on Vercel: ${stop.why}`);
  deps.log.info(
    stop.stopped
      ? `Vercel has cancelled the deployment ${id}.`
      : `The deployment ${id} had ended before it could be cancelled.`,
  );
}

/** Lists what would be sent, and sends nothing. Throws InputError, as `ship` would before it sends. */
export function listShipment(start: Start): Listing {
  return listingOf(open(start));
}

function open({ inputs, project, environment }: Start): OpenedSource {
  const { source, archive, workingDirectory, target } = inputs;
  const builtFor = target === 'staged' ? 'production' : target === 'custom' ? environment?.slug : target;
  return openSource({
    source,
    archive,
    workingDirectory,
    rootDirectory: project.rootDirectory,
    builtFor: builtFor ?? target,
  });
}

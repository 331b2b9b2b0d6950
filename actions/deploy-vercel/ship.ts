import { randomUUID } from 'node:crypto';
import { createFromDirectory, findByMark } from '../../src/vercel/create.js';
import type { Created } from '../../src/vercel/upload.js';
import { commitFacts } from './place.js';
import type { Deps, Start } from './start.js';

/** A deployment that Vercel has made and is about to build. */
export interface Shipped extends Created {
  /** Says that it has ended, so that cancelling the run cancels it no longer. */
  ended(): void;
}

/** Sends the directory. From the first byte on, cancelling the run cancels what came of it, even before its id is known. */
export async function ship({ inputs, project }: Start, deps: Deps): Promise<Shipped> {
  const { client, context } = deps;
  const mark = `${context.runId || 'local'}.${context.runAttempt}.${randomUUID()}`;
  let id: string | undefined;
  const ended = deps.onCancel('cancel the deployment on Vercel', async () => {
    id ??= (await findByMark(project.id, mark, deps))?.id;
    if (id !== undefined) await client.cancel(id);
  });
  const created = await createFromDirectory(
    {
      project,
      directory: inputs.workingDirectory,
      target: inputs.target === 'preview' ? 'preview' : 'production',
      assignDomains: inputs.target !== 'staged',
      mark,
      ...commitFacts(context),
    },
    deps,
  );
  id = created.id;
  return { ...created, ended };
}

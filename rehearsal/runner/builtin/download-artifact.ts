import { cp, mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Artifact } from './artifact-store.js';
import type { BuiltinCall } from './builtin-call.js';

/** `actions/download-artifact`. Source: actions/download-artifact src/download-artifact.ts (v8). */
export async function downloadArtifact({ job, sink, input, flag }: BuiltinCall): Promise<void> {
  const target = resolve(
    job.plan.folders.workspace,
    input('path', '.').replace(/^~(?=\/|$)/, job.plan.folders.home),
  );
  const name = input('name');
  const { runId } = job.plan.run.request;
  if (input('run-id', String(runId)) !== String(runId)) {
    throw new Error(
      `'run-id: ${input('run-id')}' is another run, and a rehearsal only keeps its own artifacts.`,
    );
  }
  const chosen =
    name === '' ? choose(job.plan.run.artifacts.list(), input('pattern'), input('artifact-ids')) : [];
  if (name !== '') {
    const artifact = job.plan.run.artifacts.find(name);
    if (!artifact) {
      const known = job.plan.run.artifacts.list().map((item) => `'${item.name}'`);
      throw new Error(
        `Unable to download artifact(s): Artifact not found for name: ${name}. This run has ${known.join(', ') || 'none'}. ` +
          "Correct 'name', and let this job need the one that uploads it.",
      );
    }
    chosen.push(artifact);
  }
  // A single artifact goes straight into the folder, also when it was not asked for by name.
  const apart = chosen.length > 1 && !flag('merge-multiple', false);
  for (const artifact of chosen) {
    const folder = apart ? join(target, artifact.name) : target;
    await mkdir(folder, { recursive: true });
    await cp(artifact.folder, folder, { recursive: true, force: true });
    sink.log(`Downloaded artifact '${artifact.name}' (${artifact.files.length} file(s)) to ${folder}`);
  }
  sink.log(`Total of ${chosen.length} artifact(s) downloaded`);
  sink.setOutput('download-path', target);
}

function choose(all: Artifact[], pattern: string, ids: string): Artifact[] {
  if (ids !== '') {
    const wanted = new Set(ids.split(',').map((id) => Number(id.trim())));
    return all.filter((artifact) => wanted.has(artifact.id));
  }
  if (pattern === '') return all;
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return all.filter((artifact) => new RegExp(`^${source}$`).test(artifact.name));
}

import { cp, mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { JobState } from '../jobs/job-state.js';
import type { Artifact, ArtifactStore } from './artifact-store.js';
import type { BuiltinCall } from './builtin-call.js';

/** `actions/download-artifact`. Source: actions/download-artifact src/download-artifact.ts (v8). */
export async function downloadArtifact({ job, sink, input, flag }: BuiltinCall): Promise<void> {
  const target = resolve(
    job.plan.folders.workspace,
    input('path', '.').replace(/^~(?=\/|$)/, job.plan.folders.home),
  );
  const name = input('name');
  const artifacts = artifactsOf(job, input('run-id'), input('github-token'));
  const chosen = name === '' ? choose(artifacts.list(), input('pattern'), input('artifact-ids')) : [];
  if (name !== '') {
    const artifact = artifacts.find(name);
    if (!artifact) {
      const known = artifacts.list().map((item) => `'${item.name}'`);
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

/** Artifacts of another run are GitHub's API's: it asks for a token that may read them. */
function artifactsOf(job: JobState, wanted: string, token: string): ArtifactStore {
  const { artifacts, request } = job.plan.run;
  if (wanted === '' || wanted === String(request.runId)) return artifacts;
  if (token === '') throw new Error(`'run-id: ${wanted}' is another run, which needs 'github-token'.`);
  if (!job.plan.permissions.actions) {
    throw new Error(
      "Failed to ListArtifacts: Resource not accessible by integration. The job needs 'actions: read'.",
    );
  }
  const other = request.artifacts?.get(Number(wanted));
  if (!other) throw new Error(`Failed to ListArtifacts: Not Found. There is no run ${wanted}.`);
  return other;
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

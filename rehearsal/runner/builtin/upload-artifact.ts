import { lstat } from 'node:fs/promises';
import { basename, dirname, relative, sep } from 'node:path';
import { findFiles } from '../files/glob.js';
import type { ArtifactFile } from './artifact-store.js';
import type { BuiltinCall } from './builtin-call.js';

/** `actions/upload-artifact`: keeps files for later jobs of the run. Source: actions/upload-artifact search.ts. */
export async function uploadArtifact(call: BuiltinCall): Promise<void> {
  const { job, sink, input, flag } = call;
  const files = await search(job.plan.folders.workspace, input('path'), flag('include-hidden-files', false));
  if (files.length === 0) return reportNothingFound(call);
  const single = !flag('archive', true);
  const [first] = files;
  if (single && files.length !== 1) {
    throw new Error(
      `With 'archive: false' exactly one file is uploaded, but '${input('path')}' matches ${files.length}.`,
    );
  }
  const name = single && first ? basename(first.path) : input('name', 'artifact');
  requireName(name);
  const artifact = await job.plan.run.artifacts.upload(name, files, flag('overwrite', false));
  const { serverUrl } = job.plan.run.request.github;
  const { repository, runId } = job.plan.run.request;
  sink.log(
    `Artifact ${name} has been successfully uploaded: ${files.length} file(s), ${artifact.bytes} bytes.`,
  );
  sink.setOutput('artifact-id', String(artifact.id));
  sink.setOutput('artifact-digest', artifact.digest);
  const run = `${serverUrl}/${repository.owner}/${repository.name}/actions/runs/${runId}`;
  sink.setOutput('artifact-url', `${run}/artifacts/${artifact.id}`);
}

function reportNothingFound({ sink, input }: BuiltinCall): void {
  const message = `No files were found with the provided path: ${input('path')}. No artifacts will be uploaded.`;
  const wanted = input('if-no-files-found', 'warn');
  if (wanted === 'error') throw new Error(message);
  if (wanted === 'ignore') {
    sink.log(message);
    return;
  }
  if (wanted !== 'warn') {
    throw new Error(`Input 'if-no-files-found' is '${wanted}'. Allowed are warn, error and ignore.`);
  }
  sink.annotate({ level: 'warning', message });
}

function requireName(name: string): void {
  const bad = /[":<>|*?\r\n\\/]/.exec(name)?.[0];
  if (bad === undefined) return;
  throw new Error(
    `The artifact name is not valid: ${name}. Contains the following character: ${JSON.stringify(bad)}`,
  );
}

async function search(workspace: string, patterns: string, hidden: boolean): Promise<ArtifactFile[]> {
  if (patterns === '')
    throw new Error("Input required and not supplied: path. Add 'path' to the step's 'with'.");
  const rules = { root: workspace, followSymbolicLinks: true, excludeHidden: !hidden };
  const { files: found, searchPaths } = await findFiles(patterns, rules);
  if (found.length === 0) return [];
  const root = await rootOf(searchPaths, found);
  return found.map((source) => ({ source, path: relative(root, source) }));
}

/** One search path is the root itself (its folder for a single file); several have their common ancestor. */
async function rootOf(searchPaths: string[], found: string[]): Promise<string> {
  const [only = '/'] = searchPaths;
  if (searchPaths.length > 1) return commonAncestor(searchPaths);
  if (found.length === 1 && found[0] === only) return dirname(only);
  return (await lstat(only)).isDirectory() ? only : dirname(only);
}

function commonAncestor(paths: string[]): string {
  const [first = [], ...rest] = paths.map((path) => path.split(sep));
  const different = first.findIndex((part, index) => rest.some((other) => other[index] !== part));
  const shared = different < 0 ? first : first.slice(0, different);
  return shared.join(sep) || sep;
}

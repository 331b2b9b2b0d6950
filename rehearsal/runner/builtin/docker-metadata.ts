import { readImageName } from '../docker/image.js';
import { imageTags } from '../docker/image-tags.js';
import { runGithubContext } from '../jobs/contexts.js';
import type { BuiltinCall } from './builtin-call.js';

/** `docker/metadata-action`: tags and labels for an image from the run's ref and commit. */
export async function dockerMetadata({ job, sink, input }: BuiltinCall): Promise<void> {
  const { request } = job.plan.run;
  const { repository, sha, ref } = request;
  const images = linesOf(input('images')).map((line) => line.replace(/^name=/, '').toLowerCase());
  const facts = {
    ...{ event: request.event.name, ref, sha, defaultBranch: repository.defaultBranch },
    baseRef: String(runGithubContext(request, '').base_ref ?? ''),
  };
  const { version, tags } = imageTags(linesOf(input('tags')), linesOf(input('flavor')), facts);
  const names = images.length === 0 ? tags : images.flatMap((image) => tags.map((tag) => `${image}:${tag}`));
  for (const name of images) readImageName(name);
  if (tags.length === 0) {
    sink.annotate({ level: 'warning', message: 'No Docker tag has been generated. Check tags input.' });
  }
  const url = `${request.github.serverUrl}/${repository.owner}/${repository.name}`;
  const labels = [
    `org.opencontainers.image.created=${new Date().toISOString()}`,
    `org.opencontainers.image.revision=${sha}`,
    `org.opencontainers.image.source=${url}`,
    `org.opencontainers.image.title=${repository.name}`,
    `org.opencontainers.image.url=${url}`,
    `org.opencontainers.image.version=${version}`,
    ...linesOf(input('labels')),
  ];
  const told: Record<string, string> = {
    version,
    tags: names.join(input('sep-tags', '\n')),
    labels: labels.join(input('sep-labels', '\n')),
    json: JSON.stringify({ tags: names, labels: Object.fromEntries(labels.map(pairOf)) }),
  };
  for (const [name, text] of Object.entries(told)) {
    sink.setOutput(name, text);
    // The original sets them for bake files, too.
    sink.setEnv(`DOCKER_METADATA_OUTPUT_${name.toUpperCase()}`, text);
  }
  for (const name of names) sink.log(name);
}

function pairOf(label: string): [string, string] {
  const [name = '', ...rest] = label.split('=');
  return [name, rest.join('=')];
}

function linesOf(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'));
}

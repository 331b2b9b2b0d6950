import { mkdir } from 'node:fs/promises';
import { delimiter, dirname, join, resolve } from 'node:path';
import { buildImage } from '../docker/build-image.js';
import { type BuiltImage, readImageName } from '../docker/image.js';
import { runChild } from '../process/child.js';
import { TRACKING_VARIABLE } from '../process/orphans.js';
import { machinePath } from '../steps/environment.js';
import type { BuiltinCall } from './builtin-call.js';
import { requirePush } from './docker-login.js';

/** Inputs that change nothing about an image that is a folder. */
const idle = [
  'platforms',
  'cache-from',
  'cache-to',
  'secrets',
  'provenance',
  'sbom',
  'attests',
  'annotations',
  'ssh',
];

/** `docker/build-push-action`: builds a folder by the Dockerfile, and pushes it to where the rehearsal's Railway pulls. */
export async function dockerBuild(call: BuiltinCall): Promise<void> {
  const { job, sink, input, flag } = call;
  const tags = listOf(input('tags'));
  const push = flag('push', false);
  if (push && tags.length === 0)
    throw new Error("tag is needed when pushing to registry: give the step 'tags'.");
  if (input('outputs') !== '') {
    throw new Error(
      "A rehearsal knows no 'outputs'. Use 'push: true', or nothing for a build that is not pushed.",
    );
  }
  for (const name of idle) if (input(name) !== '') sink.log(`'${name}' has no effect in a rehearsal.`);
  for (const tag of tags) readImageName(tag);
  const image = await build(call);
  sink.log(`${image.digest} runs ${image.command ?? 'what Railway is told'} in ${image.workdir}`);
  if (push) {
    const names = tags.map((tag) => requirePush(job, tag));
    job.plan.run.request.images?.push(
      image,
      names.map(({ repository, tag }) => `${repository}:${tag}`),
    );
    for (const tag of tags) sink.log(`pushed ${tag}@${image.digest}`);
  } else if (!flag('load', false)) {
    const message =
      'No output specified: the build result only remains in the build cache. It is neither pushed nor loaded.';
    sink.annotate({ level: 'warning', message });
    return;
  }
  const metadata = { 'containerimage.digest': image.digest, 'image.name': tags.join(',') };
  sink.setOutput('digest', image.digest);
  sink.setOutput('imageid', image.digest);
  sink.setOutput('metadata', JSON.stringify(metadata, undefined, 2));
}

async function build(call: BuiltinCall): Promise<BuiltImage> {
  const { job, sink, input } = call;
  const { run, folders } = job.plan;
  const { workspace } = folders;
  const given = input('context');
  if (/^(https?|git|ssh):|^git@/.test(given)) {
    throw new Error(
      `Input 'context' is '${given}'. A rehearsal builds from a folder, or without 'context' from the commit.`,
    );
  }
  // Without a context the original takes the commit itself, checked out or not.
  const context = given === '' ? await run.snapshots.at(run.request.sha) : resolve(workspace, given);
  const file = input('file');
  const folder = join(run.request.workDirectory, 'images', String(run.nextFolder()));
  await mkdir(folder, { recursive: true });
  return buildImage({
    context,
    file: file === '' ? join(context, 'Dockerfile') : resolve(given === '' ? context : workspace, file),
    args: Object.fromEntries(input('build-args').split('\n').filter(Boolean).map(pairOf)),
    target: input('target') || undefined,
    folder,
    run: (command, at, env) => runCommand(call, command, at, env),
    say: (line) => sink.log(line),
    warn: (message) => sink.annotate({ level: 'warning', message }),
  });
}

function pairOf(line: string): [string, string] {
  const [, name = '', value = ''] = /^\s*([^=]*?)\s*=(.*)$/s.exec(line) ?? [];
  if (name === '')
    throw new Error(`Input 'build-args' has the line '${line}'. Write NAME=value, one a line.`);
  return [name, value];
}

async function runCommand(
  { job, sink, signal }: BuiltinCall,
  command: string,
  cwd: string,
  own: Record<string, string>,
): Promise<void> {
  const { run, folders, trackingId } = job.plan;
  const { request, stopTimes } = run;
  const env = {
    HOME: folders.home,
    LANG: 'C.UTF-8',
    ...request.env,
    ...own,
    PATH: [dirname(request.node), request.env?.PATH ?? machinePath()].join(delimiter),
    [TRACKING_VARIABLE]: trackingId,
  };
  const onLine = (line: string) => sink.log(`  ${line}`);
  const shell = { command: '/bin/sh', args: ['-c', command] };
  const { exitCode } = await runChild({ ...shell, cwd, env, signal, stopTimes, onLine });
  if (exitCode === 0) return;
  throw new Error(
    `failed to solve: process "/bin/sh -c ${command}" did not complete successfully: exit code: ${exitCode}`,
  );
}

function listOf(text: string): string[] {
  return text
    .split(/[\n,]/)
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

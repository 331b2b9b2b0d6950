import { existsSync } from 'node:fs';
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { git } from '../process/git.js';
import type { BuiltinCall } from './builtin-call.js';
import { type CheckoutTarget, findTarget } from './checkout-target.js';
import { shallowBoundary } from './shallow.js';

/** `actions/checkout` of the run's own repository, from its copy on disk. */
export async function checkout(call: BuiltinCall): Promise<void> {
  const { job, sink, input, flag } = call;
  const { request } = job.plan.run;
  requireOwnRepository(call);
  const workspace = job.plan.folders.workspace;
  const folder = resolve(workspace, input('path', '.'));
  if (folder !== workspace && !folder.startsWith(workspace + sep)) {
    throw new Error(
      `Repository path '${folder}' is not under '${workspace}'. Give a 'path' inside the workspace.`,
    );
  }
  const gitDirectory = await job.plan.run.commonGitDirectory();
  const target = await findTarget(gitDirectory, input('ref'), request);
  await prepareFolder(
    folder,
    gitDirectory,
    target.commit.length > 40 ? 'sha256' : 'sha1',
    flag('clean', true),
  );
  const depth = Number(input('fetch-depth', '1'));
  await writeHistory(folder, gitDirectory, target, depth, flag('fetch-tags', false));
  await switchTo(folder, target);
  for (const name of ['sparse-checkout', 'filter']) {
    if (input(name) !== '')
      sink.log(`'${name}' is not needed on this machine: the whole tree is checked out.`);
  }
  sink.setOutput('ref', input('ref', request.ref));
  sink.setOutput('commit', target.commit);
  sink.log(`${target.commit} is checked out in ./${relative(workspace, folder)}`);
}

function requireOwnRepository({ job, input }: BuiltinCall): void {
  const { owner, name } = job.plan.run.request.repository;
  const wanted = input('repository', `${owner}/${name}`);
  if (wanted.toLowerCase() !== `${owner}/${name}`.toLowerCase()) {
    throw new Error(
      `Repository '${wanted}' is not on this machine. A rehearsal only checks out '${owner}/${name}'.`,
    );
  }
  for (const option of ['submodules', 'lfs']) {
    const value = input(option, 'false');
    if (value !== 'false')
      throw new Error(`'${option}: ${value}' is not supported in a rehearsal. Remove it.`);
  }
}

/** An empty repository that borrows its objects, so that nothing is copied. */
async function prepareFolder(
  folder: string,
  gitDirectory: string,
  objectFormat: 'sha1' | 'sha256',
  clean: boolean,
): Promise<void> {
  await mkdir(folder, { recursive: true });
  if (existsSync(join(folder, '.git'))) {
    if (clean) {
      await git(['clean', '-ffdxq'], folder);
      await git(['reset', '-q', '--hard'], folder).catch(() => undefined);
    }
    return;
  }
  for (const entry of await readdir(folder)) await rm(join(folder, entry), { recursive: true });
  const inside = join(folder, '.git');
  // What `git init` would write, without waiting for another process.
  await Promise.all(
    ['objects/info', 'refs/heads', 'info'].map((name) => mkdir(join(inside, name), { recursive: true })),
  );
  const objects = objectFormat === 'sha256' ? '[extensions]\n\tobjectformat = sha256\n' : '';
  const version = objectFormat === 'sha256' ? 1 : 0;
  const config = [
    `[core]\n\trepositoryformatversion = ${version}\n\tbare = false\n\tlogallrefupdates = true\n${objects}[gc]\n\tauto = 0`,
    `[remote "origin"]\n\turl = ${gitDirectory}\n\tfetch = +refs/heads/*:refs/remotes/origin/*`,
    // A rehearsal must not change the repository it was started from.
    '\tpushurl = a-rehearsal-does-not-push:\n',
  ];
  await writeFile(join(inside, 'config'), config.join('\n'));
  await writeFile(join(inside, 'HEAD'), 'ref: refs/heads/main\n');
  await writeFile(join(inside, 'objects', 'info', 'alternates'), `${join(gitDirectory, 'objects')}\n`);
}

async function writeHistory(
  folder: string,
  gitDirectory: string,
  target: CheckoutTarget,
  depth: number,
  tags: boolean,
): Promise<void> {
  if (!Number.isInteger(depth) || depth < 0) {
    throw new Error(
      `Input 'fetch-depth' is '${depth}'. Allowed are whole numbers from 0 on; 0 fetches everything.`,
    );
  }
  const shallow = join(folder, '.git', 'shallow');
  if (depth === 0) {
    await rm(shallow, { force: true });
    const refs = ['+refs/heads/*:refs/remotes/origin/*', '+refs/tags/*:refs/tags/*'];
    await git(['fetch', '-q', '--no-tags', gitDirectory, ...refs], folder);
  } else {
    const boundary = await shallowBoundary(gitDirectory, target.commit, depth);
    await writeFile(shallow, boundary.map((commit) => `${commit}\n`).join(''));
    if (tags) await git(['fetch', '-q', '--no-tags', gitDirectory, '+refs/tags/*:refs/tags/*'], folder);
  }
  if (!target.remoteRef) return;
  const ref = join(folder, '.git', target.remoteRef);
  await mkdir(dirname(ref), { recursive: true });
  await writeFile(ref, `${target.commit}\n`);
}

async function switchTo(folder: string, target: CheckoutTarget): Promise<void> {
  const where = target.branch
    ? ['-B', target.branch, `refs/remotes/origin/${target.branch}`]
    : ['--detach', target.commit];
  await git(['-c', 'advice.detachedHead=false', 'checkout', '-q', '--force', ...where], folder);
}

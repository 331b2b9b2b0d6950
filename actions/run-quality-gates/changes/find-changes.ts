import type { RunContext } from '../../../src/action/context.js';
import { runProcess } from '../../../src/process/run-process.js';
import type { Logger } from '../../../src/runtime/log.js';
import type { Changes } from './changes.js';
import { parseDiff } from './parse-diff.js';

interface Deps {
  env: Record<string, string>;
  log: Logger;
  signal: AbortSignal;
}

/** How deep a shallow clone is fetched step by step, in commits, until the merge base is in it. */
const deepening = [50, 200, 1_000, 5_000];
const fetchLimitMs = 120_000;

/**
 * Finds what changed: of a pull request against the merge base with its base branch, of a push against what the branch
 * was before, else against `base` when it is given. A shallow clone is deepened until the merge base is there; when it
 * cannot be, that is said: never everything and never nothing. Never throws for git's refusals.
 */
export async function findChanges(
  { directory, base, context }: { directory: string; base: string | undefined; context: RunContext },
  deps: Deps,
): Promise<Changes> {
  const git = gitIn(directory, deps);
  const top = await git(['rev-parse', '--show-toplevel']);
  if (!top.ok)
    return unknown(`${directory} is no git repository (${top.text}); check the code out before this step`);
  const wanted = wantedBase(base, context);
  if (!wanted)
    return unknown('the run names no base to compare with; set the input "base" to a branch or a commit');
  const found = await findBase(wanted, git, deps.log);
  if ('reason' in found) return unknown(found.reason);
  const diff = await git(['diff', '--no-color', '--no-ext-diff', '--unified=0', '-M', found.base, 'HEAD']);
  if (!diff.ok) return unknown(`git could not compare ${found.base} with HEAD: ${diff.text}`);
  return { known: true, base: found.base, how: found.how, files: parseDiff(diff.lines) };
}

/** A branch is compared by its merge base; a commit is compared with as it is. */
interface WantedBase {
  ref: string;
  mergeBase: boolean;
}

function wantedBase(base: string | undefined, { baseRef, before }: RunContext): WantedBase | undefined {
  if (base !== undefined) return { ref: base, mergeBase: !/^[0-9a-f]{40}$/.test(base) };
  if (baseRef) return { ref: baseRef, mergeBase: true };
  // All zeros: the branch is new, so there is nothing before it.
  return before && !/^0+$/.test(before) ? { ref: before, mergeBase: false } : undefined;
}

type Git = (args: string[]) => Promise<{ ok: boolean; text: string; lines: string[] }>;

function gitIn(directory: string, { env, signal }: Deps): Git {
  return async (args) => {
    const lines: string[] = [];
    const { exitCode, tail } = await runProcess({
      command: 'git',
      args: ['-c', 'core.quotepath=false', ...args],
      cwd: directory,
      env: { ...env, GIT_TERMINAL_PROMPT: '0', LC_ALL: 'C' },
      timeoutMs: fetchLimitMs,
      signal,
      onLine: (line, stream) => void (stream === 'stdout' && lines.push(line)),
    });
    return { ok: exitCode === 0, text: (lines[0] ?? tail.at(-1) ?? '').trim(), lines };
  };
}

async function findBase(
  { ref, mergeBase }: WantedBase,
  git: Git,
  log: Logger,
): Promise<{ base: string; how: string } | { reason: string }> {
  const shallow = (await git(['rev-parse', '--is-shallow-repository'])).text === 'true';
  const isHash = /^[0-9a-f]{40}$/.test(ref);
  const local = isHash ? ref : `refs/remotes/origin/${ref}`;
  if (!(await has(local, git))) {
    const depth = shallow ? ['--depth=1'] : [];
    const spec = isHash ? ref : `+refs/heads/${ref}:${local}`;
    const fetched = await git(['fetch', '--no-tags', '--quiet', ...depth, 'origin', '--', spec]);
    const name = fetched.ok ? local : await localName(ref, git);
    if (!name) {
      return {
        reason: `the base ${ref} is not in this clone and could not be fetched (${fetched.text}); use "fetch-depth: 0" in actions/checkout, or keep its credentials`,
      };
    }
    if (!mergeBase) return { base: name, how: `compared with ${ref}` };
    return mergeBaseWith(name, ref, { shallow, git, log });
  }
  return mergeBase
    ? mergeBaseWith(local, ref, { shallow, git, log })
    : { base: local, how: `compared with ${ref}` };
}

async function has(name: string, git: Git): Promise<boolean> {
  return (await git(['rev-parse', '--verify', '--quiet', `${name}^{commit}`])).ok;
}

/** A branch that exists only here: a repository without a remote, as on a developer's machine. */
async function localName(ref: string, git: Git): Promise<string | undefined> {
  return (await has(ref, git)) ? ref : undefined;
}

async function mergeBaseWith(
  name: string,
  ref: string,
  { shallow, git, log }: { shallow: boolean; git: Git; log: Logger },
): Promise<{ base: string; how: string } | { reason: string }> {
  for (const depth of [0, ...(shallow ? deepening : [])]) {
    if (depth > 0) {
      log.info(`The clone is shallow: fetching ${depth} more commits to find the merge base with ${ref}`);
      const fetched = await git(['fetch', '--no-tags', '--quiet', `--deepen=${depth}`, 'origin']);
      if (!fetched.ok) {
        return {
          reason: `the clone is shallow and could not be deepened (${fetched.text}); use "fetch-depth: 0" in actions/checkout`,
        };
      }
    }
    const found = await git(['merge-base', name, 'HEAD']);
    if (found.ok) return { base: found.text, how: `merge base with ${ref}` };
  }
  return {
    reason: `HEAD and ${ref} have no commit in common${shallow ? ' within reach' : ''}; use "fetch-depth: 0" in actions/checkout`,
  };
}

function unknown(reason: string): Changes {
  return { known: false, reason };
}

import { InputError } from '../src/errors/errors.js';
import type { Http } from '../src/http/client.js';
import type { Clock } from '../src/runtime/clock.js';
import type { Logger } from '../src/runtime/log.js';
import { type Change, compare, write } from './changes.js';
import { mainBranch, topOf } from './git.js';
import { makeHook, secretsStaged } from './hook.js';
import { lookAt } from './look/parts.js';
import { knownPaths } from './look/paths.js';
import { askPlatforms, type PlatformAccess } from './look/platforms.js';
import { type Options, usage } from './options.js';
import { composePlan } from './plan/compose.js';
import { checkedBranch } from './plan/names.js';
import type { Plan } from './plan/plan.js';
import type { Talk } from './talk.js';
import { environmentsText, lookText, settingsText } from './tell.js';

/** What the program works with. */
export interface Deps {
  talk: Talk;
  access: PlatformAccess;
  /** Folder of the reference workflows. */
  templates: string;
  /** How this program is called, for the hook. */
  program: string;
  http: Http;
  clock: Clock;
  log: Logger;
  signal: AbortSignal;
}

/** Does what was asked for; true when it went well. Throws InputError. */
export async function main(options: Options, deps: Deps): Promise<boolean> {
  if (options.command === 'help') {
    deps.talk.say(usage);
    return true;
  }
  const root = await topOf(options.directory);
  return options.command === 'check-secrets' ? checkSecrets(root, deps.talk) : init(root, options, deps);
}

async function checkSecrets(root: string, talk: Talk): Promise<boolean> {
  const found = await secretsStaged(root);
  for (const { file, line, message } of found) talk.say(`${file}:${line}: ${message}`);
  if (found.length > 0) talk.say(`The commit is stopped: ${found.length} secret(s) in what is staged.`);
  return found.length === 0;
}

type InitOptions = Extract<Options, { command: 'init' }>;

async function init(root: string, options: InitOptions, deps: Deps): Promise<boolean> {
  const { talk, access, templates } = deps;
  const look = await lookAt(root, options);
  talk.say(lookText(look));
  const platforms = await askPlatforms(access, deps);
  const branch = checkedBranch(options.branch ?? (await mainBranch(root)));
  const wish = { style: options.style, extras: options.extras, branch, templates };
  const plan = await composePlan(look, wish, platforms, ({ directory }) => knownPaths(root, directory));
  const changes = await compare(root, plan.files);
  for (const change of changes) talk.say(shown(change));
  if (!options.dryRun) {
    await writeAll(root, changes, options, talk);
    await offerHook(root, options, deps);
  }
  tellTheRest(plan, talk);
  return true;
}

function shown({ file, kind, diff }: Change): string {
  return kind === 'same' ? `${file.path} is as it should be.\n` : diff;
}

async function writeAll(
  root: string,
  changes: readonly Change[],
  { yes }: InitOptions,
  talk: Talk,
): Promise<void> {
  const fresh = changes.filter(({ kind }) => kind === 'new');
  const names = fresh.map(({ file }) => `  ${file.path}: ${file.because}`).join('\n');
  if (fresh.length > 0 && (yes || (await talk.ask(`Write these new files?\n${names}\n`)))) {
    for (const { file } of fresh) await write(root, file);
    talk.say(`Written:\n${names}`);
  }
  for (const { file } of changes.filter(({ kind }) => kind === 'changed')) {
    // One by one, and never by --yes: somebody has written it.
    if (await talk.ask(`Overwrite ${file.path}, which differs?`)) await write(root, file);
    else talk.say(`${file.path} is kept as it is.`);
  }
}

async function offerHook(root: string, { hook, yes }: InitOptions, { talk, program }: Deps): Promise<void> {
  const question = 'Make a pre-commit hook that stops secrets?';
  if (!hook && (yes || !(await talk.ask(question)))) return;
  const result = await makeHook(root, program);
  if ('made' in result) talk.say(`The hook stands in ${result.made}.`);
  else talk.say(`${result.there} is there already. Add this line to it:\n  ${result.line}`);
}

function tellTheRest({ environments, settings, defaults, notes }: Plan, talk: Talk): void {
  if (environments.length > 0) talk.say(environmentsText(environments));
  talk.say(settingsText({ settings, defaults }));
  if (notes.length > 0) talk.say(['Left to you:', ...notes.map((note) => `  - ${note}`), ''].join('\n'));
  talk.say(
    'To see such a pipeline at work before the first push, bad releases and all: "npm run rehearse" in a checkout of deploy-actions releases example systems on local platforms. It does not release yours; "--workflow FILE" runs a workflow of yours with an example.',
  );
}

/** For whoever starts it in the wrong place. */
export function refuse(error: unknown): string {
  if (error instanceof InputError) return [error.message, error.fix].filter(Boolean).join('\n');
  throw error;
}

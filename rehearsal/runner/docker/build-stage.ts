import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { basename, join, posix, resolve } from 'node:path';
import { type BuildContext, copyInto } from './context.js';
import { execForm, type Instruction, pairsOf, substitute } from './dockerfile.js';
import { shellParts, underRoot } from './shell-lines.js';

/** A stage while it is built. */
export interface StageState {
  /** The folder that stands for `/`. */
  root: string;
  workdir: string;
  env: Record<string, string>;
  args: Record<string, string>;
  entrypoint?: string[] | string;
  command?: string[] | string;
}

/** What building a stage may use. */
export interface StageGround {
  context: BuildContext;
  /** Values of ARG: those that were given, those before the first FROM, those of the platform. */
  given: Record<string, string>;
  globals: Record<string, string>;
  /** The folder of a stage that was built before; undefined for any other image. */
  stageRoot(name: string): string | undefined;
  /** Runs a shell command. @throws Error when it fails. */
  run(command: string, folder: string, env: Record<string, string>): Promise<void>;
  say(line: string): void;
}

/** Does one instruction. @throws Error when it cannot be done as it is written. */
export async function perform(
  instruction: Instruction,
  state: StageState,
  ground: StageGround,
): Promise<void> {
  const values = { ...state.args, ...state.env };
  const text = substitute(instruction.text, values);
  switch (instruction.name) {
    case 'ARG':
      return declare(text, state, ground);
    case 'ENV':
      for (const [name, value] of pairsOf(instruction.text)) state.env[name] = substitute(value, values);
      return;
    case 'WORKDIR':
      state.workdir = posix.resolve(state.workdir, text);
      await mkdir(join(state.root, state.workdir), { recursive: true });
      return;
    case 'COPY':
    case 'ADD':
      return copy(instruction, text, state, ground);
    case 'RUN':
      return run(instruction, state, ground);
    case 'CMD':
      state.command = execForm(instruction.text) ?? instruction.text;
      return;
    case 'ENTRYPOINT':
      state.entrypoint = execForm(instruction.text) ?? instruction.text;
      delete state.command;
      return;
    case 'USER':
    case 'HEALTHCHECK':
    case 'SHELL':
      ground.say(`  ${instruction.name} does nothing in a rehearsal.`);
      return;
    default:
  }
}

function declare(text: string, state: StageState, { given, globals }: StageGround): void {
  for (const [name, value] of pairsOf(text.includes('=') ? text : `${text}=`)) {
    state.args[name] = given[name] ?? (text.includes('=') ? value : (globals[name] ?? ''));
  }
}

async function copy(
  { flags, documents, name, line }: Instruction,
  text: string,
  state: StageState,
  ground: StageGround,
): Promise<void> {
  const strange = Object.keys(flags).find((flag) => !['from', 'chown', 'chmod', 'link'].includes(flag));
  if (strange) throw new Error(`line ${line}: a rehearsal does not do ${name} --${strange}`);
  const words = execForm(text) ?? text.split(/\s+/);
  const target = words.at(-1) ?? '';
  const sources = words.slice(0, -1);
  const remote = sources.find((source) => /^(https?:|git@)/.test(source));
  if (remote) throw new Error(`line ${line}: a rehearsal fetches nothing, so there is no ${remote}`);
  const at = posix.resolve(state.workdir, target);
  const into = join(state.root, at) + (/(^|\/)\.?\/?$/.test(target) || target.endsWith('/') ? '/' : '');
  if (documents.length > 0) return writeDocuments(sources, documents, into);
  const from = substitute(flags.from?.[0] ?? '', state.args);
  const root = from === '' ? undefined : ground.stageRoot(from);
  if (from !== '' && root === undefined) {
    ground.say(
      `  left out: ${from} is no stage of this file, and a rehearsal pulls no images to build with.`,
    );
    return;
  }
  if (root === undefined) await ground.context.copy(sources, into);
  else await copyInto({ root, sources, target: into });
  const mode = flags.chmod?.[0] ?? '';
  const [only = ''] = sources;
  if (/^0?[0-7]{3}$/.test(mode) && sources.length === 1) {
    await chmod(into.endsWith('/') ? join(into, basename(only)) : into, Number.parseInt(mode, 8)).catch(
      () => {},
    );
  }
}

async function writeDocuments(sources: string[], documents: string[], into: string): Promise<void> {
  for (const [index, source] of sources.entries()) {
    const file = into.endsWith('/') ? join(into, source.replace(/^<<-?["']?|["']$/g, '')) : into;
    await mkdir(join(file, '..'), { recursive: true });
    await writeFile(file, documents[index] ?? '');
  }
}

async function run(
  { text, documents, flags }: Instruction,
  state: StageState,
  ground: StageGround,
): Promise<void> {
  if ((flags.mount ?? []).some((mount) => mount.includes('type=secret'))) {
    ground.say('  There are no build secrets in a rehearsal.');
  }
  const words = execForm(text);
  const script = words ? quoted(words) : documents.length > 0 ? documents.join('\n') : text;
  const env = { ...state.args, ...state.env };
  // The container's own programs are not here; those of this machine are found as ever.
  delete env.PATH;
  let folder = join(state.root, state.workdir);
  await mkdir(folder, { recursive: true });
  for (const part of shellParts(script)) {
    const command = underRoot(part.text, state.root);
    if (part.kind === 'left-out') ground.say(`  left out: ${part.text} (${part.reason})`);
    else if (part.kind === 'cd') folder = resolve(folder, command.replace(/^cd\s+/, '').trim());
    else await ground.run(command, folder, env);
  }
}

/** Words as a shell takes them; plain ones stay as they are. */
export function quoted(words: readonly string[]): string {
  return words
    .map((word) => (/^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`))
    .join(' ');
}

import { createHash } from 'node:crypto';
import { cp, mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { perform, type StageGround, type StageState } from './build-stage.js';
import { containerCommand } from './container-command.js';
import { BuildContext } from './context.js';
import { type Dockerfile, pairsOf, readDockerfile, type Stage, substitute } from './dockerfile.js';
import type { BuiltImage } from './image.js';

/** What is built, and with what. */
export interface BuildRequest {
  /** Absolute. */
  context: string;
  /** Absolute path of the Dockerfile. */
  file: string;
  args: Record<string, string>;
  /** The stage to end with; the last one when absent. */
  target?: string | undefined;
  /** An empty folder that stages and the image may be put into. */
  folder: string;
  run: StageGround['run'];
  say(line: string): void;
  warn(message: string): void;
}

/** `linux/amd64` and its like, as BuildKit names this machine. */
const platform = `linux/${process.arch === 'x64' ? 'amd64' : process.arch}`;
const platformArgs: Record<string, string> = {
  TARGETPLATFORM: platform,
  BUILDPLATFORM: platform,
  TARGETOS: 'linux',
  BUILDOS: 'linux',
  TARGETARCH: platform.slice(6),
  BUILDARCH: platform.slice(6),
};

/**
 * Builds what a Dockerfile says as far as a folder can: files are copied, commands that work on files are run in it, and
 * what would change a system is left out and said. @throws Error in BuildKit's words where there are some.
 */
export async function buildImage(request: BuildRequest): Promise<BuiltImage> {
  const text = await readFile(request.file, 'utf8').catch(() => {
    throw new Error(
      `failed to read dockerfile: open ${request.file}: no such file. Correct 'file' or 'context'.`,
    );
  });
  const file = readDockerfile(text);
  const globals: Record<string, string> = { ...platformArgs };
  for (const { text: declared } of file.globals) {
    for (const [name, value] of pairsOf(declared.includes('=') ? declared : `${declared}=`)) {
      globals[name] = request.args[name] ?? substitute(value, globals);
    }
  }
  const context = await BuildContext.open(request.context, request.file);
  const build = new Build(request, file, globals, context);
  const last = build.find(request.target) ?? file.stages.at(-1);
  if (request.target !== undefined && !build.find(request.target)) {
    throw new Error(`target stage "${request.target}" could not be found`);
  }
  const state = await build.stage(last as Stage);
  build.warnOfUnused();
  const command = containerCommand(state);
  const { PATH: _, ...environment } = state.env;
  return {
    directory: state.root,
    workdir: state.workdir,
    environment,
    ...(command === undefined ? {} : { command }),
    digest: `sha256:${createHash('sha256')
      .update(JSON.stringify([text, request.args, request.target, await context.digest()]))
      .digest('hex')}`,
  };
}

class Build {
  private readonly request: BuildRequest;
  private readonly file: Dockerfile;
  private readonly globals: Record<string, string>;
  private readonly context: BuildContext;
  private readonly built = new Map<Stage, StageState>();

  constructor(
    request: BuildRequest,
    file: Dockerfile,
    globals: Record<string, string>,
    context: BuildContext,
  ) {
    this.request = request;
    this.file = file;
    this.globals = globals;
    this.context = context;
  }

  find(name: string | undefined): Stage | undefined {
    const { stages } = this.file;
    return stages.find(
      (stage, index) => name !== undefined && (same(stage.name, name) || String(index) === name),
    );
  }

  /** Builds a stage, and before it those it needs: as BuildKit, no other. */
  async stage(stage: Stage): Promise<StageState> {
    const known = this.built.get(stage);
    if (known) return known;
    const { say, request } = { say: this.request.say, request: this.request };
    const from = substitute(stage.from, this.globals);
    const base = this.before(stage, from);
    const before = base && (await this.stage(base));
    for (const { name, flags } of stage.instructions) {
      const needed = name === 'COPY' ? this.before(stage, flags.from?.[0] ?? '') : undefined;
      if (needed) await this.stage(needed);
    }
    const root = join(request.folder, `stage-${this.file.stages.indexOf(stage)}`);
    await mkdir(root, { recursive: true });
    if (before) await cp(before.root, root, { recursive: true, verbatimSymlinks: true });
    const inherited = before ? { ...before, env: { ...before.env } } : { workdir: '/', env: {} };
    const state: StageState = { ...inherited, root, args: {} };
    say(`[${stage.name}] FROM ${from}${base ? '' : ': what this machine has is taken instead'}`);
    for (const instruction of stage.instructions) {
      say(`[${stage.name}] ${instruction.name} ${instruction.text}`);
      await perform(instruction, state, this.ground(stage));
    }
    this.built.set(stage, state);
    return state;
  }

  warnOfUnused(): void {
    const declared = new Set(
      [...this.file.globals, ...this.file.stages.flatMap((stage) => stage.instructions)]
        .filter(({ name }) => name === 'ARG')
        .flatMap(({ text }) => pairsOf(text.includes('=') ? text : `${text}=`).map(([name]) => name)),
    );
    const unused = Object.keys(this.request.args).filter((name) => !declared.has(name));
    if (unused.length > 0) {
      this.request.warn(`One or more build-args [${unused.join(' ')}] were not consumed`);
    }
  }

  private ground(stage: Stage): StageGround {
    const { args, run, say } = this.request;
    const stageRoot = (name: string) => {
      const found = this.before(stage, name);
      return found && this.built.get(found)?.root;
    };
    return { context: this.context, given: args, globals: this.globals, stageRoot, run, say };
  }

  /** A stage that stands above another. */
  private before(stage: Stage, name: string): Stage | undefined {
    const found = this.find(name === '' ? undefined : name);
    return found && this.file.stages.indexOf(found) < this.file.stages.indexOf(stage) ? found : undefined;
  }
}

function same(left: string, right: string): boolean {
  return left.toLowerCase() === right.toLowerCase();
}

import { existsSync } from 'node:fs';
import { join, posix } from 'node:path';
import { quoted, type StageState } from './build-stage.js';

/** Programs that only stand before another one, with what belongs to them. */
const wrappers = /^(?:\S*\/)?(?:tini|dumb-init|catatonit)$/;

/** What a container of a stage runs, for a shell in its WORKDIR; undefined when the stage says nothing. */
export function containerCommand(state: StageState): string | undefined {
  const { entrypoint, command } = state;
  if (typeof entrypoint === 'string') return toldHere(state, entrypoint);
  const words = withoutWrappers(entrypoint ?? []);
  if (typeof command === 'string') {
    return toldHere(state, words.length === 0 ? command : quoted([...words, '/bin/sh', '-c', command]));
  }
  const all = withoutWrappers([...words, ...(command ?? [])]);
  // A shell in between is what runs the line here, too.
  const [shell = '', flag, line, ...more] = all;
  if (/^(\/bin\/)?(ba)?sh$/.test(shell) && flag === '-c' && line !== undefined && more.length === 0)
    return toldHere(state, line);
  return all.length === 0 ? undefined : toldHere(state, quoted(all));
}

function withoutWrappers(words: readonly string[]): string[] {
  const [first = '', second, ...rest] = words;
  if (!wrappers.test(first)) return [...words];
  return withoutWrappers(second === undefined || second === '--' ? rest : [second, ...rest]);
}

/** Paths of the image are told from its WORKDIR, and programs of its system by their name: this machine has them. */
function toldHere({ root, workdir }: StageState, line: string): string {
  return line.replace(/(^|[\s='"])(\/[\w.@-][^\s'":;]*)/g, (whole, before: string, path: string) => {
    if (path.startsWith(`${workdir}/`) || existsSync(join(root, path))) {
      const told = posix.relative(workdir, path);
      return `${before}${told.startsWith('.') ? told : `./${told}`}`;
    }
    const program = /^\/(?:[\w.-]+\/)*bin\/([\w.-]+)$/.exec(path)?.[1];
    return program === undefined ? whole : `${before}${program}`;
  });
}

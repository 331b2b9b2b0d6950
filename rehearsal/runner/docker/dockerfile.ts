/** One instruction of a Dockerfile. */
export interface Instruction {
  /** Upper case. */
  name: string;
  /** Counts from 1. */
  line: number;
  /** `--from=build`, `--mount=…`: each name's values without the dashes. */
  flags: Record<string, string[]>;
  /** What follows the flags, continued lines joined. */
  text: string;
  /** The texts of its here-documents, in order. */
  documents: string[];
}

/** A part of a Dockerfile that ends in an image: from one FROM to the next. */
export interface Stage {
  name: string;
  /** What it begins from, as written. */
  from: string;
  line: number;
  instructions: Instruction[];
}

/** A Dockerfile: the ARGs before the first FROM, and the stages. */
export interface Dockerfile {
  globals: Instruction[];
  stages: Stage[];
}

const known = new Set(
  'ADD ARG CMD COPY ENTRYPOINT ENV EXPOSE FROM HEALTHCHECK LABEL MAINTAINER RUN SHELL STOPSIGNAL USER VOLUME WORKDIR'.split(
    ' ',
  ),
);

/**
 * Reads a Dockerfile. Source of the form: docs.docker.com/reference/dockerfile.
 * @throws Error with the line for what is no instruction, and for ONBUILD, which is not done here.
 */
export function readDockerfile(text: string): Dockerfile {
  const globals: Instruction[] = [];
  const stages: Stage[] = [];
  for (const instruction of readInstructions(text)) {
    const stage = stages.at(-1);
    if (instruction.name === 'FROM') {
      const [from = '', as, name] = instruction.text.split(/\s+/);
      const own = as?.toLowerCase() === 'as' ? name : undefined;
      stages.push({ name: own ?? String(stages.length), from, line: instruction.line, instructions: [] });
    } else if (stage) stage.instructions.push(instruction);
    else if (instruction.name === 'ARG') globals.push(instruction);
    else
      throw new Error(
        `dockerfile parse error on line ${instruction.line}: no build stage in current context`,
      );
  }
  if (stages.length === 0) throw new Error('the Dockerfile has no FROM');
  return { globals, stages };
}

function readInstructions(text: string): Instruction[] {
  const lines = text.replace(/^\uFEFF/, '').split(/\r?\n/);
  const found: Instruction[] = [];
  for (let at = 0; at < lines.length; at += 1) {
    const line = at + 1;
    let whole = '';
    for (; at < lines.length; at += 1) {
      const part = lines[at] ?? '';
      // Comments and empty lines may stand between continued lines.
      if (/^\s*(#|$)/.test(part)) {
        if (whole === '') break;
        continue;
      }
      whole += part.replace(/\\\s*$/, ' ');
      if (!/\\\s*$/.test(part)) break;
    }
    if (whole.trim() === '') continue;
    const documents: string[] = [];
    for (const [, dash, , word = ''] of heredocs(whole)) {
      const body: string[] = [];
      for (at += 1; at < lines.length; at += 1) {
        const part = dash ? (lines[at] ?? '').replace(/^\t+/, '') : (lines[at] ?? '');
        if (part === word) break;
        body.push(part);
      }
      documents.push(`${body.join('\n')}\n`);
    }
    found.push({ ...instructionOf(whole.trim(), line), documents });
  }
  return found;
}

function heredocs(text: string): RegExpMatchArray[] {
  if (!/^\s*(run|copy|add)\s/i.test(text)) return [];
  return [...text.matchAll(/<<(-?)(["']?)([A-Za-z_]\w*)\2/g)];
}

function instructionOf(text: string, line: number): Omit<Instruction, 'documents'> {
  const [, word = '', rest = ''] = /^(\S+)\s*(.*)$/s.exec(text) ?? [];
  const name = word.toUpperCase();
  if (!known.has(name)) {
    const reason = name === 'ONBUILD' ? 'a rehearsal does not do ONBUILD' : `unknown instruction: ${word}`;
    throw new Error(`dockerfile parse error on line ${line}: ${reason}`);
  }
  const flags: Record<string, string[]> = {};
  let left = rest;
  for (;;) {
    const [flag, key = '', , value = ''] = /^--([a-z][a-z-]*)(=(\S*))?\s+/.exec(left) ?? [];
    if (flag === undefined) return { name, line, flags, text: left.trim() };
    flags[key] = [...(flags[key] ?? []), value];
    left = left.slice(flag.length);
  }
}

/** The words of an exec form, `["node", "server.js"]`; undefined for any other text. */
export function execForm(text: string): string[] | undefined {
  if (!text.startsWith('[')) return undefined;
  try {
    const words: unknown = JSON.parse(text);
    const isForm = Array.isArray(words) && words.every((word) => typeof word === 'string');
    return isForm ? (words as string[]) : undefined;
  } catch {
    return undefined;
  }
}

/** Replaces `$NAME`, `${NAME}`, `${NAME:-text}` and `${NAME:+text}` as a Dockerfile does; `\$` stays a dollar. */
export function substitute(text: string, values: Record<string, string>): string {
  return text.replace(
    /\\\$|\$(?:(\w+)|\{(\w+)(?::([-+])([^{}]*))?\})/g,
    (whole, plain?: string, braced?: string, sign?: string, other = '') => {
      if (whole === '\\$') return '$';
      const value = values[plain ?? braced ?? ''] ?? '';
      if (sign === '-') return value === '' ? other : value;
      if (sign === '+') return value === '' ? '' : other;
      return value;
    },
  );
}

/** `NAME=text` pairs, quotes taken off; the old form `NAME text` is one pair. */
export function pairsOf(text: string): [string, string][] {
  if (!/^[^\s=]+=/.test(text)) {
    const [, name = '', value = ''] = /^(\S+)\s*(.*)$/s.exec(text) ?? [];
    return [[name, value]];
  }
  const pairs = text.matchAll(/([^\s=]+)=((?:"(?:\\.|[^"\\])*"|'[^']*'|\\.|[^\s"'\\])*)/g);
  return [...pairs].map(([, name = '', value = '']) => [name, unquoted(value)]);
}

function unquoted(text: string): string {
  return text.replace(
    /"((?:\\.|[^"\\])*)"|'([^']*)'|\\(.)/gs,
    (_, double?: string, single?: string, sign?: string) =>
      double === undefined ? (single ?? sign ?? '') : double.replace(/\\(["\\])/g, '$1'),
  );
}

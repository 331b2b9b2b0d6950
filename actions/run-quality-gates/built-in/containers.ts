import { readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { glob } from 'tinyglobby';
import { z } from 'zod';
import { builtInGate, type Finding } from './built-in-gate.js';

const options = z.strictObject({
  files: z
    .array(z.string().min(1))
    .default(['**/Dockerfile', '**/*.Dockerfile', '**/Dockerfile.*', '**/Containerfile'])
    .describe('Patterns of the files that are read, from the gate’s directory.'),
  root: z
    .enum(['error', 'warning', 'off'])
    .default('warning')
    .describe('What an image whose program runs as root means.'),
});
type Options = z.infer<typeof options>;

/**
 * `containers`: what a Dockerfile says that makes its image unsafe or another one each day. It is read, not built, so it
 * says nothing about the packages inside the base image.
 */
export const containersGate = builtInGate({
  name: 'containers',
  options,
  async run(options, { directory, workspace }) {
    const ignore = ['**/node_modules/**', '**/.git/**', '**/*.dockerignore'];
    const files = (await glob(options.files, { cwd: directory, ignore, dot: true })).sort();
    const found = await Promise.all(
      files.map(async (file) => {
        const path = join(directory, file);
        const shown = relative(workspace, path).replaceAll('\\', '/');
        return judgeDockerfile(await readFile(path, 'utf8'), shown, options);
      }),
    );
    const findings = found.flat();
    const errors = findings.filter(({ severity }) => severity === 'error');
    return {
      result: errors.length > 0 ? 'failed' : 'passed',
      reason:
        errors.length > 0
          ? `${errors.length} fault(s) in ${files.length} Dockerfile(s): ${errors[0]?.message}`
          : `${files.length} Dockerfile(s) name their base by version and hold no secret`,
      findings,
    };
  },
});

interface Instruction {
  /** In capitals. */
  name: string;
  text: string;
  line: number;
}

function judgeDockerfile(content: string, file: string, options: Options): Finding[] {
  const instructions = instructionsOf(content);
  const stages = new Set<string>();
  const findings: Finding[] = [];
  let user: Instruction | undefined;
  let from: Instruction | undefined;
  for (const one of instructions) {
    if (one.name === 'FROM') {
      findings.push(...baseOf(one, stages, file));
      const stage = /\sAS\s+(\S+)/i.exec(one.text)?.[1];
      if (stage) stages.add(stage.toLowerCase());
      [from, user] = [one, undefined];
    }
    if (one.name === 'USER') user = one;
    if (one.name === 'ENV' || one.name === 'ARG') findings.push(...secretIn(one, file));
    if (one.name === 'ADD' && /\bhttps?:\/\//.test(one.text) && !/--checksum=/.test(one.text)) {
      const message =
        'ADD from an address takes whatever is there on the day of the build. Say what it must be: ADD --checksum=sha256:….';
      findings.push({ severity: 'error', rule: 'containers/add', message, file, line: one.line });
    }
  }
  return [...findings, ...rootUser(from, user, file, options)];
}

/** Lines that end with a backslash go on; comments and empty lines between them do not end them. */
function instructionsOf(content: string): Instruction[] {
  const found: Instruction[] = [];
  let open: { text: string; line: number } | undefined;
  for (const [index, raw] of content.split(/\r?\n/).entries()) {
    if (/^\s*(#|$)/.test(raw)) continue;
    const goesOn = /\\\s*$/.test(raw);
    const text = raw.replace(/\\\s*$/, '').trim();
    open = open ? { ...open, text: `${open.text} ${text}` } : { text, line: index + 1 };
    if (goesOn) continue;
    const [, name = '', rest = ''] = /^(\S+)\s*(.*)$/s.exec(open.text) ?? [];
    found.push({ name: name.toUpperCase(), text: rest, line: open.line });
    open = undefined;
  }
  return found;
}

function baseOf({ text, line }: Instruction, stages: ReadonlySet<string>, file: string): Finding[] {
  const image = text
    .replace(/--\S+\s+/g, '')
    .trim()
    .split(/\s/)[0];
  if (!image || image === 'scratch' || image.includes('$') || stages.has(image.toLowerCase())) return [];
  if (image.includes('@sha256:')) return [];
  const tag = /:([^/:]+)$/.exec(image)?.[1];
  if (tag !== undefined && tag !== 'latest') return [];
  const message = `The base ${image} is another one each time it moves. Name a version, ${image.replace(/:latest$/, '')}:<version>, better with its digest.`;
  return [{ severity: 'error', rule: 'containers/base', message, file, line }];
}

/** A variable of that name with a value of its own: what is in an image, everybody who can pull it can read. */
function secretIn({ name, text, line }: Instruction, file: string): Finding[] {
  const pairs = [...text.matchAll(/(\w+)=("[^"]*"|'[^']*'|\S*)/g)];
  // `ENV NAME value`, the old form.
  const old = /^(\w+)\s+(\S.*)$/.exec(text);
  const all = pairs.length > 0 ? pairs : old ? [old] : [];
  return all.flatMap(([, variable = '', value = '']) => {
    const bare = value.replace(/^["']|["']$/g, '');
    const secret = /(^|_)(TOKEN|SECRET|PASSWORD|PASSWD|API_?KEY|PRIVATE_KEY|SECRET_KEY(_BASE)?)$/i.test(
      variable,
    );
    if (!secret || bare === '' || bare.includes('$')) return [];
    const message = `${name} ${variable} has a value in the file: whoever can pull the image can read it. Take it from the platform's variables, or for the build from RUN --mount=type=secret.`;
    return [{ severity: 'error' as const, rule: 'containers/secret', message, file, line }];
  });
}

function rootUser(
  from: Instruction | undefined,
  user: Instruction | undefined,
  file: string,
  { root }: Options,
): Finding[] {
  if (root === 'off' || !from) return [];
  const name = user?.text.split(':')[0] ?? 'root';
  if (name !== 'root' && name !== '0') return [];
  const message =
    'The program runs as root unless its base says otherwise: what breaks out of it owns the container. Say USER with a name that is not root.';
  return [{ severity: root, rule: 'containers/root', message, file, line: (user ?? from).line }];
}

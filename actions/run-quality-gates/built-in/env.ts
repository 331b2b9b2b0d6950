import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { z } from 'zod';
import { escapeMarkdown, markdownTable } from '../../../src/text/markdown.js';
import { builtInGate, type Finding, type GateContext } from './built-in-gate.js';
import { commentedIn, namesIn, type Read, readsIn } from './env-code.js';
import { type Place, placeSchemas, readRailway, readVercel } from './env-places.js';

const options = z.strictObject({
  example: z.string().default('.env.example').describe('The file that names every variable.'),
  ignore: z
    .array(z.string())
    .default(['*.test.*', '*.spec.*', 'test/', 'tests/', 'scripts/', 'e2e/'])
    .describe('Patterns as in a .gitignore of code that is not searched.'),
  optional: z
    .array(z.string())
    .default([])
    .describe('Names that need not be set or documented; the platforms’ and Node’s own are known.'),
  vercel: placeSchemas.vercel.optional().describe('Where the names must be set.'),
  railway: placeSchemas.railway.optional().describe('Where the names must be set.'),
  same: z
    .array(z.array(z.string().regex(/^(vercel|railway):[A-Za-z_][A-Za-z0-9_]*$/)).length(2))
    .default([])
    .describe('Pairs that must hold the same value: [[vercel:JWT_SECRET, railway:JWT_SECRET]].'),
  'max-age-days': z.int().min(1).default(90).describe('Secrets that were last changed earlier are told.'),
});
type Options = z.infer<typeof options>;

/** Set by the platforms, by Node or by CI: nobody documents them. */
const given =
  /^(NODE_ENV|PORT|HOST|HOSTNAME|HOME|PATH|PWD|USER|TZ|LANG|CI|TMPDIR|DEBUG|MODE|DEV|PROD|SSR|BASE_URL|(VERCEL|RAILWAY|GITHUB|RUNNER|npm|PYTEST|JEST|NEXT_RUNTIME)(_[A-Z0-9_]*)?)$/;
const secretName = /(SECRET|TOKEN|PASSWORD|PRIVATE|API_?KEY|CREDENTIAL)/;
/** Secrets that this system signs with itself. Those another service gives out (OAuth clients) have the length it gives them. */
const signingName =
  /(?:^|_)(?:JWT|SESSION|COOKIE|SIGNING|ENCRYPTION|CSRF|NEXTAUTH|AUTH|APP)_(?:[A-Z0-9]+_)*?(?:SECRET|KEY)$|^SECRET(?:_KEY)?$/;
const givenOut =
  /PUBLIC|CLIENT|CONSUMER|OAUTH|(?:^|_)AUTH_(?!JWT|SESSION|COOKIE|SIGNING)[A-Z0-9]+_(?:SECRET|KEY)$/;
const wellKnown =
  /^(secret|password|changeme|change-me|supersecret|super-secret|keyboard cat|your-256-bit-secret|jwt-?secret|mysecret|test|admin|default|s3cr3t|insecure).{0,12}$/i;
const shortest = 32;
const dayMs = 86_400_000;

/**
 * `env`: the variables that the code reads, the example and what is set on the platforms say the same; pairs hold the same
 * value; secrets are neither short, nor well known, nor old. Names are shown, values never.
 */
export const envGate = builtInGate({
  name: 'env',
  options,
  async run(options, context) {
    const reads = await readsIn(context.directory, options.ignore);
    const example = await readExample(options, context);
    const places = await Promise.all([
      ...(options.vercel ? [readVercel(options.vercel, context)] : []),
      ...(options.railway ? [readRailway(options.railway, context)] : []),
    ]);
    const isGiven = (name: string) => given.test(name) || options.optional.includes(name);
    const wanted = [...new Set([...reads.keys(), ...(example?.names.keys() ?? [])])]
      .filter((name) => !isGiven(name))
      .sort();
    const findings = [
      ...documented(reads, example, isGiven, context),
      ...places.flatMap((place) => unset(wanted, place, { example, reads })),
      ...samePairs(options, places),
      ...places.flatMap((place) => weak(place, options['max-age-days'], context.clock.now())),
    ];
    const errors = findings.filter(({ severity }) => severity === 'error');
    return {
      result: errors.length > 0 ? 'failed' : 'passed',
      reason:
        errors.length > 0
          ? `${errors.length} fault(s): ${errors[0]?.message}`
          : `${wanted.length} variable(s) are named in the example${places.length > 0 ? ' and set where they are needed' : ''}`,
      findings,
      ...(places.length > 0 ? { markdown: tableOf(wanted, reads, example, places) } : {}),
    };
  },
});

interface Example {
  file: string;
  names: Map<string, number>;
  /** Those that need not be set. */
  commented: Set<string>;
}

async function readExample({ example }: Options, context: GateContext): Promise<Example | undefined> {
  const path = join(context.directory, example);
  if (!existsSync(path)) return undefined;
  const text = await readFile(path, 'utf8');
  return { file: inWorkspace(path, context), names: namesIn(text), commented: commentedIn(text) };
}

function inWorkspace(path: string, { workspace }: Pick<GateContext, 'workspace'>): string {
  return relative(workspace, path).replaceAll('\\', '/');
}

function documented(
  reads: ReadonlyMap<string, Read>,
  example: Example | undefined,
  isGiven: (name: string) => boolean,
  context: GateContext,
): Finding[] {
  const missing = [...reads.values()].filter(({ name }) => !isGiven(name) && !example?.names.has(name));
  if (!example) {
    if (missing.length === 0) return [];
    const message = `The code reads ${missing.length} variable(s), and there is no .env.example that names them: ${missing.map(({ name }) => name).join(', ')}.`;
    const [{ file, line } = { file: '', line: 1 }] = missing;
    const place = { file: inWorkspace(join(context.directory, file), context), line };
    return [{ severity: 'error', rule: 'env/no-example', message, ...place }];
  }
  const unread = [...example.names].filter(([name]) => !isGiven(name) && !reads.has(name));
  return [
    ...missing.map(({ name, file, line }): Finding => {
      const message = `The code reads ${name}, which ${example.file} does not name: whoever sets the app up does not know of it.`;
      return {
        severity: 'error',
        rule: 'env/undocumented',
        message,
        file: inWorkspace(join(context.directory, file), context),
        line,
      };
    }),
    ...unread.map(([name, line]): Finding => {
      const message = `${name} stands in ${example.file}, and no code was found that reads it.`;
      return { severity: 'notice', rule: 'env/unread', message, file: example.file, line };
    }),
  ];
}

/** What a place lacks: an error when the code cannot do without it, else a notice. */
function unset(
  wanted: readonly string[],
  place: Place,
  { example, reads }: { example: Example | undefined; reads: ReadonlyMap<string, Read> },
): Finding[] {
  return wanted
    .filter((name) => !place.variables.has(name) && isFor(place, reads.get(name)))
    .map((name) => {
      const spare = reads.get(name)?.optional || example?.commented.has(name);
      const line = example?.names.get(name);
      return {
        severity: spare ? 'notice' : 'error',
        rule: 'env/unset',
        message: `${name} is not set for ${place.label}. ${spare ? 'The code has a value of its own for it.' : 'Set it there, or name it under "optional".'}`,
        ...(example && line !== undefined ? { file: example.file, line } : {}),
      };
    });
}

/** A place with a directory of its own needs what the code there reads, and not what its neighbour reads. */
function isFor({ directory }: Place, read: Read | undefined): boolean {
  if (directory === undefined) return true;
  return [...(read?.files ?? [])].some((file) => file.startsWith(`${directory}/`));
}

function samePairs({ same }: Options, places: readonly Place[]): Finding[] {
  return same.flatMap((pair): Finding[] => {
    const values = pair.map((name) => valueIn(name, places));
    const names = pair.join(' and ');
    const unknown = pair.filter((_, index) => values[index] === undefined);
    if (unknown.length > 0) {
      const message = `Whether ${names} hold the same value is unknown: ${unknown.join(' and ')} cannot be read (not set, sealed, sensitive, a reference, or its platform is not given).`;
      return [{ severity: 'warning', rule: 'env/same', message }];
    }
    const [left = '', right = ''] = values;
    if (digest(left) === digest(right)) return [];
    const message = `${names} must hold the same value and do not: what one signs, the other does not accept.`;
    return [{ severity: 'error', rule: 'env/same', message }];
  });
}

function valueIn(name: string, places: readonly Place[]): string | undefined {
  const [id = '', variable = ''] = name.split(':');
  return places.find((place) => place.id === id)?.variables.get(variable)?.value;
}

function digest(value: string): string {
  return createHash('sha256').update(value).digest('hex');
}

function weak({ label, variables }: Place, maxAgeDays: number, now: number): Finding[] {
  return [...variables].flatMap(([name, { value, changedAt }]): Finding[] => {
    const found: Finding[] = [];
    if (value !== undefined && signingName.test(name) && !givenOut.test(name)) {
      if (wellKnown.test(value)) {
        const message = `${name} of ${label} is a word that everybody tries first: whoever guesses it signs as anybody. Make a random one (openssl rand -base64 48).`;
        found.push({ severity: 'error', rule: 'env/well-known', message });
      } else if (value.length < shortest) {
        const message = `${name} of ${label} is shorter than ${shortest} characters, which is little for a signing secret. Make a longer one (openssl rand -base64 48).`;
        found.push({ severity: 'error', rule: 'env/short', message });
      }
    }
    const days = changedAt === undefined ? 0 : Math.floor((now - changedAt) / dayMs);
    if (days > maxAgeDays && secretName.test(name)) {
      const message = `${name} of ${label} was last changed ${days} days ago; at most ${maxAgeDays} were wanted.`;
      found.push({ severity: 'warning', rule: 'env/old', message });
    }
    return found;
  });
}

const mostRows = 60;

function tableOf(
  wanted: readonly string[],
  reads: ReadonlyMap<string, Read>,
  example: Example | undefined,
  places: readonly Place[],
): string {
  const mark = (there: boolean) => (there ? '✅' : '❌');
  const rows = wanted
    .slice(0, mostRows)
    .map((name) => [
      `\`${name}\``,
      reads.has(name) ? '✅' : '',
      mark(example?.names.has(name) ?? false),
      ...places.map((place) => (isFor(place, reads.get(name)) ? mark(place.variables.has(name)) : '')),
    ]);
  const head = [
    'variable',
    'read by code',
    'in the example',
    ...places.map(({ label }) => escapeMarkdown(label.replace(/^the /, ''))),
  ];
  return markdownTable(head, rows);
}

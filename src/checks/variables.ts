import { randomBytes, randomUUID } from 'node:crypto';
import { looksSecret, type Masker, soundsSecret } from './masker.js';

/** `{{name}}`; a name begins with a letter, so that `a{{2}}` of a regular expression is none. */
const placeholder = /\{\{\s*([A-Za-z_][\w.-]*)\s*\}\}/g;

/** Values that are made anew at each place they are used. */
const generated = new Map<string, () => string>([
  ['uuid', () => randomUUID()],
  ['email', () => `smoke-${randomBytes(6).toString('hex')}@example.com`],
  ['random', () => randomBytes(8).toString('hex')],
  ['now', () => new Date().toISOString()],
  ['timestamp', () => String(Math.floor(Date.now() / 1_000))],
]);

/** Names of the variables some structure uses, without the generated ones and those of the environment. */
export function variablesIn(value: unknown): string[] {
  const names = textsIn(value).flatMap((text) =>
    [...text.matchAll(placeholder)].map(([, name = '']) => name),
  );
  return [...new Set(names)].filter((name) => !generated.has(name) && !isGiven(name));
}

/** Where a structure first uses a variable: the keys that lead to the text; undefined where it does not. */
export function pathOfUse(value: unknown, wanted: string): PropertyKey[] | undefined {
  const isUse = (text: string) => [...text.matchAll(placeholder)].some(([, name]) => name === wanted);
  if (typeof value === 'string') return isUse(value) ? [] : undefined;
  if (typeof value !== 'object' || value === null) return undefined;
  for (const [key, one] of Object.entries(value)) {
    if (isUse(key)) return [key];
    const path = pathOfUse(one, wanted);
    if (path) return [Array.isArray(value) ? Number(key) : key, ...path];
  }
  return undefined;
}

/** What a structure's variables are looked up in before a run. */
export interface Definitions {
  env: Record<string, string>;
  /** The suite's own variables, which may use the environment in turn. */
  variables: Record<string, string>;
  /** Names of the targets there are. */
  targets: readonly string[];
}

/** Variables of the environment that a structure uses and that are not set, or empty: a secret that a fork does not get is ''. */
export function unsetIn(value: unknown, { env, variables }: Omit<Definitions, 'targets'>): string[] {
  const own = variablesIn(value).flatMap((name) => (Object.hasOwn(variables, name) ? [variables[name]] : []));
  const used = textsIn([value, own]).flatMap((text) =>
    [...text.matchAll(placeholder)].map(([, name = '']) => name),
  );
  const names = used.flatMap((name) => (name.startsWith('env.') ? [name.slice('env.'.length)] : []));
  return [...new Set(names)].filter((name) => !Object.hasOwn(env, name) || env[name] === '');
}

/** Names in `{{target.name}}` of a structure that no target has. */
export function unknownTargetsIn(value: unknown, { targets }: Pick<Definitions, 'targets'>): string[] {
  const used = textsIn(value).flatMap((text) =>
    [...text.matchAll(placeholder)].flatMap(([, name = '']) =>
      name.startsWith('target.') ? [name.slice('target.'.length)] : [],
    ),
  );
  return [...new Set(used)].filter((name) => !targets.includes(name));
}

/** Whether a name is known before any check is made: of the environment, or an address of a target. */
function isGiven(name: string): boolean {
  return /^(env|target)\./.test(name) || name === 'version';
}

/** What the run knows from the start. */
export interface GivenVariables {
  env: Record<string, string>;
  targets: Iterable<{ name: string; base: string }>;
  version?: string | undefined;
}

/** The values that checks hand to later ones. */
export class Variables {
  readonly #values = new Map<string, string>();
  readonly #env: Record<string, string>;
  readonly #masker: Masker;

  constructor({ env, targets, version }: GivenVariables, masker: Masker) {
    this.#env = env;
    this.#masker = masker;
    for (const { name, base } of targets) this.#values.set(`target.${name}`, base);
    if (version !== undefined) this.#values.set('version', version);
  }

  /** Keeps a value; masked when it is told to be secret, or looks like one and nobody said otherwise. */
  capture(name: string, value: string, { secret }: { secret?: boolean } = {}): void {
    this.#values.set(name, value);
    if (secret ?? (soundsSecret(name) || looksSecret(value))) this.#masker.add(value, name);
  }

  /** Names used in a structure that have no value now. */
  missing(value: unknown): string[] {
    const used = textsIn(value).flatMap((text) =>
      [...text.matchAll(placeholder)].map(([, name = '']) => name),
    );
    return [...new Set(used)].filter((name) => this.#value(name) === undefined);
  }

  /** The same structure with every variable filled in; those without a value stay as they are written. */
  fill<Value>(value: Value): Value {
    // One generated value for the whole check: what is sent is what is looked for in the answer.
    const made = new Map<string, string>();
    const lookUp = (name: string): string | undefined => {
      const make = generated.get(name);
      if (!make || this.#values.has(name)) return this.#value(name);
      const kept = made.get(name) ?? make();
      made.set(name, kept);
      return kept;
    };
    return filled(value, lookUp);
  }

  #value(name: string): string | undefined {
    const own = this.#values.get(name);
    if (own !== undefined) return own;
    if (!name.startsWith('env.')) return generated.has(name) ? '' : undefined;
    const key = name.slice('env.'.length);
    const value = Object.hasOwn(this.#env, key) ? this.#env[key] : undefined;
    // What stands in the environment of a workflow and is used in a request is a secret more often than not.
    if (value !== undefined && (soundsSecret(name) || looksSecret(value))) this.#masker.add(value, key);
    return value;
  }
}

function filled<Value>(value: Value, lookUp: (name: string) => string | undefined): Value {
  if (typeof value === 'string') {
    return value.replace(placeholder, (whole, name: string) => lookUp(name) ?? whole) as Value;
  }
  if (Array.isArray(value)) return value.map((one) => filled(one, lookUp)) as Value;
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, one]) => [filled(key, lookUp), filled(one, lookUp)]);
  return Object.fromEntries(entries) as Value;
}

function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, one]) => [key, ...textsIn(one)]);
}

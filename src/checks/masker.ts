/** Short values (`1`, `yes`) are no secrets, and masking them would make every message unreadable. */
const shortest = 4;

/** Knows every secret of a run, and takes them out of what is shown. */
export class Masker {
  /** Each secret with the name it goes by in a command line. */
  readonly #secrets = new Map<string, string>();
  readonly #tell: (secret: string) => void;
  #pattern: RegExp | undefined;

  /** `tell` hears every new secret: the runner masks it in its log. */
  constructor(tell: (secret: string) => void = () => undefined) {
    this.#tell = tell;
  }

  /** Masks a value, also as it stands in an address and in JSON. `name` is what a command line calls it. */
  add(secret: string, name = 'SECRET'): void {
    const value = secret.trim();
    if (value.length < shortest || this.#secrets.has(value)) return;
    const forms = [value, encodeURIComponent(value), JSON.stringify(value).slice(1, -1)];
    for (const form of new Set(forms)) {
      this.#secrets.set(form, name.toUpperCase().replace(/\W+/g, '_'));
      this.#tell(form);
    }
    this.#pattern = undefined;
  }

  /** A text without the secrets, and without what looks like a token. */
  clean(text: string): string {
    const known = this.#known();
    return (known ? text.replace(known, '***') : text).replace(tokenLike, '***');
  }

  /** A word of a shell's command line: secrets stand as `$NAME`, all else is quoted. */
  shellWord(text: string): string {
    const known = this.#known();
    if (!known) return quoted(text.replace(tokenLike, '***'));
    const plain = text.split(known).map((part) => part.replace(tokenLike, '***'));
    const names = [...text.matchAll(known)].map(([secret]) => this.#secrets.get(secret) ?? 'SECRET');
    return plain
      .map((part, index) => {
        const name = names[index];
        const word = part === '' && names.length > 0 ? '' : quoted(part);
        return name === undefined ? word : `${word}"$${name}"`;
      })
      .join('');
  }

  /** Everything of a value with every text in it cleaned, but for words of our own: a password may be "pass". */
  cleanAll<Value>(value: Value): Value {
    if (typeof value === 'string') return this.clean(value) as Value;
    if (Array.isArray(value)) return value.map((one) => this.cleanAll(one)) as Value;
    if (typeof value !== 'object' || value === null) return value;
    const entries = Object.entries(value).map(([key, one]) => [
      key,
      ownWords.has(key) ? one : this.cleanAll(one),
    ]);
    return Object.fromEntries(entries) as Value;
  }

  #known(): RegExp | undefined {
    if (this.#secrets.size === 0) return undefined;
    // Long ones first: a short secret may be part of a longer one.
    const parts = [...this.#secrets.keys()].sort((one, other) => other.length - one.length).map(escaped);
    this.#pattern ??= new RegExp(parts.join('|'), 'g');
    return this.#pattern;
  }
}

const ownWords = new Set(['verdict', 'level', 'kind']);

/** A JSON Web Token, and the tokens of GitHub, Stripe, Slack and AWS by their prefixes. */
const tokenLike =
  /\beyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]*|\b(?:gh[pousr]_|github_pat_|sk_live_|rk_live_|xox[abprs]-|AKIA)[\w-]{10,}/g;

const secretName =
  /token|secret|pass(?!ed)|authoriz|cookie|session|^sid$|api[-_]?key|\bkey\b|bypass|jwt|credential|otp|csrf/i;

/** Whether a name (of a header, a field, a variable) says that its value is secret. */
export function soundsSecret(name: string): boolean {
  return secretName.test(name);
}

/** Whether a value looks like a token: long, without spaces, of letters and digits, and no path. */
export function looksSecret(value: string): boolean {
  return (
    value.length >= 20 && /^[\w.~+=-][\w.~+/=-]*$/.test(value) && /\d/.test(value) && /[A-Za-z]/.test(value)
  );
}

/** JSON text with the values of fields whose names say that they are secret left out, captured or not. */
export function withoutSecretFields(text: string): string {
  return text.replace(
    /"([^"\\]{1,80})"(\s*:\s*)"((?:[^"\\]|\\.)*)"/g,
    (whole, name: string, colon: string) => (soundsSecret(name) ? `"${name}"${colon}"***"` : whole),
  );
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

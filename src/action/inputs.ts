import { isAbsolute, resolve } from 'node:path';
import type { z } from 'zod';
import type { parseYaml } from '../config/yaml.js';
import { InputError } from '../errors/errors.js';
import { badInput, missingInput, oneOf } from '../errors/messages.js';
import { isLoopback } from '../http/loopback.js';
import { parseDuration, parseSize } from '../runtime/duration.js';

/** Where raw inputs come from, and what must happen to a secret the moment it is read. */
export interface InputSource {
  /** The trimmed text of an input; '' when it is not given. */
  raw(name: string): string;
  mask(secret: string): void;
  /** Absolute path that relative paths start from (`GITHUB_WORKSPACE`). */
  workspace: string;
}

/**
 * Turns the strings of `with:` into typed values at the border. '' is undefined; a bad value is never replaced by a
 * default: every method throws InputError naming the input, the value got and the values allowed.
 */
export class InputReader {
  readonly #source: InputSource;

  constructor(source: InputSource) {
    this.#source = source;
  }

  string(name: string): string | undefined {
    return this.#source.raw(name) || undefined;
  }

  required(name: string): string {
    const value = this.string(name);
    if (value === undefined) throw inputError(missingInput(name));
    return value;
  }

  /** Masked before it is returned, so that nothing can log it first. */
  secret(name: string): string | undefined {
    const value = this.string(name);
    if (value !== undefined) this.#source.mask(value);
    return value;
  }

  requiredSecret(name: string): string {
    const value = this.secret(name);
    if (value === undefined) throw inputError(missingInput(name));
    return value;
  }

  choice<const Value extends string>(name: string, allowed: readonly Value[], fallback: Value): Value {
    const value = this.string(name);
    if (value === undefined) return fallback;
    const found = allowed.find((candidate) => candidate === value);
    if (found === undefined) throw inputError(badInput(name, value, oneOf(allowed)));
    return found;
  }

  boolean(name: string, fallback: boolean): boolean {
    const value = this.string(name);
    if (value === undefined) return fallback;
    if (/^(true|True|TRUE)$/.test(value)) return true;
    if (/^(false|False|FALSE)$/.test(value)) return false;
    throw inputError(badInput(name, value, 'true or false'));
  }

  /** Milliseconds. */
  duration(name: string, fallbackMs: number): number {
    const value = this.string(name);
    if (value === undefined) return fallbackMs;
    const ms = parseDuration(value);
    if (ms === undefined)
      throw inputError(badInput(name, value, 'a duration with its unit, such as 90s, 10m or 1h30m'));
    return ms;
  }

  /** Bytes. */
  size(name: string, fallbackBytes: number): number {
    const value = this.string(name);
    if (value === undefined) return fallbackBytes;
    const bytes = parseSize(value);
    if (bytes === undefined)
      throw inputError(badInput(name, value, 'a size with its unit, such as 500KB, 25MB or 2GB'));
    return bytes;
  }

  integer(name: string, limits: { min: number; max: number; fallback: number }): number {
    const value = this.string(name);
    if (value === undefined) return limits.fallback;
    const number = Number(value);
    if (!Number.isInteger(number) || number < limits.min || number > limits.max) {
      throw inputError(badInput(name, value, `a whole number from ${limits.min} to ${limits.max}`));
    }
    return number;
  }

  /** One entry a line; blank lines and lines that begin with `#` do not count. */
  list(name: string): string[] {
    const lines = (this.string(name) ?? '').split(/\r?\n/).map((line) => line.trim());
    return lines.filter((line) => line !== '' && !line.startsWith('#'));
  }

  /**
   * Variables for a program, one `NAME=value` a line; blank lines and lines that begin with `#` do not count. Values that
   * may be secrets are masked; see `mayBeSecret`.
   */
  variables(name: string): Record<string, string> {
    const entries = this.list(name).map((line) => {
      const [, key, value] = /^([A-Za-z_][A-Za-z0-9_]*)\s*=\s*(.*)$/.exec(line) ?? [];
      // The line itself is not shown: it may hold a secret.
      if (key === undefined || value === undefined)
        throw inputError(badInput(name, `${line.slice(0, 3)}…`, 'one NAME=value a line'));
      const plain = /^"(.*)"$|^'(.*)'$/.exec(value);
      return [key, plain?.[1] ?? plain?.[2] ?? value] as const;
    });
    return this.masked(Object.fromEntries(entries));
  }

  /** Masks the values that may be secrets of variables that came in another form, such as YAML; returns them. */
  masked(variables: Record<string, string>): Record<string, string> {
    for (const [key, value] of Object.entries(variables)) {
      if (mayBeSecret(key, value)) this.#source.mask(value);
    }
    return variables;
  }

  /** An absolute path; relative ones start at the workspace. Whether it exists is the caller's question. */
  path(name: string, fallback: string): string {
    const value = this.string(name) ?? fallback;
    return isAbsolute(value) ? value : resolve(this.#source.workspace, value);
  }

  /** An address without a slash at its end; https, or http to this machine only (a token travels to it). */
  url(name: string, fallback: string): string {
    const value = this.string(name) ?? fallback;
    const url = URL.canParse(value) ? new URL(value) : undefined;
    const loopback = url && isLoopback(value);
    if (!url || (url.protocol !== 'https:' && !(url.protocol === 'http:' && loopback))) {
      throw inputError(badInput(name, value, 'an https:// address (http:// is for this machine only)'));
    }
    return value.replace(/\/+$/, '');
  }

  /**
   * Structure written as YAML, accepted by a schema; errors name line and column. The reader of YAML is given: actions
   * without such an input need not load one.
   */
  yaml<Schema extends z.ZodType>(
    name: string,
    schema: Schema,
    parse: typeof parseYaml,
  ): z.infer<Schema> | undefined {
    const text = this.string(name);
    return text === undefined ? undefined : parse(`the input "${name}"`, text, schema);
  }
}

/**
 * Whether a variable's value is to be masked. Masking hides every occurrence in all later logs and drops job outputs that
 * hold it, so what is plainly no secret is left alone: names that frameworks publish, short values, words, addresses.
 */
function mayBeSecret(key: string, value: string): boolean {
  if (/^(NEXT_PUBLIC|NUXT_PUBLIC|PUBLIC|VITE|REACT_APP|GATSBY|EXPO_PUBLIC)_/.test(key)) return false;
  return value.length >= 8 && !/^[a-z-]+$/i.test(value) && !/^https?:\/\/[^@?#]+$/.test(value);
}

function inputError(parts: { message: string; fix: string }): InputError {
  return new InputError(parts.message, { fix: parts.fix });
}

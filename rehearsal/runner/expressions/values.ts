import { data } from '@actions/expressions';

/** Plain JSON, as contexts hold it. */
export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

/** A value while an expression is evaluated. */
export type Value = data.ExpressionData;

/**
 * The `env` context. Its keys keep their case on Linux and macOS, unlike every other object
 * (actions/runner CaseSensitiveDictionaryContextData).
 */
class EnvironmentDictionary extends data.Dictionary {
  private readonly exact = new Map<string, Value>();

  override add(key: string, value: Value): void {
    this.exact.set(key, value);
  }

  override get(key: string): Value | undefined {
    return this.exact.get(key);
  }

  override values(): Value[] {
    return [...this.exact.values()];
  }

  override pairs(): { key: string; value: Value }[] {
    return [...this.exact].map(([key, value]) => ({ key, value }));
  }
}

/** An object whose keys ignore case; of keys that differ only in case the last one wins, in the first one's place. */
function dictionary(entries: [string, Value][]): data.Dictionary {
  const byLowerCase = new Map<string, [string, Value]>();
  for (const [key, value] of entries) {
    const known = byLowerCase.get(key.toLowerCase());
    byLowerCase.set(key.toLowerCase(), [known?.[0] ?? key, value]);
  }
  // The library keeps its index in a plain object, so names of inherited properties must not be looked up there.
  return new CaseInsensitiveDictionary(byLowerCase);
}

class CaseInsensitiveDictionary extends data.Dictionary {
  private readonly byLowerCase: Map<string, [string, Value]>;

  constructor(byLowerCase: Map<string, [string, Value]>) {
    super();
    this.byLowerCase = byLowerCase;
  }

  override get(key: string): Value | undefined {
    return this.byLowerCase.get(key.toLowerCase())?.[1];
  }

  override values(): Value[] {
    return [...this.byLowerCase.values()].map(([, value]) => value);
  }

  override pairs(): { key: string; value: Value }[] {
    return [...this.byLowerCase.values()].map(([key, value]) => ({ key, value }));
  }
}

/** Plain JSON as an expression value; `undefined` becomes null. */
export function toValue(json: unknown): Value {
  if (json === null || json === undefined) return new data.Null();
  if (typeof json === 'string') return new data.StringData(json);
  if (typeof json === 'number') return new data.NumberData(json);
  if (typeof json === 'boolean') return new data.BooleanData(json);
  if (Array.isArray(json)) return new data.Array(...json.map(toValue));
  const entries = Object.entries(json as Record<string, unknown>);
  return dictionary(entries.map(([key, value]) => [key, toValue(value)]));
}

/** The `env` context, whose keys are case-sensitive. */
export function toEnvironmentValue(env: Record<string, string>): Value {
  const result = new EnvironmentDictionary();
  for (const [key, value] of Object.entries(env)) result.add(key, new data.StringData(value));
  return result;
}

/** An expression value as plain JSON. */
export function toJson(value: Value): Json {
  if (value instanceof data.Array) return value.values().map(toJson);
  if (value instanceof data.Dictionary) {
    return Object.fromEntries(value.pairs().map((pair) => [pair.key, toJson(pair.value)]));
  }
  if (
    value instanceof data.NumberData ||
    value instanceof data.BooleanData ||
    value instanceof data.StringData
  ) {
    return value.value;
  }
  return null;
}

/** How GitHub prints a value: numbers with 15 significant digits, arrays and objects by their kind's name. */
export function toText(value: Value): string {
  if (value instanceof data.NumberData) return formatNumber(value.value);
  if (value instanceof data.Array) return 'Array';
  if (value instanceof data.Dictionary) return 'Object';
  return value.coerceString();
}

/** .NET's `G15`: at most 15 significant digits, scientific from 1E+15 up and below 1E-05. */
export function formatNumber(number: number): string {
  if (Number.isNaN(number)) return 'NaN';
  if (!Number.isFinite(number)) return number > 0 ? 'Infinity' : '-Infinity';
  if (number === 0) return '0';
  const [digits = '0', exponentText = '0'] = number.toExponential(14).split('e');
  const exponent = Number(exponentText);
  const trimmed = digits.includes('.') ? digits.replace(/\.?0+$/, '') : digits;
  if (exponent < -5 || exponent >= 15) {
    const size = String(Math.abs(exponent)).padStart(2, '0');
    return `${trimmed}E${exponent < 0 ? '-' : '+'}${size}`;
  }
  const fixed = Number(number.toPrecision(15)).toFixed(Math.max(0, 14 - exponent));
  return fixed.includes('.') ? fixed.replace(/\.?0+$/, '') : fixed;
}

/** GitHub's string to number: blank is 0, `0x` and `0o` are read, anything else that is no number is NaN. */
export function parseNumber(text: string): number {
  const trimmed = text.trim();
  if (trimmed === '') return 0;
  if (/^0x[0-9a-f]{1,8}$/i.test(trimmed)) return Number.parseInt(trimmed.slice(2), 16) | 0;
  if (/^0o[0-7]+$/i.test(trimmed)) return Number.parseInt(trimmed.slice(2), 8);
  if (/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(trimmed)) return Number(trimmed);
  if (trimmed === 'Infinity' || trimmed === '-Infinity') return Number(trimmed);
  return Number.NaN;
}

/** False for null, false, 0, NaN and the empty string; true for all else, also for `'false'` and empty lists. */
export function isTrue(value: Value): boolean {
  if (value instanceof data.NumberData) return value.value !== 0 && !Number.isNaN(value.value);
  if (value instanceof data.BooleanData) return value.value;
  if (value instanceof data.StringData) return value.value.length > 0;
  return !(value instanceof data.Null);
}

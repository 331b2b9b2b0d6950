import { data, type Expr, Lexer, Parser } from '@actions/expressions';
import type { ScalarTemplate, Template } from '../workflow/template.js';
import { callsAny, RunnerEvaluator, type ScopeFunctions } from './evaluator.js';
import { hashFiles } from './hash-files.js';
import { isTrue, type Json, toJson, toText, toValue, type Value } from './values.js';

/** What expressions may read at one place: contexts by name, functions, and the folder `hashFiles` looks in. */
export interface Scope {
  contexts: Record<string, Value>;
  functions?: ScopeFunctions;
  workspace?: string;
}

const CONTEXTS = [
  ...[
    'github',
    'env',
    'vars',
    'job',
    'jobs',
    'steps',
    'runner',
    'secrets',
    'strategy',
    'matrix',
    'needs',
    'inputs',
  ],
];
const STATUS = new Set(['always', 'cancelled', 'failure', 'success']);
const FUNCTIONS = [...STATUS, 'hashfiles'].map((name) => ({ name, minArgs: 0, maxArgs: 255 }));
const parsed = new Map<string, Expr>();

/** Parses an expression's source. @throws Error when it is not an expression. */
function parseExpression(source: string): Expr {
  const known = parsed.get(source);
  if (known) return known;
  const tree = new Parser(new Lexer(source).lex().tokens, CONTEXTS, FUNCTIONS).parse();
  parsed.set(source, tree);
  return tree;
}

/** Evaluates one expression. @throws Error when a function refuses its arguments. */
export async function evaluateExpression(source: string, scope: Scope): Promise<Value> {
  const root = new data.Dictionary();
  for (const [name, value] of Object.entries(scope.contexts)) root.add(name, value);
  const tree = parseExpression(source);
  const hashes = new Map<string, string>();
  const functions = new Map(scope.functions ?? []);
  functions.set('hashfiles', (...patterns) => {
    const wanted = patterns.map(toText);
    const hash = hashes.get(JSON.stringify(wanted));
    if (hash === undefined) throw new HashWanted(wanted);
    return new data.StringData(hash);
  });
  // The library evaluates in one go, hashing files does not: evaluate again with each hash that was missing.
  for (;;) {
    try {
      return new RunnerEvaluator(tree, root, functions).evaluate();
    } catch (error) {
      if (!(error instanceof HashWanted)) throw error;
      hashes.set(JSON.stringify(error.patterns), await hashFiles(error.patterns, scope.workspace));
    }
  }
}

class HashWanted extends Error {
  readonly patterns: string[];

  constructor(patterns: string[]) {
    super('hashFiles');
    this.patterns = patterns;
  }
}

/** Evaluates a template with all its children. */
export async function evaluate(template: Template, scope: Scope): Promise<Value> {
  if (template.kind === 'scalar') return evaluateScalar(template, scope);
  return toValue(await evaluateJson(template, scope));
}

/** Evaluates a template to plain JSON. A list inside a list that comes from an expression is flattened. */
export async function evaluateJson(template: Template, scope: Scope): Promise<Json> {
  if (template.kind === 'scalar') return toJson(await evaluateScalar(template, scope));
  if (template.kind === 'sequence') {
    const items: Json[] = [];
    for (const item of template.items) {
      const value = await evaluateJson(item, scope);
      if (item.kind === 'scalar' && Array.isArray(value)) items.push(...value);
      else items.push(value);
    }
    return items;
  }
  const result: Record<string, Json> = {};
  for (const { key, value } of template.entries) {
    const json = await evaluateJson(value, scope);
    if (/^\$\{\{\s*insert\s*\}\}$/.test(key)) Object.assign(result, json);
    else result[key] = json;
  }
  return result;
}

async function evaluateScalar(template: ScalarTemplate, scope: Scope): Promise<Value> {
  const { segments } = template;
  if (!segments) return toValue(template.value);
  const only = segments[0];
  if (segments.length === 1 && only && 'expression' in only)
    return evaluateExpression(only.expression, scope);
  let text = '';
  for (const segment of segments) {
    text += 'text' in segment ? segment.text : toText(await evaluateExpression(segment.expression, scope));
  }
  return new data.StringData(text);
}

/** Evaluates to text. @throws Error for a list or a map, which GitHub refuses where text is expected. */
export async function evaluateText(template: Template | undefined, scope: Scope): Promise<string> {
  if (!template) return '';
  const value = await evaluate(template, scope);
  if (value instanceof data.Array) throw new Error(`Line ${template.line}: A sequence was not expected`);
  if (value instanceof data.Dictionary) throw new Error(`Line ${template.line}: A mapping was not expected`);
  return toText(value);
}

/** Evaluates a map to texts, keys in order. A whole-map expression is allowed. */
export async function evaluateTextMap(
  template: Template | undefined,
  scope: Scope,
): Promise<Record<string, string>> {
  const result: Record<string, string> = {};
  if (template?.kind !== 'mapping') return result;
  for (const { key, value } of template.entries) {
    if (/^\$\{\{\s*insert\s*\}\}$/.test(key)) {
      const json = toJson(await evaluate(value, scope));
      for (const [name, item] of Object.entries(json ?? {})) result[name] = toText(toValue(item));
    } else result[key] = await evaluateText(value, scope);
  }
  return result;
}

/** Evaluates to a number; absent is undefined. @throws Error when the value is no number. */
export async function evaluateNumber(
  template: Template | undefined,
  scope: Scope,
): Promise<number | undefined> {
  if (!template) return undefined;
  const text = await evaluateText(template, scope);
  const number = text.trim() === '' ? 0 : Number(text);
  if (Number.isNaN(number))
    throw new Error(`Line ${template.line}: Unexpected value '${text}', a number is expected`);
  return number;
}

/** Evaluates to a truth; absent is false. @throws Error when the value is no boolean. */
export async function evaluateBoolean(template: Template | undefined, scope: Scope): Promise<boolean> {
  if (!template) return false;
  const text = await evaluateText(template, scope);
  if (text === 'true' || text === 'false') return text === 'true';
  if (text === '') return false;
  throw new Error(`Line ${template.line}: Unexpected value '${text}', a boolean is expected`);
}

/**
 * Evaluates an `if`. Without a status function in it, it means `success() && (…)`. Text around `${{ }}` makes the
 * whole a non-empty text, which is true.
 * @throws Error when the condition cannot be evaluated.
 */
export async function evaluateCondition(template: Template | undefined, scope: Scope): Promise<boolean> {
  const segments = conditionSegments(template);
  const sources = segments.flatMap((segment) => ('expression' in segment ? [segment.expression] : []));
  const ownStatus = sources.some((source) => callsAny(parseExpression(source), STATUS));
  if (!ownStatus && !isTrue(await evaluateExpression('success()', scope))) return false;
  if (segments.length === 0) return true;
  return isTrue(
    await evaluateScalar({ kind: 'scalar', line: template?.line ?? 1, value: null, segments }, scope),
  );
}

function conditionSegments(template: Template | undefined): NonNullable<ScalarTemplate['segments']> {
  if (template?.kind !== 'scalar' || template.value === null) return [];
  if (template.segments) return template.segments;
  const source = String(template.value).trim();
  return source === '' ? [] : [{ expression: source }];
}

import {
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  type ParsedNode,
  parseDocument,
} from 'yaml';
import { splitExpressions, type TextSegment } from './segments.js';

/** A YAML value whose expressions are not evaluated yet. Lines count from 1. */
export type Template = ScalarTemplate | SequenceTemplate | MappingTemplate;

/** A value without children. `segments` is there only when the text holds `${{ }}`. */
export interface ScalarTemplate {
  kind: 'scalar';
  line: number;
  value: string | number | boolean | null;
  segments?: TextSegment[];
}

/** A YAML list. */
interface SequenceTemplate {
  kind: 'sequence';
  line: number;
  items: Template[];
}

/** A YAML map; keys keep their order and may be expressions (`${{ insert }}`). */
export interface MappingTemplate {
  kind: 'mapping';
  line: number;
  entries: { key: string; value: Template }[];
}

/**
 * Reads YAML text as a template. Text, not the schema validator, is the source of values because the validator
 * keeps the indentation of block scalars that hold an expression.
 * @throws Error with the YAML parser's message when the text is not YAML.
 */
export function readTemplate(text: string): Template {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: false, version: '1.2' });
  const problem = document.errors[0];
  if (problem) throw new Error(problem.message);
  return new TemplateReader(document, lines).read(document.contents);
}

class TemplateReader {
  private readonly document: Document.Parsed;
  private readonly lines: LineCounter;

  constructor(document: Document.Parsed, lines: LineCounter) {
    this.document = document;
    this.lines = lines;
  }

  read(node: Node | ParsedNode | null | undefined): Template {
    const line = node?.range ? this.lines.linePos(node.range[0]).line : 1;
    if (isAlias(node)) return this.read(node.resolve(this.document));
    if (isSeq(node)) {
      return { kind: 'sequence', line, items: node.items.map((item) => this.read(item as Node)) };
    }
    if (isMap(node)) {
      const entries = node.items.map((pair) => ({
        key: isScalar(pair.key) ? String(pair.key.value ?? '') : String(pair.key),
        value: this.read(pair.value as Node | null),
      }));
      return { kind: 'mapping', line, entries };
    }
    return scalar(isScalar(node) ? node.value : null, line);
  }
}

function scalar(value: unknown, line: number): ScalarTemplate {
  if (typeof value === 'number' || typeof value === 'boolean') return { kind: 'scalar', line, value };
  if (typeof value === 'bigint') return { kind: 'scalar', line, value: Number(value) };
  if (typeof value !== 'string') return { kind: 'scalar', line, value: null };
  const segments = splitExpressions(value);
  return segments ? { kind: 'scalar', line, value, segments } : { kind: 'scalar', line, value };
}

/** The value under a key, ignoring case as GitHub does, or undefined. */
export function child(template: Template | undefined, key: string): Template | undefined {
  if (template?.kind !== 'mapping') return undefined;
  const wanted = key.toLowerCase();
  return template.entries.find((entry) => entry.key.toLowerCase() === wanted)?.value;
}

/** A scalar's literal text, or undefined for anything else (also for null). */
export function literalText(template: Template | undefined): string | undefined {
  if (template?.kind !== 'scalar' || template.value === null) return undefined;
  return String(template.value);
}

/** The items of a list, or a lone value as a list of one; nothing for an absent value. */
export function listOf(template: Template | undefined): Template[] {
  if (!template) return [];
  return template.kind === 'sequence' ? template.items : [template];
}

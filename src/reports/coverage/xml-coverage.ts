import { existsSync } from 'node:fs';
import { readXml, type XmlElement } from '../xml.js';
import { type Coverage, FileCollector, type Ratio } from './model.js';

/**
 * Reads Cobertura's XML (`coverage.py xml`, Istanbul's cobertura reporter, JaCoCo's converters): `class filename` is
 * relative to one of `<source>`, which is put before it when there is just one. Throws InputError for broken XML.
 */
export async function readCobertura(path: string): Promise<Coverage> {
  const files = new FileCollector();
  const sources: string[] = [];
  // Of one class: a line stands under its method and again under its class, and counts once by its number.
  let branches = new Map<string, Ratio>();
  let file = '';
  let text = '';
  await readXml(path, {
    open({ name, attributes }) {
      text = '';
      if (name === 'class') file = joined(sources, attributes.filename ?? '');
      if (name !== 'line' || file === '') return;
      files.file(file).lines.add(Number(attributes.number), Number(attributes.hits) > 0);
      const condition = /\((\d+)\/(\d+)\)/.exec(attributes['condition-coverage'] ?? '');
      if (!condition) return;
      branches.set(attributes.number ?? '', { covered: Number(condition[1]), total: Number(condition[2]) });
    },
    close(name) {
      if (name === 'source') sources.push(text.trim());
      if (name !== 'class') return;
      if (branches.size > 0) addBranches(files, file, branches);
      branches = new Map();
      file = '';
    },
    text: (part) => {
      text += part;
    },
  });
  return files.finish('cobertura');
}

/** Reads Clover's XML. Throws InputError for broken XML. */
export async function readClover(path: string): Promise<Coverage> {
  const files = new FileCollector();
  let file = '';
  await readXml(path, {
    open(element) {
      const { name, attributes } = element;
      if (name === 'file') file = attributes.path ?? attributes.name ?? '';
      if (file === '') return;
      if (name === 'line') addCloverLine(files, file, element);
      // Of a file's metrics and its classes' the file's are the greater ones, and the greater ones are kept.
      if (name === 'metrics') addCloverMetrics(files, file, element);
    },
    close(name) {
      if (name === 'file') file = '';
    },
  });
  return files.finish('clover');
}

function addCloverLine(files: FileCollector, file: string, { attributes }: XmlElement): void {
  const { num, type, count, truecount, falsecount } = attributes;
  if (type === 'method') return;
  const hits =
    type === 'cond' && count === undefined ? Number(truecount) + Number(falsecount) : Number(count);
  files.file(file).lines.add(Number(num), hits > 0);
}

function addCloverMetrics(files: FileCollector, file: string, { attributes }: XmlElement): void {
  const pairs = [
    ['statements', 'statements', 'coveredstatements'],
    ['functions', 'methods', 'coveredmethods'],
    ['branches', 'conditionals', 'coveredconditionals'],
  ] as const;
  for (const [measure, all, covered] of pairs) {
    const total = Number(attributes[all] ?? 0);
    if (total > 0) files.keep(file, measure, { covered: Number(attributes[covered] ?? 0), total });
  }
}

/** Classes of one file (inner ones) have lines of their own, so their branches add up. */
function addBranches(files: FileCollector, file: string, branches: ReadonlyMap<string, Ratio>): void {
  const sum = { ...(files.file(file).counts.branches ?? { covered: 0, total: 0 }) };
  for (const { covered, total } of branches.values()) {
    sum.covered += covered;
    sum.total += total;
  }
  files.keep(file, 'branches', sum);
}

/** Of several sources the one that has the file is meant. */
function joined(sources: readonly string[], file: string): string {
  const named = sources.filter((source) => source !== '' && source !== '.');
  if (named.length === 0 || file.startsWith('/') || /^[A-Za-z]:/.test(file)) return file;
  const paths = named.map((source) => `${source.replace(/[\\/]+$/, '')}/${file}`);
  return paths.length === 1 ? (paths[0] ?? file) : (paths.find((path) => existsSync(path)) ?? file);
}

import { readXml, type XmlElement } from '../xml.js';
import { type Coverage, FileCollector, type Ratio } from './model.js';

/**
 * Reads Cobertura's XML (`coverage.py xml`, Istanbul's cobertura reporter, JaCoCo's converters): `class filename` is
 * relative to one of `<source>`, which is put before it when there is just one. Throws InputError for broken XML.
 */
export async function readCobertura(path: string): Promise<Coverage> {
  const files = new FileCollector();
  const sources: string[] = [];
  const branches = new Map<string, Ratio>();
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
      // A line stands under its method and again under its class: by its number it counts once.
      branches.set(`${file}\0${attributes.number}`, {
        covered: Number(condition[1]),
        total: Number(condition[2]),
      });
    },
    close(name) {
      if (name === 'source') sources.push(text.trim());
      if (name === 'class') file = '';
    },
    text: (part) => {
      text += part;
    },
  });
  keepBranches(files, branches);
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

function keepBranches(files: FileCollector, branches: ReadonlyMap<string, Ratio>): void {
  const sums = new Map<string, Ratio>();
  for (const [key, { covered, total }] of branches) {
    const [file = ''] = key.split('\0');
    const sum = sums.get(file) ?? { covered: 0, total: 0 };
    sums.set(file, { covered: sum.covered + covered, total: sum.total + total });
  }
  for (const [file, ratio] of sums) files.keep(file, 'branches', ratio);
}

function joined(sources: readonly string[], file: string): string {
  const [only, ...more] = sources.filter((source) => source !== '' && source !== '.');
  const absolute = file.startsWith('/') || /^[A-Za-z]:/.test(file);
  return only === undefined || more.length > 0 || absolute ? file : `${only.replace(/\/+$/, '')}/${file}`;
}

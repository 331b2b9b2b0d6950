import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { type Bench, type Figure, type Page, reaches } from './page.js';

/**
 * `npm run bench` measures every page in `bench/pages/`, `npm run bench -- vercel railway` those that are named. Prints
 * each page as a table and leaves all of them in `.cache/bench.md`. A goal that is missed is said, and fails nothing:
 * figures of a shared machine are for reading.
 */
const root = process.cwd();
const pages = readdirSync(join(root, 'bench/pages'))
  .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
  .map((file) => file.replace(/\.ts$/, ''));
const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !pages.includes(name));
if (unknown.length > 0) {
  console.error(`There is no page "${unknown.join('", "')}". Pages: ${pages.join(', ')}.`);
  process.exit(1);
}

const machine = `${cpus().length} cores (${cpus()[0]?.model ?? 'unknown'}), Node ${process.versions.node}`;
const parts = [`# Benchmark\n\n${machine}, ${new Date().toISOString().slice(0, 10)}\n`];
console.log(machine);
for (const name of wanted.length > 0 ? wanted : pages) {
  const text = markdownOf(await measure(name));
  console.log(`\n${text}`);
  parts.push(text);
}
mkdirSync(join(root, '.cache'), { recursive: true });
writeFileSync(join(root, '.cache/bench.md'), `${parts.join('\n')}\n`);
// A page may have started servers whose sockets linger.
process.exit(0);

async function measure(name: string): Promise<Page> {
  const directory = mkdtempSync(join(tmpdir(), `bench-${name}-`));
  try {
    const bench: Bench = { say: (line) => console.log(`  ${name}: ${line}`), directory };
    const { run } = await load(name);
    return await run(bench);
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

/** Pages are TypeScript, and only those that are asked for are built. */
async function load(name: string): Promise<{ run(bench: Bench): Promise<Page> }> {
  const outfile = join(root, '.cache/run', `bench-page-${name}.mjs`);
  await build({
    entryPoints: [join(root, 'bench/pages', `${name}.ts`)],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    packages: 'external',
    sourcemap: true,
    logLevel: 'warning',
  });
  return import(outfile);
}

function markdownOf({ title, about, figures }: Page): string {
  const rows = figures.map(
    (figure) =>
      `| ${figure.name} | ${numberOf(figure)} ${figure.unit} | ${goalOf(figure)} | ${figure.note ?? ''} |`,
  );
  return [`## ${title}`, '', about, '', '| what | measured | goal | |', '|---|---|---|---|', ...rows].join(
    '\n',
  );
}

function numberOf({ value }: Figure): string {
  return Math.abs(value) >= 100 ? String(Math.round(value)) : String(Number(value.toPrecision(3)));
}

function goalOf(figure: Figure): string {
  const { goal } = figure;
  if (!goal) return '';
  const aim = 'atMost' in goal ? `at most ${goal.atMost}` : `at least ${goal.atLeast}`;
  return `${aim} ${figure.unit}: ${reaches(figure) ? 'reached' : '**missed**'}`;
}

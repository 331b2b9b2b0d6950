#!/usr/bin/env node
import { existsSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createHttp } from '../src/http/client.js';
import { systemClock } from '../src/runtime/clock.js';
import type { Logger } from '../src/runtime/log.js';
import { main, refuse } from './main.js';
import { readOptions } from './options.js';
import { terminalTalk } from './talk.js';

const { env, argv } = process;
const talk = terminalTalk(process.stdin, process.stdout);
const stop = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort());
const quiet = () => {};
const log: Logger = {
  ...{ debug: quiet, info: quiet, notice: quiet },
  warning: (message) => talk.say(`Warning: ${message}`),
  error: (message) => talk.say(`Error: ${message}`),
  group: (_, work) => work(),
};

/** This project's folder, found from the program: it is run from a checkout, or from where npx keeps it. */
function homeOf(program: string): string {
  for (let folder = dirname(program); ; folder = dirname(folder)) {
    if (existsSync(join(folder, 'workflows/pipeline.yml'))) return folder;
    if (folder === dirname(folder)) throw new Error(`The reference workflows are not beside ${program}.`);
  }
}

try {
  const program = realpathSync(argv[1] ?? '');
  const home = homeOf(program);
  const clock = systemClock;
  const good = await main(readOptions(argv.slice(2), env.INIT_CWD ?? process.cwd()), {
    talk,
    access: {
      railwayToken: env.RAILWAY_TOKEN,
      railwayApiUrl: env.RAILWAY_API_URL ?? 'https://backboard.railway.com',
      vercelToken: env.VERCEL_TOKEN,
      vercelApiUrl: env.VERCEL_API_URL ?? 'https://api.vercel.com',
      vercelTeam: env.VERCEL_TEAM,
    },
    templates: join(home, 'workflows'),
    program: program.includes('_npx')
      ? 'npx --yes github:org/deploy-actions'
      : `node "${join(home, 'dist/init/index.js')}"`,
    http: createHttp({ log, clock, signal: stop.signal, userAgent: 'deploy-actions-init' }),
    ...{ clock, log, signal: stop.signal },
  });
  process.exitCode = good ? 0 : 1;
} catch (error) {
  talk.say(refuse(error));
  process.exitCode = 1;
}

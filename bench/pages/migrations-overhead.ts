import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type LocalPostgres, startPostgres } from '../../rehearsal/platforms/postgres/index.js';
import { measureProcess, median } from '../measure.js';
import type { Bench, Figure, Page } from '../page.js';

const bundle = join(process.cwd(), 'dist/run-migrations/index.js');
const repeats = 5;
const goal = { atMost: 1_000 };

/** What the action takes around the tool: start, lock, guard, reading, proof. */
export async function run(bench: Bench): Promise<Page> {
  const postgres = await startPostgres();
  try {
    return {
      title: 'run-migrations: its own overhead',
      about: `The bundle as whole processes against a local PostgreSQL; the tool's own time is taken off. Median of ${repeats}.`,
      figures: [
        await overhead(bench, postgres, {
          name: 'around 20 SQL files that are applied',
          files: 20,
          applied: false,
        }),
        await overhead(bench, postgres, {
          name: 'around 200 SQL files that are applied',
          files: 200,
          applied: false,
        }),
        await overhead(bench, postgres, { name: 'when nothing is pending', files: 200, applied: true }),
      ],
    };
  } finally {
    await postgres.close();
  }
}

interface Scene {
  name: string;
  files: number;
  /** Whether all of them are applied before the clock starts. */
  applied: boolean;
}

async function overhead(bench: Bench, postgres: LocalPostgres, scene: Scene): Promise<Figure> {
  bench.say(scene.name);
  const workspace = join(bench.directory, 'app');
  rmSync(workspace, { recursive: true, force: true });
  mkdirSync(join(workspace, 'migrations'), { recursive: true });
  for (let index = 0; index < scene.files; index += 1) {
    const name = String(index).padStart(4, '0');
    const text = `create table t${name} (id int primary key, note text);\ncreate index on t${name} (note);\n`;
    writeFileSync(join(workspace, 'migrations', `${name}.sql`), text);
  }
  const whole: number[] = [];
  const own: number[] = [];
  for (let count = 0; count < repeats; count += 1) {
    const url = await postgres.createDatabase(`bench-${scene.files}-${scene.applied}-${count}`);
    if (scene.applied) await migrate(workspace, url);
    const { wallMs, toolMs } = await migrate(workspace, url);
    whole.push(wallMs);
    own.push(wallMs - toolMs);
  }
  const note = `whole process ${Math.round(median(whole))} ms`;
  return { name: scene.name, value: median(own), unit: 'ms', goal, note };
}

async function migrate(workspace: string, url: string): Promise<{ wallMs: number; toolMs: number }> {
  const output = join(workspace, 'output');
  writeFileSync(output, '');
  const env = {
    PATH: process.env.PATH ?? '',
    GITHUB_WORKSPACE: workspace,
    GITHUB_OUTPUT: output,
    'INPUT_DATABASE-URL': url,
    'INPUT_WORKING-DIRECTORY': '.',
    INPUT_BACKUP: 'never',
  };
  const ran = await measureProcess(process.execPath, [bundle], { env, cwd: workspace });
  const toolMs = Number(/"toolMs":(\d+)/.exec(readFileSync(output, 'utf8'))?.[1]);
  if (ran.code !== 0 || Number.isNaN(toolMs))
    throw new Error(`It did not migrate:\n${ran.output.slice(-2_000)}`);
  return { wallMs: ran.wallMs, toolMs };
}

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  startVercelPlatform,
  type VercelPlatform,
  type VercelPlatformOptions,
} from '../../rehearsal/platforms/vercel/index.js';
import type { Report } from '../../src/action/run-action.js';
import { main } from './main.js';
import { report } from './outputs.js';
import type { Result } from './result.js';
import { setUp, type Told, token, type Weather } from './test-run.js';

/** A local Vercel of the team `acme` and a workspace with the directory `site`. */
export interface TestWorld {
  vercel: VercelPlatform;
  directory: string;
  here: { apiUrl: string; workspace: string };
  /** Runs the action as a step would. */
  deploy(given?: Record<string, string>, weather?: Weather): Promise<Report & { result: Result; told: Told }>;
  /** How often an operation was asked for. */
  count(operation: string): number;
  close(): Promise<void>;
}

/** Starts them for one test; projects are `site` unless said otherwise. */
export async function openTestWorld(
  projects: VercelPlatformOptions['projects'] = [{ id: 'prj_1', name: 'site' }],
): Promise<TestWorld> {
  const directory = mkdtempSync(join(tmpdir(), 'deploy-vercel-'));
  mkdirSync(join(directory, 'site'));
  writeFileSync(join(directory, 'site', 'index.html'), '<p>one');
  writeFileSync(join(directory, 'site', 'app.js'), 'console.log(1)');
  const vercel = await startVercelPlatform({
    token,
    owner: { kind: 'team', id: 'team_1', slug: 'acme' },
    projects,
    workDirectory: join(directory, 'work'),
    timings: { queuedMs: 5, buildingMs: 10, aliasMs: 5, promoteMs: 10 },
  });
  const here = { apiUrl: vercel.apiUrl, workspace: directory };
  return {
    vercel,
    directory,
    here,
    deploy: async (given = {}, weather = {}) => {
      const { inputs, deps, told } = setUp(here, given, undefined, weather);
      const result = await main(inputs, deps);
      return { result, told, ...report(result) };
    },
    count: (operation) => vercel.requests.filter((request) => request.operation === operation).length,
    close: async () => {
      await vercel.close();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { main } from '../../actions/deploy-vercel/main.js';
import { report } from '../../actions/deploy-vercel/outputs.js';
import type { Result } from '../../actions/deploy-vercel/result.js';
import { setUp, type Told, token, type Weather } from '../../actions/deploy-vercel/test-run.js';
import {
  startVercelPlatform,
  type VercelPlatform,
  type VercelPlatformOptions,
} from '../../rehearsal/platforms/vercel/index.js';
import type { Report } from '../../src/action/run-action.js';

/** A local Vercel of the team `acme` and a workspace with the directory `site`. */
export interface TestWorld {
  vercel: VercelPlatform;
  directory: string;
  here: { apiUrl: string; workspace: string };
  /** Runs the action as a step would. */
  deploy(given?: Record<string, string>, weather?: Weather): Promise<Report & { result: Result; told: Told }>;
  /** How often an operation was asked for. */
  count(operation: string): number;
  /** The id of the deployment that a host leads to. */
  leadsTo(host: string): Promise<string>;
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
    leadsTo: async (host) => {
      const headers = { authorization: `Bearer ${token}` };
      const answer = await fetch(`${vercel.apiUrl}/v13/deployments/${host}`, { headers });
      return ((await answer.json()) as { id: string }).id;
    },
    close: async () => {
      await vercel.close();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

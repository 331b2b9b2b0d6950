import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type GitHubPlatform, startGitHubPlatform } from '../../rehearsal/platforms/github/index.js';
import { hasSqlite } from '../../src/database/sqlite.js';
import { GitHubClient } from '../../src/github/client.js';
import { createHttp } from '../../src/http/client.js';
import { systemClock } from '../../src/runtime/clock.js';
import { RecordingLogger } from '../../src/runtime/log.js';
import { sampleDeps, sampleInputs } from '../../test/run-migrations/sample-app.js';
import type { Inputs } from './inputs.js';
import { main } from './main.js';

const home = mkdtempSync(join(tmpdir(), 'comment-'));
const repository = { owner: 'acme', name: 'notes', defaultBranch: 'main' };
let platform: GitHubPlatform;
beforeAll(async () => {
  execFileSync('git', ['init', '--quiet', home]);
  platform = await startGitHubPlatform({ repository, gitDirectory: home });
});
afterAll(async () => {
  await platform.close();
  rmSync(home, { recursive: true, force: true });
});

/** A pull request with a SQLite app; what its workflow may do is in `permissions`. */
function pullRequest(name: string, permissions: Record<string, string>, fromFork = false) {
  const number = platform.openPullRequest(name);
  const folder = join(home, name);
  mkdirSync(join(folder, 'migrations'), { recursive: true });
  const log = new RecordingLogger();
  const { signal } = new AbortController();
  const http = createHttp({ log, clock: systemClock, signal, userAgent: 'test' });
  const token = platform.issueToken(permissions);
  const github = new GitHubClient({ http, apiUrl: platform.apiUrl, token, repository: 'acme/notes' });
  const deps = sampleDeps(home);
  const context = {
    ...deps.context,
    repository: 'acme/notes',
    runId: '77',
    pullRequest: { number, headSha: 'abcdef0123', headRef: 'topic', fromFork },
  };
  return {
    log,
    write: (file: string, sql: string) => writeFileSync(join(folder, 'migrations', file), sql),
    run: (changes: Partial<Inputs> = {}) =>
      main(
        { ...sampleInputs(folder, 'file:./app.db'), command: 'plan', ...changes },
        { ...deps, context, log, github },
      ),
    comments: () =>
      platform
        .comments()
        .filter((one) => one.issue === number)
        .map((one) => one.body),
  };
}

const here = hasSqlite() ? describe : describe.skip;

here(`a pull request${hasSqlite() ? '' : ' (skipped: Node has SQLite from 22.5 on)'}`, () => {
  it('shows in one comment what would happen to the database, brought up to date by each run', async () => {
    const { run, write, comments } = pullRequest('told', { issues: 'write' });
    write('1.sql', 'create table a (id integer);');
    await run();
    expect(comments()).toHaveLength(1);
    expect(comments()[0]).toMatch(
      /1 pending migration\*\*[\s\S]*create table a[\s\S]*abcdef0[\s\S]*runs\/77/,
    );
    await run({ command: 'up' });
    write('2.sql', 'drop table a;');
    await run();
    expect(comments()).toHaveLength(1);
    expect(comments()[0]).toMatch(
      /1 held back migration\*\*[\s\S]*drop table a[\s\S]*allow-destructive: true/,
    );
    await run({ command: 'up', allowDestructive: true });
    await run();
    expect(comments()).toEqual([expect.stringContaining('**No pending migrations**')]);
  });

  it('is left alone by what has nothing to tell, by a status, and by a fork', async () => {
    const quiet = pullRequest('quiet', { issues: 'write' });
    quiet.write('1.sql', 'create table a (id integer);');
    await quiet.run({ command: 'status' });
    const fork = pullRequest('fork', { issues: 'write' }, true);
    fork.write('1.sql', 'create table a (id integer);');
    await fork.run();
    const done = pullRequest('done', { issues: 'write' });
    done.write('1.sql', 'select 1;');
    await done.run({ command: 'resolve', resolutions: [{ as: 'applied', migration: '1.sql' }] });
    await done.run();
    expect([...quiet.comments(), ...fork.comments(), ...done.comments()]).toEqual([]);
  });

  it('whose token may not comment keeps its verdict, with the missing permission named', async () => {
    const { run, write, log } = pullRequest('refused', { contents: 'read' });
    write('1.sql', 'create table a (id integer);');
    expect(await run()).toMatchObject({ status: 'pending' });
    expect(log.lines.join('\n')).toMatch(/comment was not written[\s\S]*pull-requests: /);
  });
});

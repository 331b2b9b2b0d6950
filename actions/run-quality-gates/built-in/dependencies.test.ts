import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { ask, repository, undo } from './gate-test.js';

describe('dependencies', () => {
  const lock = (version: string) =>
    JSON.stringify({ lockfileVersion: 3, packages: { '': {}, 'node_modules/lodash': { version } } });
  const advisory = {
    name: 'lodash',
    title: 'Injection',
    url: 'https://github.com/advisories/GHSA-1',
    severity: 'high',
  };
  const report = JSON.stringify({
    vulnerabilities: {
      lodash: { severity: 'high', via: [advisory], fixAvailable: { name: 'lodash', version: '5' } },
    },
  });

  /** A package manager that prints this. */
  function npm(output: string, name = 'npm'): Record<string, string> {
    const folder = mkdtempSync(join(tmpdir(), 'npm-'));
    undo.push(() => rmSync(folder, { recursive: true, force: true }));
    writeFileSync(join(folder, 'output'), output);
    writeFileSync(join(folder, name), `#!/bin/sh\ncat "${join(folder, 'output')}"\nexit 1\n`);
    chmodSync(join(folder, name), 0o755);
    return { PATH: `${folder}:${process.env.PATH}` };
  }
  const repo = (before: string, after: string) =>
    repository(
      { 'package.json': '{}', 'package-lock.json': lock(before) },
      { 'package-lock.json': lock(after), x: '' },
    );

  it('with a known vulnerability fail', async () => {
    const judged = await ask('dependencies', repo('4.0.0', '4.0.0'), {}, npm(report));
    expect(judged).toMatchObject({ result: 'failed', figures: { vulnerabilities: 1 } });
    expect(judged.findings[0]?.message).toContain('Fixed in: lodash 5');
  });

  it('that were vulnerable before this change do not stop it when only new ones count', async () => {
    const options = { 'only-new': true };
    expect(await ask('dependencies', repo('4.0.0', '4.0.0'), options, npm(report))).toMatchObject({
      result: 'passed',
    });
    expect(await ask('dependencies', repo('3.0.0', '4.0.0'), options, npm(report))).toMatchObject({
      result: 'failed',
    });
  });

  it('are asked at OSV when the registry has retired its audit', async () => {
    const server = createServer((request, response) => {
      response.setHeader('content-type', 'application/json');
      const one = { id: 'GHSA-1', summary: 'Injection', database_specific: { severity: 'CRITICAL' } };
      response.end(
        JSON.stringify(
          request.url?.endsWith('querybatch') ? { results: [{ vulns: [{ id: 'GHSA-1' }] }] } : one,
        ),
      );
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    undo.push(() => server.close());
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const gone = npm('{"error":{"code":"E410","summary":"410 Gone"}}');
    const judged = await ask('dependencies', repo('4.0.0', '4.0.0'), { 'osv-url': url }, gone);
    expect(judged).toMatchObject({ result: 'failed', reason: expect.stringContaining('lodash') });
  });

  it('are asked at an OSV of their own and nowhere else, also when that does not answer', async () => {
    const asked: string[] = [];
    const server = createServer((request, response) => {
      asked.push(request.url ?? '');
      response.end('{"results":[{}]}');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    undo.push(() => server.close());
    const OSV_API_URL = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const env = { ...npm(report), OSV_API_URL };
    expect(await ask('dependencies', repo('4.0.0', '4.0.0'), {}, env)).toMatchObject({ result: 'passed' });
    expect(asked).toEqual(['/v1/querybatch']);
    const away = { ...env, OSV_API_URL: 'http://127.0.0.1:9' };
    expect(await ask('dependencies', repo('4.0.0', '4.0.0'), {}, away)).toMatchObject({ result: 'warned' });
  });

  it('of a folder with a lock file of its own are asked about by its own package manager', async () => {
    const { root, changes } = repository({
      'package.json': '{"packageManager":"pnpm@10.0.0"}',
      'pnpm-lock.yaml': '',
      'api/package.json': '{}',
      'api/package-lock.json': lock('4.0.0'),
    });
    const judged = await ask(
      'dependencies',
      { root, changes, directory: join(root, 'api') },
      {},
      npm(report),
    );
    expect(judged).toMatchObject({ result: 'failed', reason: expect.stringContaining('lodash') });
  });

  it('that cannot be checked anywhere warn: that is neither clean nor broken', async () => {
    const options = { service: 'audit' };
    const judged = await ask(
      'dependencies',
      repo('4.0.0', '4.0.0'),
      options,
      npm('{"statusCode":503,"message":"down"}'),
    );
    expect(judged).toMatchObject({ result: 'warned', reason: expect.stringContaining('503') });
  });

  it('of a workspace are judged by the lock file at the top, so that old advisories stay old there too', async () => {
    const { root, changes } = repo('4.0.0', '4.0.0');
    mkdirSync(join(root, 'packages/a'), { recursive: true });
    const directory = join(root, 'packages/a');
    const judged = await ask('dependencies', { root, changes, directory }, { 'only-new': true }, npm(report));
    expect(judged).toMatchObject({ result: 'passed' });
  });

  it('of Yarn 4 are not called unfixable because its audit names no fix', async () => {
    const line = (range: string) =>
      JSON.stringify({
        value: 'lodash',
        children: { ID: 1, Issue: 'Injection', Severity: 'high', 'Vulnerable Versions': range },
      });
    const yarn = repository({
      'package.json': '{"packageManager":"yarn@4.9.0"}',
      'yarn.lock': '__metadata:\n',
    });
    const options = { unfixed: 'warn', service: 'audit' };
    const judge = (range: string) => ask('dependencies', yarn, options, npm(line(range), 'yarn'));
    const known = await judge('>=4.0.0 <4.17.21');
    expect(known).toMatchObject({ result: 'failed' });
    expect(known.findings[0]?.message).toContain('Fixed in: 4.17.21.');
    expect(await judge('<=4.17.20')).toMatchObject({ result: 'failed' });
    expect(await judge('*')).toMatchObject({ result: 'passed' });
  });
});

describe('licenses', () => {
  const lock = (packages: Record<string, unknown>) => ({
    'package-lock.json': JSON.stringify({ packages: { '': {}, ...packages } }),
  });
  it('of what is shipped are judged, of development tools not', async () => {
    const repo = repository(
      lock({
        'node_modules/a': { version: '1', license: 'AGPL-3.0-only' },
        'node_modules/b': { version: '1', license: '(MIT OR GPL-3.0)' },
        'node_modules/c': { version: '1', license: 'GPL-3.0', dev: true },
        'node_modules/d': { version: '1' },
      }),
    );
    const { result, findings } = await ask('licenses', repo);
    expect(result).toBe('failed');
    expect(findings.map(({ rule, message }) => `${rule} ${message.split(' ')[0]}`)).toEqual([
      'licenses/denied a',
      'licenses/unknown d',
    ]);
    expect(await ask('licenses', repo, { except: ['a'] })).toMatchObject({ result: 'passed' });
  });
});

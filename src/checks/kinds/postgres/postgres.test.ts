import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type LocalPostgres, startPostgres } from '../../../../rehearsal/platforms/postgres/index.js';
import { systemClock } from '../../../runtime/clock.js';
import { scriptedContext } from '../scripted-context.js';
import { run } from './run.js';
import { postgres } from './spec.js';

let server: LocalPostgres;
beforeAll(async () => {
  server = await startPostgres();
}, 60_000);
afterAll(() => server.close());

async function check(fields: Record<string, unknown>) {
  const secrets: string[] = [];
  const context = scriptedContext({
    clock: systemClock,
    deadline: Date.now() + 10_000,
    secret: (value) => void secrets.push(value),
  });
  const parsed = postgres.schema.parse({ kind: 'postgres', name: 'db', url: server.url, ...fields });
  return { ...(await run(parsed, context)), secrets };
}

describe('postgres check', () => {
  it('passes when the database answers, and keeps its address secret', async () => {
    const found = await check({});
    expect(found).toMatchObject({ verdict: 'pass', measurements: { rows: 1 } });
    expect(found.secrets).toEqual([server.url, new URL(server.url).password]);
  });

  it('looks at the number of rows and at the first one, counts and nulls too', async () => {
    const query = "select count(*) as n, null as gone, true as up, 'x' as name from generate_series(1, 3)";
    expect(
      (await check({ query, row: { n: 3, gone: null, up: true, name: 'x' }, 'max-rows': 1 })).verdict,
    ).toBe('pass');
    const bad = await check({ query, row: { n: 4, gone: 'here', other: 1 }, 'min-rows': 2 });
    expect(bad).toMatchObject({
      verdict: 'fail',
      reason:
        'the query gives 1 row, fewer than 2; n is "3" in place of "4"; gone is null in place of "here"; there is no column other',
    });
    expect((await check({ query: 'select 1 as a where false', row: { a: 1 } })).reason).toBe(
      'the query gives no row',
    );
  });

  it('cannot change anything, whatever the query says', async () => {
    const found = await check({ query: 'create table smoke (a int)' });
    expect(found).toMatchObject({
      verdict: 'fail',
      reason: expect.stringContaining('read-only transaction'),
    });
  });

  it('tells a refusal from a database that does not answer', async () => {
    const refused = await check({ url: server.url.replace(/:[^:@/]+@/, ':wrong-password@') });
    expect(refused).toMatchObject({
      verdict: 'fail',
      reason: expect.stringContaining('password authentication failed'),
    });
    const nobody = await check({ url: 'postgres://user:pass@127.0.0.1:1/db' });
    expect(nobody).toMatchObject({ verdict: 'error', unreachable: { phase: 'connect' } });
    expect(nobody.reason).not.toContain('pass@');
    const unknown = await check({ url: 'postgres://u:p@postgres.railway.internal:5432/db' });
    expect(unknown).toMatchObject({
      verdict: 'inconclusive',
      reason: expect.stringContaining('private network'),
    });
  });
});

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { InputReader } from '../../src/action/inputs.js';
import { VerdictError } from '../../src/errors/errors.js';
import { type SampleApps, startSampleApps } from '../../test/run-migrations/sample-app.js';
import { parseInputs } from './inputs.js';

let apps: SampleApps;
beforeAll(async () => {
  apps = await startSampleApps();
});
afterAll(() => apps.close());

const files = {
  'migrations/1.sql': 'create table a (id integer);',
  'migrations/2.sql': 'create table b (id integer);',
  'migrations/2.down.sql': 'drop table b;',
};
const there = (table: string) => `select to_regclass('${table}')::text as value`;

/** GitHub's answer: production is frozen. */
function freeze() {
  const asked: string[] = [];
  const refuseFrozen = async (environment: string): Promise<void> => {
    asked.push(environment);
    if (environment === 'production') throw new VerdictError('"production" is frozen since today, by ada.');
  };
  return { asked, refuseFrozen };
}

describe('a frozen environment', () => {
  it('keeps its schema: nothing is applied, recorded or put aside before the refusal', async () => {
    const { run, ask } = await apps.app(files);
    const { refuseFrozen } = freeze();
    await expect(run({ environment: 'production' }, { refuseFrozen })).rejects.toThrow('is frozen since');
    expect(await ask(there('a'))).toBeNull();
    expect(await ask(there('deploy_actions.migrations'))).toBeNull();
  });

  it('holds nobody up who only looks, or who goes back', async () => {
    const { run, ask } = await apps.app(files);
    const { asked, refuseFrozen } = freeze();
    await run({ environment: 'staging' }, { refuseFrozen });
    const production = { environment: 'production' };
    await run({ ...production, command: 'plan' }, { refuseFrozen });
    await run({ ...production, command: 'status' }, { refuseFrozen });
    await run({ ...production, command: 'down', to: '1.sql' }, { refuseFrozen });
    expect([await ask(there('a')), await ask(there('b'))]).toEqual(['a', null]);
    expect(asked).toEqual(['staging']);
  });

  it('is not asked for where no environment is named, as for the database of a pull request', async () => {
    const { run } = await apps.app(files);
    const { asked, refuseFrozen } = freeze();
    await run({}, { refuseFrozen });
    expect(asked).toEqual([]);
  });

  it('can be asked for also by a run that writes no comment', () => {
    const given: Record<string, string> = {
      'database-url': 'postgresql://u:hunter22@h/db',
      environment: 'production',
      'github-token': 'ghs_4242',
      comment: 'never',
    };
    const read = new InputReader({ raw: (name) => given[name] ?? '', mask: () => {}, workspace: '/repo' });
    expect(parseInputs(read)).toMatchObject({
      environment: 'production',
      githubToken: 'ghs_4242',
      comment: false,
    });
  });
});

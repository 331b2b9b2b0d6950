import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { readRecords } from '../actions/auto-rollback/records.js';
import { evaluateText } from '../rehearsal/runner/expressions/evaluate.js';
import { type Json, toValue } from '../rehearsal/runner/expressions/values.js';
import { readTemplate } from '../rehearsal/runner/workflow/template.js';

type Step = { id: string; with: Record<string, string> };
const { runs } = parse(readFileSync('action.yml', 'utf8')) as { runs: { steps: Step[] } };

/** What the composite gives an action's input, once its steps have ended so. */
async function given(id: string, input: string, contexts: Record<string, Json>): Promise<string> {
  const text = runs.steps.find((step) => step.id === id)?.with[input];
  const values = Object.entries(contexts).map(([name, value]) => [name, toValue(value)]);
  return evaluateText(readTemplate(JSON.stringify(text)), { contexts: Object.fromEntries(values) });
}

const web = {
  kind: 'vercel',
  name: 'frontend',
  project: 'prj',
  deployment: 'new',
  previous: 'old',
  url: null,
};
const flag = { kind: 'flag', name: 'checkout', project: 'ecfg_1', item: 'checkout', deployment: 'true' };
const flags = JSON.stringify([{ ...flag, previous: 'false', url: null }]);
const record = JSON.stringify(web);
const passed = { outcome: 'success', outputs: { record: '', reason: '' } };
const steps = { gates: passed, migrate: passed, backend: passed, frontend: passed, smoke: passed };

describe('the root action', () => {
  it('gives the flags to the step that goes live, and to no earlier one: they are for everybody', async () => {
    expect(await given('promote', 'flags', { inputs: { flags: 'ecfg_1/checkout' } })).toBe('ecfg_1/checkout');
    expect(runs.steps.filter(({ with: inputs }) => 'flags' in inputs).map(({ id }) => id)).toEqual([
      'promote',
    ]);
  });

  it('lets auto-rollback take a schema back: without the address a release whose migrations must go back stayed', async () => {
    const inputs = {
      'database-url': 'postgresql://db.example.invalid/shop',
      tool: 'alembic',
      migrations: 'versions',
      'database-working-directory': 'api',
    };
    const of = (input: string) => given('conclude', input, { inputs });
    expect(await of('database-url')).toBe(inputs['database-url']);
    expect(await of('database-tool')).toBe('alembic');
    expect(await of('database-migrations')).toBe('versions');
    expect(await of('database-working-directory')).toBe('api');
  });

  it('tells auto-rollback which flags it switched, so that a bad release takes them back', async () => {
    const promote = { outcome: 'success', outputs: { record, reason: '', 'flag-record': flags } };
    const { components, jobs } = readRecords(
      await given('conclude', 'records', { steps: { ...steps, promote } }),
    );
    expect(components).toMatchObject([web, flag]);
    expect(jobs.verdict).toBe('pass');
  });

  it.each([
    ['has no flags', { outcome: 'success', outputs: { record, reason: '', 'flag-record': '' } }, [web]],
    ['got no further than before', { outcome: 'skipped', outputs: {} }, []],
    [
      'set one of two',
      { outcome: 'failure', outputs: { record, reason: 'x', 'flag-record': flags } },
      [web, flag],
    ],
  ])('concludes a release that %s', async (_, promote, expected) => {
    const records = await given('conclude', 'records', { steps: { ...steps, promote } });
    expect(readRecords(records).components).toMatchObject(expected);
  });
});

import { describe, expect, it } from '@jest/globals';
import { projectTokenAccepted, scriptedRailway } from './scripted-railway.js';
import { readWarningFacts } from './warning-facts.js';
import { type WarningFacts, warningsOf } from './warnings.js';

const trigger = { branch: 'main', repository: 'acme/shop', checkSuites: false };
const good: WarningFacts = {
  service: 'api',
  source: 'upload',
  plan: 'pro',
  incident: undefined,
  autoDeploy: false,
  triggers: [],
  healthcheckPath: '/health',
  configFile: undefined,
  live: 'd0',
  branch: 'main',
  ownCommit: false,
  variables: { DATABASE_URL: 'postgres://db.railway.internal:5432/shop' },
  jobVariables: { PATH: '/bin' },
  now: Date.UTC(2026, 10, 21),
};
const codes = (change: Partial<WarningFacts>) => warningsOf({ ...good, ...change }).map(({ code }) => code);

describe('before a deployment', () => {
  it('nothing is said of a service that is set up well', () => {
    expect(warningsOf(good)).toEqual([]);
  });

  it.each<[string, Partial<WarningFacts>, string[]]>([
    ['two deployments a push', { autoDeploy: true, triggers: [trigger] }, ['double-deploy']],
    [
      'two deployments of a branch nobody named',
      { autoDeploy: true, triggers: [trigger], branch: undefined },
      ['double-deploy'],
    ],
    ['nothing of pushes to another branch', { autoDeploy: true, triggers: [trigger], branch: 'feature' }, []],
    ['nothing of a trigger that is turned off', { autoDeploy: false, triggers: [trigger] }, []],
    ['nothing of what could not be read', { autoDeploy: undefined, plan: undefined }, []],
    [
      'a workflow that waits for itself',
      { source: 'commit', ownCommit: true, triggers: [{ ...trigger, checkSuites: true }] },
      ['wait-for-ci'],
    ],
    [
      'nothing of a commit whose checks are over',
      { source: 'commit', triggers: [{ ...trigger, checkSuites: true }] },
      [],
    ],
    ['a service without a health check', { healthcheckPath: undefined }, ['no-health-check']],
    [
      'a database that the runner cannot reach',
      { jobVariables: { DATABASE_URL: 'postgres://u:pw-secret@db.railway.internal/x' } },
      ['private-host-outside'],
    ],
    [
      'nothing of what is meant for the service',
      {
        jobVariables: {
          INPUT_VARIABLES: 'DATABASE_URL=postgres://db.railway.internal:5432/shop',
          URL_OF_DATABASE: 'postgres://db.railway.internal:5432/shop',
        },
      },
      [],
    ],
    [
      'an address that no browser can reach',
      { variables: { VITE_API: 'http://api.railway.internal' } },
      ['private-host-public'],
    ],
    [
      'what Railway itself suffers from',
      { incident: { message: 'slow builds', status: 'IDENTIFIED', url: 'https://status.railway.com/1' } },
      ['incident'],
    ],
    ['nothing of what is over', { incident: { message: 'x', status: 'RESOLVED', url: 'u' } }, []],
    ['the trial', { plan: 'trial' }, ['plan-limits', 'short-retention']],
    [
      'a first deployment on Free, which has nothing to go back to',
      { plan: 'free', live: undefined },
      ['plan-limits'],
    ],
    [
      'a config file of a service that builds commits',
      { source: 'commit', configFile: '/railway.json' },
      ['config-as-code'],
    ],
  ])('%s is told', (_, change, expected) => {
    expect(codes(change)).toEqual(expected);
  });

  it('each warning says what to do, and none repeats a value', () => {
    const all = warningsOf({
      ...good,
      plan: 'trial',
      incident: { message: 'slow builds', status: 'IDENTIFIED', url: 'https://status.railway.com/1' },
      autoDeploy: true,
      triggers: [{ ...trigger, checkSuites: true }],
      source: 'commit',
      ownCommit: true,
      healthcheckPath: undefined,
      configFile: 'railway.toml',
      variables: { NEXT_PUBLIC_API: 'http://user:pw-secret@api.railway.internal' },
      jobVariables: { DATABASE_URL: 'postgres://u:pw-secret@db.railway.internal/x' },
    });
    expect(all).toHaveLength(9);
    for (const { message, fix } of all) expect([message, fix].join(' ')).not.toContain('pw-secret');
    expect(all.every(({ fix }) => fix.length > 20)).toBe(true);
  });

  it('says that the day has come once it has', () => {
    const [warning] = warningsOf({
      ...good,
      source: 'image',
      configFile: 'railway.json',
      now: Date.UTC(2026, 11, 2),
    });
    expect(warning?.message).toContain('no longer reads');
  });
});

describe('what is read for it', () => {
  const place = { projectId: 'p', environmentId: 'e' };

  it('comes in one request for many services', async () => {
    const { deps, asked } = scriptedRailway({
      projectToken: projectTokenAccepted,
      project: ({ variables }) => {
        const count = Object.keys(variables).length - 2;
        const parts = Array.from({ length: count }, (_, index) => [
          [`auto${index}`, { enabled: index === 1 }],
          [`triggers${index}`, { edges: [{ node: trigger }] }],
        ]).flat();
        return { data: { project: { subscriptionType: 'hobby' }, ...Object.fromEntries(parts) } };
      },
    });
    const facts = await readWarningFacts(deps.client, place, ['s0', 's1']);
    expect(facts.get('s0')).toEqual({
      ...{ plan: 'hobby', incident: undefined, autoDeploy: false, triggers: [trigger] },
    });
    expect(facts.get('s1')).toMatchObject({ autoDeploy: true });
    expect(asked.filter(({ operation }) => operation === 'project')).toHaveLength(1);
  });

  it('is what a token may read, when it may not read all of it', async () => {
    const { deps, asked } = scriptedRailway({
      projectToken: projectTokenAccepted,
      project: ({ query }) =>
        query.includes('deploymentTriggers')
          ? { errors: 'Not Authorized' }
          : { data: { project: { subscriptionType: 'trial' } } },
      platformStatus: () => ({
        data: { platformStatus: { incident: { message: 'slow builds', status: 'IDENTIFIED', url: 'u' } } },
      }),
      serviceInstanceAutoDeployStatus: () => ({ data: { auto0: { enabled: true } } }),
      deploymentTriggers: () => ({ errors: 'Not Authorized' }),
    });
    const facts = await readWarningFacts(deps.client, place, ['s0']);
    expect(facts.get('s0')).toEqual({
      ...{ plan: 'trial', autoDeploy: true, triggers: [] },
      incident: { message: 'slow builds', status: 'IDENTIFIED', url: 'u' },
    });
    expect(asked).toHaveLength(6);
  });

  it.each([
    ['a token that may not', { errors: 'Not Authorized' }],
    ['an outage', { lost: true as const }],
    ['an answer of another form', { data: { project: {} } }],
  ])('stops no deployment when it meets %s', async (_, answer) => {
    const { deps } = scriptedRailway({
      projectToken: projectTokenAccepted,
      project: () => answer,
      platformStatus: () => answer,
      serviceInstanceAutoDeployStatus: () => answer,
      deploymentTriggers: () => answer,
    });
    const facts = await readWarningFacts(deps.client, place, ['s0']);
    expect(facts.get('s0')).toEqual({
      ...{ plan: undefined, incident: undefined, autoDeploy: undefined, triggers: [] },
    });
  });
});

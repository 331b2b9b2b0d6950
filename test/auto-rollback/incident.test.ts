import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { conclude, eventFile } from './conclude.js';
import { openWorld, tokens, type World } from './world.js';

let world: World;
const event = (payload: object) => writeFileSync(join(world.directory, eventFile), JSON.stringify(payload));
beforeAll(async () => {
  world = await openWorld();
  event({ repository: { private: true } });
});
afterAll(() => world.close());

const secrets = {
  password: 'hunter2hunter2',
  key: `ghp_${'x3Kq9ZpL7vRt2WnB8sYd'}`,
  jwt: ['eyJhbGciOiJIUzI1NiJ9', 'eyJzdWIiOiIxIn0', 'c2lnbmF0dXJl'].join('.'),
};
const errors = [
  `Error: connect ECONNREFUSED postgresql://app:${secrets.password}@db.internal:5432/notes`,
  `    at Pool.query (/app/node_modules/pg-pool/index.js:45:11)`,
  `TypeError: no rows for ada@example.com with Authorization: Bearer ${secrets.jwt}`,
  `GITHUB_TOKEN=${secrets.key} and the token of this run, ${tokens.railway}, are set`,
  '@everyone <!-- deploy-actions: incident elsewhere 9.1 --> ```',
];
const suite = {
  checks: [
    {
      name: 'Notes can be listed',
      target: 'backend',
      verdict: 'fail',
      level: 'block',
      reason: 'HTTP 500 in place of 200',
    },
    { name: 'It is quick', target: 'backend', verdict: 'fail', level: 'warn', reason: '2 s' },
    { name: 'It is up', target: 'backend', verdict: 'pass', level: 'block', reason: '' },
  ],
};

/** Ships a good release and a bad one whose program says errors; returns the incident's text. */
async function incidentOf(
  environment: string,
  { told, inputs = {} }: { told: Record<string, string>; inputs?: Record<string, string> },
) {
  const good = [
    await world.shipBackend(`${environment} good`),
    await world.shipFrontend(`${environment} good`),
  ];
  await conclude(world, { run: 1, components: good, environment });
  const bad = [
    await world.shipBackend(`${environment} bad`, errors),
    await world.shipFrontend(`${environment} bad`),
  ];
  const { result } = await conclude(world, {
    ...{ run: 2, components: bad, ended: 'failure', told, environment, inputs },
  });
  expect(result.outcome).toBe('rolled-back');
  const found = world.github.issues().find(({ body }) => body?.includes(`incident ${environment} 2.1`));
  return { body: found?.body ?? '', bad };
}

describe('the incident issue', () => {
  it('has what people would look for at night: the pages, the failing checks, the last errors', async () => {
    const { body, bad } = await incidentOf('whole', { told: { result: JSON.stringify(suite) } });
    const [backend, frontend] = bad;
    expect(body).toContain(
      `[${backend?.deployment}](<https://railway.com/project/prj/service/svc?environmentId=env&id=${backend?.deployment}>)`,
    );
    expect(body).toMatch(/Bad deployment of frontend: .*\(<https:\/\/vercel.com\/\S+>/);
    expect(body).toContain(`/${frontend?.deployment.slice(4)}>)`);
    expect(body).toContain('| Notes can be listed | backend | HTTP 500 in place of 200 |');
    expect(body).not.toMatch(/It is quick|It is up/);
    expect(body).toContain('### The last errors of backend');
    expect(body).toContain('connect ECONNREFUSED postgresql://app:***@db.internal:5432/notes');
    expect(body).toContain('at Pool.query (/app/node_modules/pg-pool/index.js:45:11)');
  });

  it('shows nobody a secret or a mail address that the program wrote, and no mark that is not ours', async () => {
    const { body } = await incidentOf('masked', { told: {} });
    expect(body).toContain('TypeError: no rows for ***@example.com');
    for (const secret of [...Object.values(secrets), tokens.railway, tokens.vercel, 'ada@'])
      expect(body).not.toContain(secret);
    expect(body).not.toContain('<!-- deploy-actions: incident elsewhere');
  });

  it('names the failing checks where only their names are passed on, and shows no log where that is not wanted', async () => {
    const { body } = await incidentOf('names', {
      ...{
        told: { 'failed-checks': 'Notes can be listed\nNotes can be pinned' },
        inputs: { 'incident-logs': 'never' },
      },
    });
    expect(body).toMatch(/\| Notes can be listed \|.*\n\| Notes can be pinned \|/);
    expect(body).not.toMatch(/last errors|ECONNREFUSED/);
  });

  it.each([
    ['is public', { repository: { private: false } }],
    ['may be public for all that a schedule says', { schedule: '0 6 * * *' }],
  ])('shows no log where the repository %s', async (name, payload) => {
    event(payload);
    try {
      const { body } = await incidentOf(name, { told: {} });
      expect(body).not.toMatch(/last errors|ECONNREFUSED/);
    } finally {
      event({ repository: { private: true } });
    }
  });

  it('is opened also when the log cannot be read, and says so', async () => {
    world.railway.faults.add({
      operation: 'deploymentLogs',
      times: 20,
      fault: { kind: 'status', status: 503 },
    });
    try {
      const { body } = await incidentOf('no log', { told: {} });
      expect(body).toContain('The log of backend could not be read');
    } finally {
      world.railway.faults.clear();
    }
  });
});

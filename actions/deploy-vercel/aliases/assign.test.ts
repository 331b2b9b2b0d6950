import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { deploymentSchema } from '../../../src/vercel/answers.js';
import { scriptVercel } from '../../../src/vercel/scripted-vercel.js';
import type { Deps, Start } from '../start.js';
import { setUp } from '../test-run.js';
import { assignAliases } from './assign.js';

const deployment = deploymentSchema.parse({
  ...{ id: 'dpl_1', readyState: 'READY', projectId: 'prj_1', createdAt: 5 },
});
const answers = {
  free: { status: 200, body: { alias: 'x.vercel.app' } },
  taken: { status: 409, body: { error: { code: 'alias_in_use', message: 'taken' } } },
  forbidden: { status: 403, body: { error: { code: 'forbidden', message: 'not yours' } } },
  uncertified: { status: 400, body: { error: { code: 'cert_missing', message: 'no certificate' } } },
  broken: { status: 500, body: {} },
  unready: { status: 400, body: { error: { code: 'deployment_not_ready', message: 'wait' } } },
};
type Kind = keyof typeof answers;

it('is a success only if every alias that was asked for leads to the deployment', async () => {
  const kinds = fc.array(fc.constantFrom(...(Object.keys(answers) as Kind[])), { maxLength: 4 });
  await fc.assert(
    fc.asyncProperty(kinds, async (wanted) => {
      const where = { apiUrl: 'http://127.0.0.1:9', workspace: '/' };
      const aliases = wanted.map((kind, index) => `${kind}-${index}`).join('\n');
      const { inputs, deps } = setUp(where, { aliases });
      const vercel = scriptVercel(({ method, json }) => {
        if (method === 'GET') return { status: 404, body: { error: { code: 'not_found' } } };
        const [kind = ''] = (json as { alias: string }).alias.split('-');
        return answers[kind as Kind];
      });
      const start = { inputs, project: { id: 'prj_1', name: 'site' } } as Start;
      const end = await assignAliases(start, deployment, { ...deps, ...vercel } as Deps);
      const free = wanted.filter((kind) => kind === 'free').length;
      expect(end.urls).toHaveLength(free);
      expect(end.failure === undefined).toBe(free === wanted.length);
    }),
    { numRuns: 60 },
  );
});

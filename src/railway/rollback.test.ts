import { describe, expect, it } from '@jest/globals';
import { rollbackTo } from './rollback.js';
import { type Answer, listed, lookedAt, projectTokenAccepted, scriptedRailway } from './scripted-railway.js';

const target = { projectId: 'p', environmentId: 'e', serviceId: 's', deploymentId: 'old' };

interface Story {
  /** What the mutation answers. */
  answer: Answer;
  /** Deployments that are there after it, newest first. */
  after: Record<string, unknown>[];
  old?: Record<string, unknown>;
  status?: string;
}

function railway({ answer, after, old = {}, status = 'SUCCESS' }: Story) {
  const page = (nodes: unknown[]): Answer => ({
    data: { deployments: { edges: nodes.map((node) => ({ node })), pageInfo: { hasNextPage: false } } },
  });
  const before = [listed('bad'), listed('old', { status: 'REMOVED' })];
  let sent = 0;
  return scriptedRailway({
    projectToken: projectTokenAccepted,
    deployment: ({ variables }) =>
      variables.id === 'old'
        ? { data: { deployment: listed('old', { status: 'REMOVED', environmentId: 'e', ...old }) } }
        : lookedAt(status, { active: ['new'], id: 'new' }),
    deployments: () => page(sent > 0 ? [...after, ...before] : before),
    deploymentRollback: () => {
      sent += 1;
      return answer;
    },
    deploymentCancel: () => ({ data: { deploymentCancel: true } }),
    buildLogs: () => ({ data: { buildLogs: [] } }),
    deploymentLogs: () => ({ data: { deploymentLogs: [{ timestamp: 't', message: 'port in use' }] } }),
  });
}

const yes: Answer = { data: { deploymentRollback: true } };
const sentIn = (asked: { operation: string }[]) =>
  asked.filter(({ operation }) => operation === 'deploymentRollback');

describe('a rollback', () => {
  it('ends with the new deployment that Railway made of the old image', async () => {
    const { deps } = railway({ answer: yes, after: [listed('new')] });
    expect(await rollbackTo(target, deps)).toMatchObject({ deploymentId: 'new', status: 'SUCCESS' });
  });

  it('is not even asked for when the image is no longer kept', async () => {
    const { deps, asked } = railway({ answer: yes, after: [], old: { canRollback: false } });
    await expect(rollbackTo(target, deps)).rejects.toMatchObject({ code: 'cannot-roll-back' });
    expect(sentIn(asked)).toHaveLength(0);
  });

  it('whose answer is lost is looked for and never sent twice', async () => {
    const { deps, asked } = railway({ answer: { lost: true }, after: [listed('new')] });
    expect(await rollbackTo(target, deps)).toMatchObject({ deploymentId: 'new' });
    expect(sentIn(asked)).toHaveLength(1);
  });

  it('that gets lost on the way is asked for once more when nothing came of it, and then says so', async () => {
    const { deps, asked } = railway({ answer: { lost: true }, after: [] });
    await expect(rollbackTo(target, deps)).rejects.toMatchObject({ code: 'rollback-lost', ambiguous: true });
    expect(sentIn(asked)).toHaveLength(2);
  });

  it.each<[string, Answer, string]>([
    ['an error inside HTTP 200', { errors: 'Deployment cannot be rolled back' }, 'cannot be rolled back'],
    ['false', { data: { deploymentRollback: false } }, 'it answered "false"'],
  ])('answered with %s is a failure', async (_, answer, words) => {
    const { deps } = railway({ answer, after: [] });
    await expect(rollbackTo(target, deps)).rejects.toThrow(words);
  });

  it('is told apart from somebody else’s deployment by its image', async () => {
    const image = { meta: { imageDigest: 'sha256:old' } };
    const { deps } = railway({ answer: yes, after: [listed('stranger'), listed('new', image)], old: image });
    expect(await rollbackTo(target, deps)).toMatchObject({ deploymentId: 'new' });
  });

  it('does not guess when it cannot be told apart', async () => {
    const { deps } = railway({ answer: yes, after: [listed('x'), listed('new')] });
    await expect(rollbackTo(target, deps)).rejects.toMatchObject({ code: 'rollback-ambiguous' });
  });

  it('that does not become live fails with the last line of its log', async () => {
    const { deps } = railway({ answer: yes, after: [listed('new')], status: 'FAILED' });
    await expect(rollbackTo(target, deps)).rejects.toThrow('failed (FAILED) (port in use)');
  });
});

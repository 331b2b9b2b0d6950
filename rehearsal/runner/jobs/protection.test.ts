import { describe, expect, it } from '@jest/globals';
import { rehearse } from '../test-project.js';
import type { Protection, Review } from './protection.js';

const workflow = `
on: push
jobs:
  build: { runs-on: ubuntu-latest, steps: [{ run: echo built }] }
  deploy:
    needs: build
    runs-on: ubuntu-latest
    environment: { name: Production }
    steps: [{ id: s, run: echo deployed }]
  report:
    needs: deploy
    if: always()
    runs-on: ubuntu-latest
    steps: [{ run: echo told }]
`;

async function ends(protection: Protection, signal?: AbortSignal) {
  const environments = { production: { secrets: {}, vars: {}, protection } };
  const result = await rehearse(workflow, { environments, ...(signal ? { signal } : {}) });
  const told = result.jobs.map(({ id, conclusion }) => `${id} ${conclusion}`).sort();
  const deploy = result.jobs.find(({ id }) => id === 'deploy');
  return { told, message: deploy?.steps[0]?.annotations[0]?.message, steps: deploy?.steps.length };
}

describe('a protected environment', () => {
  it('lets a job in once a reviewer has approved, and no other job waits for that', async () => {
    let asked = 0;
    const review = async (): Promise<Review> => {
      asked += 1;
      return 'approved';
    };
    const { told, steps } = await ends({ review, branches: ['main'] });
    expect(told).toEqual(['build success', 'deploy success', 'report success']);
    expect(steps).toBe(3);
    expect(asked).toBe(1);
  });

  it.each<[string, Protection, RegExp]>([
    [
      'a reviewer says no',
      { review: async () => 'rejected' },
      /reviewer of Production has said no.*was rejected/,
    ],
    ['nobody answers', { review: async () => 'unanswered' }, /within 30 days/],
    [
      'its branch may not',
      { branches: ['release/*'] },
      /Branch "main" is not allowed to deploy to Production/,
    ],
    ['only tags may', { tags: ['v*'] }, /Branch "main" is not allowed/],
  ])('fails a job without a step of it when %s', async (_, protection, message) => {
    const found = await ends(protection);
    expect(found.told).toEqual(['build success', 'deploy failure', 'report success']);
    expect(found.message).toMatch(message);
    expect(found.steps).toBe(1);
  });

  it('lets a run be cancelled while it waits', async () => {
    const cancel = new AbortController();
    const review = (signal: AbortSignal) =>
      new Promise<Review>((_, reject) => {
        signal.addEventListener('abort', () => reject(new Error('aborted')));
        cancel.abort();
      });
    expect((await ends({ review }, cancel.signal)).told).toContain('deploy cancelled');
  });
});

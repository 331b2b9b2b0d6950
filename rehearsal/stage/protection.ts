import { setTimeout as delay } from 'node:timers/promises';
import type { Protection, Review } from '../runner/jobs/protection.js';
import { type Settings, settingsOf } from './settings.js';
import type { World } from './world.js';

/** How long a review takes here, and how long GitHub's 30 days are. */
const reviewMs = 1_000;
const thirtyDaysMs = 3_000;

/** The environments of the example with what protects them, whose reviewers all do the same. */
export function protectedEnvironments(
  world: World,
  review: 'approve' | 'reject' | 'wait' = 'approve',
): Record<string, Settings & { protection?: Protection | undefined }> {
  const { environments } = world.example.declaration;
  return Object.fromEntries(
    Object.entries(settingsOf(world).environments).map(([name, settings]) => {
      const rules = environments[name]?.protection;
      return [name, { ...settings, protection: rules && protectionOf(rules, review) }];
    }),
  );
}

function protectionOf(
  {
    branches,
    tags,
    reviewers,
  }: { branches?: string[] | undefined; tags?: string[] | undefined; reviewers: boolean },
  review: 'approve' | 'reject' | 'wait',
): Protection {
  const ends: Record<typeof review, Review> = { approve: 'approved', reject: 'rejected', wait: 'unanswered' };
  const answer = (signal: AbortSignal) =>
    delay(review === 'wait' ? thirtyDaysMs : reviewMs, ends[review], { signal });
  return { branches, tags, ...(reviewers ? { review: answer } : {}) };
}

import type { Handler } from '../events/events.js';
import { keywordsOf } from '../jobs/keywords.js';
import type { Store } from '../store/store.js';

/** Reads each job that was published and notes the skills it asks for. Doing it twice changes nothing. */
export function createJobReader(store: Pick<Store, 'job' | 'setKeywords'>): Handler {
  return async ({ jobId }) => {
    const job = await store.job(jobId);
    // It may be gone by the time its event is read.
    if (!job) return;
    const keywords = keywordsOf(`${job.title} ${job.description}`);
    await store.setKeywords(jobId, keywords);
    console.log(`Read job ${jobId}: ${keywords.join(', ') || 'no keywords'}`);
  };
}

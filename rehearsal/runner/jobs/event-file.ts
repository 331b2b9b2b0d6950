import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { JobState } from './job-state.js';

/** Writes the event's payload where GITHUB_EVENT_PATH points; before every step, because a step may spoil it. */
export async function writeEvent(job: JobState): Promise<void> {
  const file = join(job.plan.folders.temp, '_github_workflow', 'event.json');
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, JSON.stringify(job.plan.run.request.event.payload, null, 2));
}

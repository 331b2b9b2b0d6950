import { readdir, readFile } from 'node:fs/promises';

/** The variable that marks every process a job starts. A process that changes it is left alone. */
export const TRACKING_VARIABLE = 'RUNNER_TRACKING_ID';

/**
 * Ends every process that still carries the job's tracking id. Where there is no /proc, none is found.
 * @returns the ids and names of the processes that were ended.
 */
export async function endOrphans(trackingId: string): Promise<{ pid: number; name: string }[]> {
  const mark = `${TRACKING_VARIABLE}=${trackingId}`;
  const entries = await readdir('/proc').catch(() => []);
  const ended: { pid: number; name: string }[] = [];
  await Promise.all(
    entries
      .filter((entry) => /^\d+$/.test(entry))
      .map(async (entry) => {
        const environment = await readFile(`/proc/${entry}/environ`, 'utf8').catch(() => '');
        if (!environment.split('\0').includes(mark)) return;
        const name = (await readFile(`/proc/${entry}/comm`, 'utf8').catch(() => '')).trim();
        try {
          process.kill(Number(entry), 'SIGKILL');
          ended.push({ pid: Number(entry), name });
        } catch {
          // It ended by itself in the meantime.
        }
      }),
  );
  return ended;
}

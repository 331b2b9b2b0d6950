import { z } from 'zod';
import type { Finding } from './built-in-gate.js';

/** What may stay for a while, by id, with a reason and a day on which it ends. */
export const allowSchema = z
  .array(
    z.strictObject({
      id: z.string().min(1).describe('The rule or advisory: GHSA-…, CVE-….'),
      until: z.iso.date().describe('Last day on which it is let go, as 2027-01-31.'),
      reason: z.string().min(1),
    }),
  )
  .default([]);

type Allowed = z.infer<typeof allowSchema>[number];

/**
 * Takes what is allowed out of what was found. An entry whose day has passed no longer allows anything, and one that fits
 * nothing is told, so that the list does not grow old unseen.
 */
export function applyAllowList<Found extends { ids: readonly string[] }>(
  found: readonly Found[],
  allowed: readonly Allowed[],
  now: number,
): { kept: Found[]; let: Found[]; notes: Finding[] } {
  const today = new Date(now).toISOString().slice(0, 10);
  const valid = allowed.filter(({ until }) => until >= today);
  const fits = (one: Found, { id }: Allowed) => one.ids.includes(id);
  const gone = found.filter((one) => valid.some((entry) => fits(one, entry)));
  const notes = allowed.flatMap((entry): Finding[] => {
    const { id, until, reason } = entry;
    const used = found.some((one) => fits(one, entry));
    if (until < today && used)
      return [note('warning', `${id} was allowed until ${until} (${reason}) and counts again.`)];
    return used
      ? []
      : [note('notice', `The allow-list names ${id}, which was not found any more: take it out.`)];
  });
  return { kept: found.filter((one) => !gone.includes(one)), let: gone, notes };
}

function note(severity: Finding['severity'], message: string): Finding {
  return { severity, rule: 'allow-list', message };
}

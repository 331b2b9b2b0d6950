import { z } from 'zod';
import { isThresholdFault, parseThreshold } from '../../statistics/thresholds.js';

/** A limit in the grammar of k6's thresholds; a fault names the column. */
export const thresholdField = z.string().superRefine((text, context) => {
  const read = parseThreshold(text);
  if (isThresholdFault(read)) context.addIssue({ code: 'custom', message: read.message });
});

/** Fields of a check that is made many times, to be judged as a whole. */
export const samplingFields = {
  samples: z
    .int()
    .min(2)
    .max(1_000)
    .describe('Asks so many times over kept connections, and judges all answers together.')
    .optional(),
  concurrency: z.int().min(1).max(50).default(4).describe('Requests of samples under way at once.'),
  'warm-up': z
    .int()
    .min(0)
    .max(500)
    .describe('First samples that do not count for thresholds; as many as concurrency when left out.')
    .optional(),
  thresholds: z
    .array(thresholdField)
    .min(1)
    .describe(
      'Such as p(95)<500 (milliseconds) or rate<0.01 (share that fails), over the samples and in a soak. Without a rate every answer must hold.',
    )
    .optional(),
  soak: z.boolean().default(true).describe('false: this check is not asked again during a soak.'),
};

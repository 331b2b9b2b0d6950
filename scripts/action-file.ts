import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';

const stepSchema = z.object({
  id: z.string().optional(),
  uses: z.string().optional(),
  with: z.record(z.string(), z.unknown()).default({}),
});

const actionFileSchema = z.object({
  name: z.string().min(1),
  description: z.string().min(1),
  author: z.string().min(1),
  branding: z.object({ icon: z.string(), color: z.string() }),
  inputs: z
    .record(
      z.string(),
      z.object({
        description: z.string().min(1),
        required: z.boolean().default(false),
        default: z.string().optional(),
        deprecationMessage: z.string().optional(),
      }),
    )
    .default({}),
  outputs: z
    .record(z.string(), z.object({ description: z.string().min(1), value: z.string().optional() }))
    .default({}),
  runs: z.object({ using: z.string(), main: z.string().optional(), steps: z.array(stepSchema).optional() }),
});

/** An `action.yml` with everything this project asks of one; a missing description is an error. */
export type ActionFile = z.infer<typeof actionFileSchema>;

/** Reads `<folder>/action.yml`. Throws with the path of what is missing. */
export function readActionFile(root: string, folder: string): ActionFile {
  const file = join(folder, 'action.yml');
  const parsed = actionFileSchema.safeParse(parse(readFileSync(join(root, file), 'utf8')));
  if (parsed.success) return parsed.data;
  const issues = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
  throw new Error(`${file}: ${issues.join('; ')}`);
}

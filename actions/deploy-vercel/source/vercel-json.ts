import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { InputError } from '../../../src/errors/errors.js';

const text = z.string().nullish();
const condition = z.looseObject({ type: z.string() });
const rule = {
  source: z.string(),
  has: z.array(condition).optional(),
  missing: z.array(condition).optional(),
};

/** What this action reads of a `vercel.json`; other keys are let through, Vercel's build reads them itself. */
const schema = z.looseObject({
  framework: text,
  buildCommand: text,
  devCommand: text,
  installCommand: text,
  outputDirectory: text,
  ignoreCommand: text,
  cleanUrls: z.boolean().optional(),
  trailingSlash: z.boolean().optional(),
  redirects: z
    .array(
      z.looseObject({
        ...rule,
        destination: z.string(),
        permanent: z.boolean().optional(),
        statusCode: z.number().int().optional(),
      }),
    )
    .optional(),
  rewrites: z.array(z.looseObject({ ...rule, destination: z.string() })).optional(),
  headers: z
    .array(z.looseObject({ ...rule, headers: z.array(z.object({ key: z.string(), value: z.string() })) }))
    .optional(),
  routes: z.array(z.record(z.string(), z.unknown())).optional(),
});

/** A `vercel.json` that was read and accepted. */
export type VercelJson = z.infer<typeof schema>;

/** Reads the `vercel.json` of a directory; empty when there is none. Throws InputError for one that cannot be right. */
export function readVercelJson(directory: string): VercelJson {
  const value = readJson(join(directory, 'vercel.json'));
  if (value === undefined) return {};
  const read = schema.safeParse(value);
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  throw new InputError(
    `${join(directory, 'vercel.json')} is not as Vercel expects it: ${issue?.path.join('.') || 'the file'}: ${issue?.message}.`,
    { fix: 'Correct it; https://vercel.com/docs/project-configuration lists what may stand there.' },
  );
}

/** Reads a JSON file; undefined when it is not there. Throws InputError when it is not JSON. */
export function readJson(file: string): unknown {
  let source: string;
  try {
    source = readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
  try {
    return JSON.parse(source);
  } catch (cause) {
    throw new InputError(`${file} is not JSON: ${String((cause as Error).message)}.`, {
      fix: 'Correct the file; Vercel could not read it either.',
      cause,
    });
  }
}

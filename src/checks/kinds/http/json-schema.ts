import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { FieldError } from '../../places.js';
import type { Quote } from '../text-faults.js';

/**
 * What a JSON Schema says against a body, as clauses. A text is the path of the schema's file. Throws InputError when
 * the schema cannot be read or is none.
 */
export async function schemaFaults(
  given: string | Record<string, unknown>,
  text: string,
  { workspace, quote }: { workspace: string; quote: Quote },
): Promise<string[]> {
  const validate = await validatorOf(given, workspace);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return [`the body is not JSON: ${quote(text)}`];
  }
  if (validate(value)) return [];
  return (validate.errors ?? [])
    .slice(0, 3)
    .map(
      ({ instancePath, message }) =>
        `the body at ${instancePath || 'its top'} ${message ?? 'does not fit'} (JSON Schema)`,
    );
}

const field = ['expect', 'json-schema'];

async function validatorOf(given: string | Record<string, unknown>, workspace: string) {
  const schema = typeof given === 'string' ? await readSchema(resolve(workspace, given)) : given;
  try {
    const modern = /2020-12/.test(String(schema.$schema ?? ''));
    const { default: formats } = await import('ajv-formats');
    // In a bundle, a CommonJS package whose export is a function has its default export only.
    const Ajv = modern
      ? (await import('ajv/dist/2020.js')).default.Ajv2020
      : (await import('ajv')).default.Ajv;
    const ajv = new Ajv({ strict: false, allErrors: true });
    formats.default(ajv);
    return ajv.compile(schema);
  } catch (cause) {
    throw new FieldError(field, `The JSON Schema of a check cannot be used: ${(cause as Error).message}.`, {
      fix: 'Mend the schema under json-schema: draft 7, or 2020-12 when its $schema says so.',
      cause,
    });
  }
}

async function readSchema(path: string): Promise<Record<string, unknown>> {
  try {
    return JSON.parse(await readFile(path, 'utf8'));
  } catch (cause) {
    throw new FieldError(field, `The JSON Schema ${path} could not be read.`, {
      fix: 'Give json-schema the path of a JSON file, from the root of the repository, and check it out before this step.',
      cause,
    });
  }
}

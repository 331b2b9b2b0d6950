import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { buildSchema, parse, validate } from 'graphql';
import * as documents from './documents.js';

const all = Object.entries(documents);
const full =
  process.env.RAILWAY_SCHEMA ?? join(process.cwd(), '..', 'shared', 'data', 'railway-schema.graphql');

describe('GraphQL documents', () => {
  it.each(all)('%s bears the name of its first field, so that a log tells what was asked', (_, document) => {
    const [operation] = parse(document.text).definitions;
    if (operation?.kind !== 'OperationDefinition') throw new Error('not an operation');
    const [field] = operation.selectionSet.selections;
    expect(operation.name?.value).toBe(document.name);
    expect(field?.kind === 'Field' && field.name.value).toBe(document.name);
    expect(operation.operation === 'mutation').toBe(document.kind === 'change');
  });

  // Railway's schema is a third party's file and does not travel with this repository; give its path in RAILWAY_SCHEMA.
  const withSchema = existsSync(full) ? it : it.skip;
  withSchema("are all valid against Railway's full public schema", () => {
    const schema = buildSchema(readFileSync(full, 'utf8'), { assumeValid: true });
    for (const [name, document] of all) {
      expect({ name, faults: validate(schema, parse(document.text)).map(({ message }) => message) }).toEqual({
        name,
        faults: [],
      });
    }
  });
});

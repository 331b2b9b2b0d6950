import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { buildSchema, parse, validate } from 'graphql';
import * as platformSchema from '../../rehearsal/platforms/railway/schema.js';
import { readTriggers } from './ci-deadlock.js';
import * as documents from './documents.js';
import * as environments from './environments-documents.js';
import { type LookTarget, lookAt } from './look-documents.js';
import * as settings from './settings-documents.js';
import * as sources from './sources-documents.js';
import { readWarningFactsDocument } from './warning-facts.js';

const looked = (id: string): LookTarget => ({
  deploymentId: id,
  environmentId: 'e',
  serviceId: 's',
  logs: { build: undefined, deploy: undefined },
});
const looks = {
  warningFacts: readWarningFactsDocument(['a', 'b']),
  warningPlan: readWarningFactsDocument(['a', 'b'], ['plan']),
  warningIncident: readWarningFactsDocument(['a', 'b'], ['incident']),
  readTriggers,
  lookAtOne: lookAt([looked('a')], 'logs').document,
  lookAtMany: lookAt([looked('a'), looked('b'), looked('c')], 'events').document,
  lookAtStatus: lookAt([looked('a'), looked('b')], 'status').document,
};
const all = Object.entries({ ...documents, ...environments, ...settings, ...sources, ...looks });
const full =
  process.env.RAILWAY_SCHEMA ?? join(process.cwd(), '..', 'shared', 'data', 'railway-schema.graphql');

function faultsOf(schemaSource: string): Record<string, string[]> {
  const schema = buildSchema(schemaSource, { assumeValid: true });
  const faults = all.map(([name, { text }]) => [
    name,
    validate(schema, parse(text)).map(({ message }) => message),
  ]);
  return Object.fromEntries(faults.filter(([, messages]) => messages?.length));
}

describe('GraphQL documents', () => {
  it.each(all)('%s bears the name of its first field, so that a log tells what was asked', (_, document) => {
    const [operation] = parse(document.text).definitions;
    if (operation?.kind !== 'OperationDefinition') throw new Error('not an operation');
    const [field] = operation.selectionSet.selections;
    expect(operation.name?.value).toBe(document.name);
    expect(field?.kind === 'Field' && field.name.value).toBe(document.name);
    expect(operation.operation === 'mutation').toBe(document.kind === 'change');
  });

  it('are all valid against the part of the schema that the local platform serves', () => {
    const [served] = Object.values(platformSchema).filter((value) => typeof value === 'string');
    expect(served).toContain('type Query');
    expect(faultsOf(served ?? '')).toEqual({});
  });

  // Railway's schema is a third party's file and does not travel with this repository; give its path in RAILWAY_SCHEMA.
  const withSchema = existsSync(full) ? it : it.skip;
  withSchema("are all valid against Railway's full public schema", () => {
    expect(faultsOf(readFileSync(full, 'utf8'))).toEqual({});
  });
});

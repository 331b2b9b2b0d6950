import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, describe, expect, it } from '@jest/globals';
import { buildSchema, type GraphQLNamedType, isInputObjectType, isObjectType } from 'graphql';
import { ask, openPlatform, pack, send, tokens } from './fixture.js';
import type { RailwayPlatform } from './index.js';
import { typeDefinitions } from './schema.js';

let platform: RailwayPlatform | undefined;
afterEach(async () => {
  await platform?.close();
  platform = undefined;
});
const bearer = (token: string): Record<string, string> => ({ authorization: `Bearer ${token}` });

describe('tokens', () => {
  it('are told apart by their header, and refused with status 200', async () => {
    platform = await openPlatform();
    const projectToken = '{ projectToken { projectId environmentId } }';
    const apiToken = '{ apiToken { workspaces { id name } } }';
    const refusal = async (query: string, headers: Record<string, string>): Promise<string | undefined> =>
      platform && (await ask(platform, query, {}, headers)).errors?.[0]?.message;
    const project = { 'project-access-token': tokens.project };
    expect(await refusal(projectToken, project)).toBeUndefined();
    expect(await refusal(projectToken, bearer(tokens.project))).toBe('Not Authorized');
    expect(await refusal(projectToken, { 'project-access-token': tokens.account })).toBe(
      'Project Token not found',
    );
    expect(await refusal(apiToken, project)).toBe('Not Authorized');
    expect(await refusal(apiToken, bearer(tokens.workspace))).toBeUndefined();
    expect(await refusal('{ me { email } }', bearer(tokens.workspace))).toBe('Not Authorized');
    expect(await refusal('{ me { email } }', bearer(tokens.account))).toBeUndefined();
    expect(await refusal('{ environment(id: "env2") { id } }', project)).toBe('Not Authorized');
    expect(await refusal('{ environment(id: "env2") { id } }', bearer(tokens.account))).toBeUndefined();
    expect(await refusal('{ nothingLikeIt }', project)).toContain('Cannot query field');
    expect(platform.requests.map((one) => one.operation)).toContain('projectToken');
  });
});

describe('limits', () => {
  it('answer 429 with Retry-After when the hour is used up, and 413 to an upload that is too large', async () => {
    platform = await openPlatform({}, { rateLimitPerHour: 2, uploadLimitBytes: 10 });
    expect((await send(platform, await pack({ a: 'b' }))).status).toBe(413);
    await ask(platform, '{ platformStatus { isStable } }');
    const spent = await send(platform, Buffer.alloc(1));
    expect(spent.status).toBe(429);
    expect(Number(spent.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(spent.headers.get('x-ratelimit-remaining')).toBe('0');
  });
});

const full =
  process.env.RAILWAY_SCHEMA ?? path.join(process.cwd(), '..', 'shared', 'data', 'railway-schema.graphql');
const whereFull = existsSync(full) ? it : it.skip;

describe('the schema', () => {
  whereFull('says nothing that the full schema of Railway does not say', () => {
    const theirs = buildSchema(readFileSync(full, 'utf8'));
    const wrong = Object.values(buildSchema(typeDefinitions).getTypeMap())
      .filter((type) => !type.name.startsWith('__'))
      .flatMap((type) => differences(type, theirs.getType(type.name)));
    expect(wrong).toEqual([]);
  });
});

function differences(ours: GraphQLNamedType, theirs: GraphQLNamedType | undefined): string[] {
  if (!theirs) return [`type ${ours.name}`];
  const expected = members(theirs);
  return [...members(ours)]
    .filter((member) => !expected.has(member))
    .map((member) => `${ours.name}.${member}`);
}

function members(type: GraphQLNamedType): Set<string> {
  const found = new Set<string>();
  if (!isObjectType(type) && !isInputObjectType(type)) return found;
  for (const field of Object.values(type.getFields())) {
    found.add(`${field.name}: ${field.type}`);
    if ('args' in field) for (const arg of field.args) found.add(`${field.name}(${arg.name}: ${arg.type})`);
  }
  return found;
}

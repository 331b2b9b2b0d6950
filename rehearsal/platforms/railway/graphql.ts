import { buildSchema, execute, GraphQLEnumType, type GraphQLSchema, parse, validate } from 'graphql';
import type { PlatformRequest, PlatformResponse } from '../http/server.js';
import { authenticate } from './access.js';
import type { RailwayPlatformOptions } from './options.js';
import { typeDefinitions } from './schema.js';

/** The schema, which lets statuses through that are not in its enum: the real service gets new ones before its clients do. */
export function railwaySchema(): GraphQLSchema {
  const schema = buildSchema(typeDefinitions);
  const status = schema.getType('DeploymentStatus');
  if (status instanceof GraphQLEnumType) status.serialize = (value) => String(value);
  return schema;
}

/** The document's first root field, by which faults and records name a GraphQL request. */
export function operationName(request: PlatformRequest): string {
  try {
    const [operation] = parse(documentOf(request).query).definitions;
    const field =
      operation?.kind === 'OperationDefinition' ? operation.selectionSet.selections[0] : undefined;
    return field?.kind === 'Field' ? field.name.value : 'unknown';
  } catch {
    return 'unknown';
  }
}

/** Answers one GraphQL request; a wrong token is told in `errors`, with status 200. */
export async function answerGraphql(
  request: PlatformRequest,
  platform: { schema: GraphQLSchema; root: Record<string, unknown>; options: RailwayPlatformOptions },
): Promise<PlatformResponse> {
  const { query, variables } = documentOf(request);
  const access = authenticate(request.headers, platform.options.tokens);
  if ('refusal' in access) return refused(200, access.refusal);
  let document: ReturnType<typeof parse>;
  try {
    document = parse(query);
  } catch (error) {
    return refused(400, error instanceof Error ? error.message : String(error));
  }
  const errors = validate(platform.schema, document);
  if (errors.length > 0) return { status: 400, body: { errors } };
  const body = await execute({
    schema: platform.schema,
    document,
    rootValue: platform.root,
    contextValue: access,
    ...(variables ? { variableValues: variables } : {}),
  });
  return { status: 200, body };
}

function refused(status: number, message: string): PlatformResponse {
  return {
    status,
    body: { errors: [{ message, extensions: { code: 'INTERNAL_SERVER_ERROR' } }], data: null },
  };
}

function documentOf(request: PlatformRequest): { query: string; variables?: Record<string, unknown> } {
  const body = request.json() as { query?: unknown; variables?: Record<string, unknown> | null } | null;
  return {
    query: typeof body?.query === 'string' ? body.query : '',
    ...(body?.variables ? { variables: body.variables } : {}),
  };
}

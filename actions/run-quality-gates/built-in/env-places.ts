import { z } from 'zod';
import { InputError } from '../../../src/errors/errors.js';
import type { GateContext } from './built-in-gate.js';

const directory = z
  .string()
  .transform((path) => path.replace(/^\.\//, '').replace(/\/+$/, ''))
  .optional()
  .describe('Folder of the code that runs there, such as apps/web: only what it reads must be set there.');
const url = (standard: string) => z.url().default(standard);

/** Where an app is deployed and how its variables are read. Tokens come from the step's environment, never from the file. */
export const placeSchemas = {
  vercel: z.strictObject({
    project: z.string().min(1),
    team: z.string().optional(),
    directory,
    target: z.string().default('production'),
    token: z
      .string()
      .default('VERCEL_TOKEN')
      .describe('Name of the environment variable that holds the token.'),
    'api-url': url('https://api.vercel.com'),
  }),
  railway: z.strictObject({
    service: z.string().min(1),
    project: z.string().optional(),
    environment: z.string().optional(),
    directory,
    token: z
      .string()
      .default('RAILWAY_TOKEN')
      .describe('Name of the environment variable that holds the token.'),
    'api-url': url('https://backboard.railway.com'),
  }),
};

/** What is set in one place. */
export interface Place {
  /** `vercel` or `railway`: how `same` names it. */
  id: 'vercel' | 'railway';
  /** For people: `Vercel project web (production)`. */
  label: string;
  /** Folder of the code that runs there, relative to the gate's; undefined for all of it. */
  directory: string | undefined;
  variables: Map<string, { value: string | undefined; changedAt: number | undefined }>;
}

/** Reads a Vercel project's variables; their values are masked before they are returned. */
export async function readVercel(
  options: z.infer<typeof placeSchemas.vercel>,
  context: GateContext,
): Promise<Place> {
  const [{ createVercelClient }, { readVariables }] = await Promise.all([
    import('../../../src/vercel/client.js'),
    import('../../../src/vercel/environment.js'),
  ]);
  const token = tokenFrom(options.token, context);
  const { http, log, clock, signal } = context;
  const client = createVercelClient({
    http,
    log,
    clock,
    signal,
    token,
    team: options.team,
    apiUrl: options['api-url'],
  });
  const project = await client.project(options.project);
  const variables = await readVariables(client, project.id, options.target);
  for (const { name, value } of variables) if (value && isSecret(name, value)) context.mask(value);
  return {
    id: 'vercel',
    directory: options.directory,
    label: `the Vercel project ${project.name} (${options.target})`,
    variables: new Map(variables.map(({ name, value, changedAt }) => [name, { value, changedAt }])),
  };
}

/** Reads a Railway service's variables; their values are masked before they are returned. Railway tells no times. */
export async function readRailway(
  options: z.infer<typeof placeSchemas.railway>,
  context: GateContext,
): Promise<Place> {
  const [{ RailwayClient }, { pickService, resolveScope }, { variableValues }] = await Promise.all([
    import('../../../src/railway/client.js'),
    import('../../../src/railway/scope.js'),
    import('../../../src/railway/settings.js'),
  ]);
  const token = tokenFrom(options.token, context);
  const client = new RailwayClient({ ...context, token, apiUrl: options['api-url'] });
  const scope = await resolveScope(client, { project: options.project, environment: options.environment });
  const service = pickService(scope, options.service);
  const target = { projectId: scope.project.id, environmentId: scope.environment.id, serviceId: service.id };
  const values = Object.entries(await variableValues(client, target));
  for (const [name, value] of values) if (isSecret(name, value)) context.mask(value);
  return {
    id: 'railway',
    directory: options.directory,
    label: `the Railway service ${service.name} (${scope.environment.name})`,
    variables: new Map(
      // A reference is resolved on Railway; what it comes to is not known here.
      values.map(([name, value]) => [
        name,
        { value: value.includes('${{') ? undefined : value, changedAt: undefined },
      ]),
    ),
  };
}

/** Masking `true` or `production` would blot out half the log; whatever is not a plain word may be a secret. */
function isSecret(name: string, value: string): boolean {
  if (value.length < 6) return false;
  return /SECRET|TOKEN|PASS|KEY|CREDENTIAL|PRIVATE|DSN/.test(name) || !/^[a-z][a-z-]{0,30}$/.test(value);
}

function tokenFrom(name: string, { env, mask }: GateContext): string {
  const token = env[name];
  if (token) {
    mask(token);
    return token;
  }
  throw new InputError(`The gate "env" needs a token, and the environment variable ${name} is empty.`, {
    fix: `Give it to the step: "env: { ${name}: \${{ secrets.${name} }} }". Pull requests from forks get no secrets: set the gate to "level: warn" there, or leave the platform out.`,
  });
}

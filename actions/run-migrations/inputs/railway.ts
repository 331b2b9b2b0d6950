import type { InputReader } from '../../../src/action/inputs.js';
import { InputError } from '../../../src/errors/errors.js';

/** The Railway service whose variable holds the address, or that migrates by itself. */
export interface RailwayInputs {
  token: string;
  /** Without a slash at the end. */
  apiUrl: string;
  /** Name or id; undefined with a project token. */
  project: string | undefined;
  environment: string | undefined;
  /** Name or id. */
  service: string;
  variable: string;
}

/** Reads the inputs about Railway; undefined when no service is named. */
export function readRailway(read: InputReader): RailwayInputs | undefined {
  const service = read.string('railway-service');
  const token = read.secret('railway-token');
  if (service === undefined) return undefined;
  if (token === undefined) {
    throw new InputError('The input "railway-service" needs "railway-token".', {
      fix: "Make a project token in the project's settings on Railway and keep it as a secret.",
    });
  }
  return {
    token,
    service,
    apiUrl: read.url('railway-api-url', 'https://backboard.railway.com'),
    project: read.string('railway-project'),
    environment: read.string('railway-environment'),
    variable: read.string('database-variable') ?? 'DATABASE_URL',
  };
}

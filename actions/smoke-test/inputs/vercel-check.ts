import type { InputReader } from '../../../src/action/inputs.js';
import { InputError } from '../../../src/errors/errors.js';

/** The check of a deployment on Vercel that the result is told to. */
export interface VercelCheckInputs {
  name: string;
  deploymentId: string;
  apiUrl: string;
  token: string;
  team: string | undefined;
}

/** Reads what Vercel's check needs; undefined when none is asked for. Throws InputError when something of it is missing. */
export function readVercelCheck(read: InputReader): VercelCheckInputs | undefined {
  const token = read.secret('vercel-token');
  const name = read.string('vercel-check');
  const deploymentId = read.string('vercel-deployment');
  const apiUrl = read.url('vercel-api-url', 'https://api.vercel.com');
  const team = read.string('team');
  if (name === undefined) return undefined;
  if (deploymentId === undefined)
    throw missing('vercel-deployment', 'the output deployment-id of deploy-vercel');
  if (token === undefined)
    throw missing('vercel-token', "an access token whose scope includes the project's team");
  return { name, deploymentId, apiUrl, token, team };
}

function missing(name: string, what: string): InputError {
  return new InputError(`The input "vercel-check" is given, but "${name}" is empty.`, {
    fix: `Give "${name}": ${what}. Or leave "vercel-check" out.`,
  });
}

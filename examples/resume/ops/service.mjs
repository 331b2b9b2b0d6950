/** Asks the administrative routes of the service, for the workflows. Reads API_URL and ADMIN_TOKEN. */
import { appendFileSync } from 'node:fs';

/** A sentence for whoever reads the run; it ends the step. */
export class Refusal extends Error {}

/** Asks the service. Throws Refusal with what it said and what to do; `away` when it was not the service that answered. */
export async function ask(path, { method = 'GET', json, body, env = process.env } = {}) {
  const { API_URL: url, ADMIN_TOKEN: token } = env;
  if (!url)
    throw new Refusal(
      'The variable API_URL is not set: the public address of the service, without a slash at its end.',
    );
  if (!token)
    throw new Refusal(
      'The secret ADMIN_TOKEN is not set: the same text as the variable ADMIN_TOKEN of the service.',
    );
  const answer = await fetch(`${url}${path}`, {
    method,
    headers: {
      authorization: `Bearer ${token}`,
      ...(json ? { 'content-type': 'application/json' } : {}),
    },
    body: json ? JSON.stringify(json) : body,
    signal: AbortSignal.timeout(300_000),
  }).catch((error) => {
    const refusal = new Refusal(
      `${method} ${path}: the service cannot be reached (${error.cause?.code ?? error.message}).`,
    );
    throw Object.assign(refusal, { away: true });
  });
  if (answer.ok) return answer;
  const text = await answer.text();
  const nothing = answer.status === 404 && answer.headers.get('x-railway-fallback') === 'true';
  const refusal = new Refusal(`${method} ${path} was answered with HTTP ${answer.status}: ${detailOf(text)}`);
  throw Object.assign(refusal, { nothingDeployed: nothing, away: answer.status === 502 });
}

function detailOf(text) {
  try {
    return JSON.parse(text).detail ?? text.slice(0, 300);
  } catch {
    return text.slice(0, 300);
  }
}

/** Writes outputs of the step. */
export function output(values, env = process.env) {
  if (!env.GITHUB_OUTPUT) return;
  appendFileSync(
    env.GITHUB_OUTPUT,
    Object.entries(values)
      .map(([name, value]) => `${name}=${value}\n`)
      .join(''),
  );
}

/** Adds to the summary of the job. */
export function summarise(text, env = process.env) {
  if (env.GITHUB_STEP_SUMMARY) appendFileSync(env.GITHUB_STEP_SUMMARY, `${text}\n`);
}

/** Runs a program's main part; a Refusal is told as an error of the step. */
export async function run(main) {
  try {
    await main();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    console.log(`::error::${error.message}`);
    process.exitCode = 1;
  }
}

/** The rows of a database in words: "2 resumes, 1 letters". */
export const inWords = ({ rows, revision }) =>
  `${Object.entries(rows)
    .map(([table, count]) => `${count} ${table}`)
    .join(', ')} (schema ${revision})`;

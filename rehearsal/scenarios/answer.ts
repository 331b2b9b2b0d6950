import type { ExpectationDeclaration } from '../example/index.js';
import type { World } from '../stage/world.js';
import { fieldOf } from './expect.js';
import type { Expectation } from './scenario.js';

/** Asks an address once and compares its answer with what is wanted. */
export async function ask(
  world: World,
  wanted: NonNullable<ExpectationDeclaration['answer']>,
): Promise<Expectation> {
  const { method, status, environment } = wanted;
  const fill = (text: string) => world.fill(text, environment);
  const url = fill(wanted.url);
  const text = `${method} ${wanted.url} answers ${status}`;
  const headers = Object.entries(wanted.headers).map(([name, value]) => [name, fill(value)] as const);
  const sent = bodyOf(wanted.body);
  const response = await fetch(url, {
    method,
    redirect: 'manual',
    headers: { ...sent.headers, ...Object.fromEntries(headers) },
    ...(sent.body === undefined ? {} : { body: fill(sent.body) }),
    signal: AbortSignal.timeout(10_000),
  }).catch((error: unknown) => String(error));
  if (typeof response === 'string') return { text, seen: response, met: false };
  const body = await response.text();
  const faults = [
    ...(response.status === status ? [] : [`HTTP ${response.status}`]),
    ...wanted.contains
      .map(fill)
      .filter((part) => !body.includes(part))
      .map((part) => `no "${part}" in it`),
    ...faultsOfJson(body, wanted.json),
  ];
  return {
    text,
    seen: faults.length === 0 ? `HTTP ${response.status}` : `${faults.join('; ')}: ${body.slice(0, 120)}`,
    met: faults.length === 0,
  };
}

function bodyOf(body: unknown): { body?: string; headers: Record<string, string> } {
  if (body === undefined) return { headers: {} };
  if (typeof body === 'string') return { body, headers: {} };
  return { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } };
}

function faultsOfJson(body: string, wanted: Record<string, unknown>): string[] {
  const entries = Object.entries(wanted);
  if (entries.length === 0) return [];
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch {
    return ['it is not JSON'];
  }
  return entries.flatMap(([path, expected]) => {
    const found = fieldOf(value, path);
    return JSON.stringify(found) === JSON.stringify(expected) ? [] : [`${path} is ${JSON.stringify(found)}`];
  });
}

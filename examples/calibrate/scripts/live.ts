import type { Component } from './components.ts';

const patienceMs = 10_000;

type Environment = Readonly<Record<string, string | undefined>>;

/** What answers at a component's address: the commit it was built from, or why that is not known. */
export type Live = { commit: string } | { unknown: string };

/** Asks a component which commit it was built from; whatever goes wrong is an answer too. */
export async function liveCommit(component: Component, environment: Environment): Promise<Live> {
  const address = environment[component.address];
  if (!address) return { unknown: `the variable ${component.address} is not set` };
  try {
    const answer = await fetch(`${address}${component.versionPath}`, {
      headers: { accept: 'application/json', ...bypass(component, environment) },
      signal: AbortSignal.timeout(patienceMs),
    });
    if (!answer.ok) return { unknown: `it answers ${answer.status}` };
    const body: unknown = await answer.json();
    const version = typeof body === 'object' && body !== null && 'version' in body ? body.version : undefined;
    return typeof version === 'string' && /^[0-9a-f]{40}$/.test(version)
      ? { commit: version }
      : { unknown: 'it tells no commit' };
  } catch (error) {
    return { unknown: error instanceof Error ? error.message : String(error) };
  }
}

/** Opens a deployment that Vercel protects; the secret goes to Vercel only. */
function bypass({ platform }: Component, environment: Environment): Record<string, string> {
  const secret = environment.VERCEL_AUTOMATION_BYPASS_SECRET;
  return platform === 'vercel' && secret ? { 'x-vercel-protection-bypass': secret } : {};
}

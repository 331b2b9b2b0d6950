/** Something that can be asked whether it works; it fails when it does not. */
export type Probe = () => Promise<unknown>;

/** How the services behind a program are. */
export interface Health {
  status: 'ok' | 'degraded';
  services: Record<string, 'ok' | 'down'>;
}

const LIMIT_MS = 2_000;

/** Asks all at once; what does not answer in two seconds counts as down. */
export async function healthOf(probes: Record<string, Probe>): Promise<Health> {
  const states = await Promise.all(
    Object.entries(probes).map(
      async ([name, probe]) => [name, (await answers(probe)) ? 'ok' : 'down'] as const,
    ),
  );
  const allWell = states.every(([, state]) => state === 'ok');
  return { status: allWell ? 'ok' : 'degraded', services: Object.fromEntries(states) };
}

async function answers(probe: Probe): Promise<boolean> {
  const limit = new AbortController();
  const tooLate = new Promise<false>((resolve) => {
    const timer = setTimeout(() => resolve(false), LIMIT_MS);
    limit.signal.addEventListener('abort', () => clearTimeout(timer));
  });
  const asked = probe().then(
    () => true,
    () => false,
  );
  try {
    return await Promise.race([asked, tooLate]);
  } finally {
    limit.abort();
  }
}

/** What `/api/health` answers. */
export interface Health {
  status: 'ok' | 'unavailable';
  database: { status: 'ok' | 'unreachable'; latencyMs: number };
  /** Since the process started. */
  uptimeSeconds: number;
}

/** Asks the database once and says how long that took. */
export async function readHealth(ping: () => Promise<void>, uptime = process.uptime()): Promise<Health> {
  const began = performance.now();
  const reached = await ping().then(
    () => true,
    () => false,
  );
  return {
    status: reached ? 'ok' : 'unavailable',
    database: {
      status: reached ? 'ok' : 'unreachable',
      latencyMs: Math.round((performance.now() - began) * 10) / 10,
    },
    uptimeSeconds: Math.floor(uptime),
  };
}

const mebibyte = 1_048_576;

/** How the API is, for people and for Railway's health check. */
export interface Health {
  status: 'ok' | 'database unreachable';
  version: string;
  uptimeSeconds: number;
  /** How long the database took to answer, in milliseconds; null when it did not. */
  database: { latencyMs: number | null };
  memory: { rssMiB: number; heapUsedMiB: number };
}

/** Asks the database and measures; never throws. */
export async function healthOf(ping: () => Promise<void>, version: string): Promise<Health> {
  const latencyMs = await latencyOf(ping);
  const { rss, heapUsed } = process.memoryUsage();
  return {
    status: latencyMs === null ? 'database unreachable' : 'ok',
    version,
    uptimeSeconds: Math.round(process.uptime()),
    database: { latencyMs },
    memory: { rssMiB: Math.round(rss / mebibyte), heapUsedMiB: Math.round(heapUsed / mebibyte) },
  };
}

async function latencyOf(ping: () => Promise<void>): Promise<number | null> {
  const began = performance.now();
  try {
    await ping();
    return Math.round((performance.now() - began) * 10) / 10;
  } catch {
    return null;
  }
}

import type { BuiltinCall } from './builtin-call.js';

/** `actions/cache`: never finds anything and keeps nothing, and says so. */
export async function cache({ sink, input, flag }: BuiltinCall): Promise<void> {
  const key = input('key');
  sink.log(`Cache not found for key '${key}': a rehearsal keeps no caches, so every run starts without one.`);
  sink.setOutput('cache-hit', '');
  sink.setOutput('cache-primary-key', key);
  sink.setOutput('cache-matched-key', '');
  if (flag('fail-on-cache-miss', false)) {
    throw new Error(`Failed to restore cache entry. Exiting as fail-on-cache-miss is set. Input key: ${key}`);
  }
}

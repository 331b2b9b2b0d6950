/**
 * Milliseconds until the next look: 1 s in the first 15 s, 5 s up to 2 minutes, then 15 s. On this machine 100 ms:
 * that is a rehearsal, where nothing is rationed and people wait.
 */
export function pollingIntervalMs(loopback: boolean, elapsedMs: number): number {
  if (loopback) return 100;
  if (elapsedMs < 15_000) return 1_000;
  return elapsedMs < 120_000 ? 5_000 : 15_000;
}

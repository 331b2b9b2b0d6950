/**
 * Milliseconds until the next look: half a second at first, since a small site is ready in a second or two, 1 s up to
 * 15 s, 5 s up to 2 minutes, then 15 s. On this machine it is a rehearsal, where nothing is rationed and people wait.
 */
export function pollingIntervalMs(loopback: boolean, elapsedMs: number): number {
  if (loopback) return elapsedMs < 1_000 ? 20 : 100;
  if (elapsedMs < 2_000) return 500;
  if (elapsedMs < 15_000) return 1_000;
  return elapsedMs < 120_000 ? 5_000 : 15_000;
}

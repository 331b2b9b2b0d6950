/** Whether an address is on this machine: a rehearsal's platform, where nothing is rationed and people wait. */
export function isLoopback(url: string): boolean {
  return /^(localhost|127(\.\d+){3}|\[::1\])$/.test(new URL(url).hostname);
}

/** The address of a host that a platform gave without a scheme: https, or http when its API is plain http on this machine. */
export function addressOf(apiUrl: string, host: string): string {
  return `${apiUrl.startsWith('http:') && isLoopback(apiUrl) ? 'http' : 'https'}://${host}`;
}

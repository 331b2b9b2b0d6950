/** Takes values out of a text that others wrote. Short ones stay: hiding every `1` would make it unreadable. */
export function redact(text: string, secrets: readonly string[]): string {
  const worth = secrets.filter((secret) => secret.length >= 4).sort((a, b) => b.length - a.length);
  return worth.reduce((kept, secret) => kept.replaceAll(secret, '***'), text);
}

const shownCharacters = 200;

/** A foreign text as it may stand in a message: on one line, short, quoted. Clean it of secrets before: a cut one is not found any more. */
export function cut(text: string, quote = true): string {
  const line = text.slice(0, 4_000).replace(/\s+/g, ' ').trim();
  const short = line.length > shownCharacters ? `${line.slice(0, shownCharacters)}…` : line;
  return quote ? `"${short}"` : short;
}

/** How often: `once`, `3 times`. */
export function times(count: number): string {
  return count === 1 ? 'once' : `${count} times`;
}

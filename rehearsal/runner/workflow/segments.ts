/** A piece of a scalar: literal text, or the source of one `${{ }}` expression. */
export type TextSegment = { text: string } | { expression: string };

/**
 * Splits text at `${{ }}`. A `}}` inside a quoted string does not close the expression.
 * @returns undefined when there is no complete expression in the text.
 */
export function splitExpressions(text: string): TextSegment[] | undefined {
  const segments: TextSegment[] = [];
  let position = 0;
  let found = false;
  for (;;) {
    const start = text.indexOf('${{', position);
    const end = start < 0 ? -1 : closingBraces(text, start + 3);
    if (start < 0 || end < 0) break;
    if (start > position) segments.push({ text: text.slice(position, start) });
    segments.push({ expression: text.slice(start + 3, end).trim() });
    position = end + 2;
    found = true;
  }
  if (!found) return undefined;
  if (position < text.length) segments.push({ text: text.slice(position) });
  return segments;
}

function closingBraces(text: string, from: number): number {
  let quoted = false;
  for (let index = from; index < text.length; index++) {
    if (text[index] === "'") quoted = !quoted;
    else if (!quoted && text[index] === '}' && text[index + 1] === '}') return index;
  }
  return -1;
}

import { isMap, isSeq, LineCounter, parseDocument } from 'yaml';
import type { Place } from './suite.js';

/** The line of each check in a suite's text, in its order; what is no suite has none. */
export function placesOf(file: string, text: string): Place[] {
  const lines = new LineCounter();
  const { contents } = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const checks = isMap(contents) ? contents.get('checks') : undefined;
  if (!isSeq(checks)) return [];
  return checks.items.map((item) => {
    const { range } = item as { range?: [number, number, number] };
    return { file, line: range ? lines.linePos(range[0]).line : 1 };
  });
}

import { createContext, Script } from 'node:vm';

const limitMs = 1_000;
const longest = 2_000_000;
const find = new Script(
  '{ const found = new RegExp(pattern).exec(text); result = found === null ? null : Array.from(found); }',
);
/** One for the whole process: making it costs more than most searches. */
const box = createContext({}) as {
  pattern?: string;
  text?: string;
  result?: (string | undefined)[] | null;
};

/** What a regular expression found in a text: the match and its groups; `tooSlow` when it took more than a second. */
export type Found = { groups: (string | undefined)[] } | { none: true } | { tooSlow: true };

/**
 * Searches within a second: an expression that goes back and forth without end (ReDoS) would hold up the whole run, and
 * the text comes from elsewhere. Of a text over 2 MB only the beginning is searched. Throws SyntaxError for what is no
 * regular expression.
 */
export function search(pattern: string, text: string): Found {
  Object.assign(box, { pattern, text: text.slice(0, longest), result: null });
  try {
    find.runInContext(box, { timeout: limitMs });
    return box.result ? { groups: [...box.result] } : { none: true };
  } catch (error) {
    const { code, name, message } = error as { code?: string; name?: string; message?: string };
    if (code === 'ERR_SCRIPT_EXECUTION_TIMEOUT') return { tooSlow: true };
    throw name === 'SyntaxError' ? new SyntaxError(message) : error;
  } finally {
    Object.assign(box, { text: '', result: null });
  }
}

/** What does not hold of a text that must match, as the end of a clause; undefined when it matches. */
export function mismatch(pattern: string, text: string): string | undefined {
  const found = search(pattern, text);
  if ('groups' in found) return undefined;
  return 'tooSlow' in found
    ? `could not be searched for /${pattern}/ within 1 s: the expression is too costly`
    : `does not match /${pattern}/`;
}

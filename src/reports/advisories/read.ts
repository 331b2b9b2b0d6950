import type { Audit } from './model.js';
import { readNpm } from './npm.js';
import { readPipAudit } from './pip-audit.js';
import { readLines } from './yarn.js';

/**
 * Reads what `npm audit --json`, `pnpm audit --json`, `yarn audit --json`, `yarn npm audit --json` or `pip-audit -f json`
 * printed, told apart by its form. Text that is none of them is `asked: false` with its first words: an audit that could
 * not be read has found nothing out.
 */
export function readAudit(text: string): Audit {
  const trimmed = text.replace(/^\uFEFF/, '').trim();
  if (trimmed === '') return { asked: false, reason: 'the audit printed nothing' };
  const whole = parse(jsonIn(trimmed));
  if (whole !== undefined)
    return readNpm(whole) ?? readPipAudit(whole) ?? readLines([whole]) ?? unreadable(trimmed);
  const lines = trimmed.split('\n').map(parse);
  return readLines(lines.filter((line) => line !== undefined)) ?? unreadable(trimmed);
}

/** npm and pnpm print warnings before the JSON. */
function jsonIn(text: string): string {
  if (text.startsWith('{')) return text;
  const at = text.indexOf('\n{');
  return at < 0 ? text : text.slice(at + 1);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function unreadable(text: string): Audit {
  const words = text.replace(/\s+/g, ' ').slice(0, 160);
  return { asked: false, reason: `the audit printed something that is no report: ${words}` };
}

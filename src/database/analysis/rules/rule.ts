import type { ToolProfile } from '../profile.js';
import type { FindingLevel, StatementClass } from '../terms.js';

/** What a statement is about, for the sentences of its rule. */
export interface Subject {
  /** The table, folded; empty when there is none. */
  table: string;
  /** The column, constraint, index or other object. */
  name: string;
  /** The other side: a referenced table, a new name, a new type. */
  other: string;
}

/** What there is to say about one kind of thing a statement does. */
export interface Rule {
  class: StatementClass;
  /** `size`: a note on a small table, an error on a huge one, a warning otherwise. */
  level: FindingLevel | 'size';
  /** When in a release it belongs: before the new code, after it, at no time; `any` where it makes no difference. */
  phase: 'expand' | 'contract' | 'mixed' | 'any';
  /** Why the code from before may not run afterwards; null when it can. */
  obstacle: string | null;
  /** What happens, in one sentence. */
  message(subject: Subject): string;
  why: string;
  /** What to write instead; null when there is nothing better. */
  rewrite(subject: Subject, tool: ToolProfile): string | null;
}

import { existsSync } from 'node:fs';
import { ahead } from '../history.js';
import type { History, HistoryProblem, Migration } from '../migration.js';
import { readIfThere } from './program.js';

/** One revision of Alembic, as `alembic history --verbose` tells it. */
export interface Revision {
  id: string;
  /** Revisions it stands on; empty for the first. */
  parents: string[];
  head: boolean;
  path: string;
  title: string;
}

/** Reads `alembic history --verbose`; oldest first. */
export function readRevisions(lines: readonly string[]): Revision[] {
  const revisions: Revision[] = [];
  for (const line of lines) {
    const begin = /^Rev: (\S+)(.*)$/.exec(line);
    const current = revisions.at(-1);
    if (begin) {
      const head = /\((?:effective )?head\)/.test(begin[2] ?? '');
      revisions.push({ id: begin[1] ?? '', parents: [], head, path: '', title: '' });
    } else if (current && /^(Parent|Merges): /.test(line)) {
      const names = line.replace(/^\w+: /, '').split(/,\s*/);
      current.parents = names.map((name) => name.trim()).filter((name) => name !== '<base>');
    } else if (current && line.startsWith('Path: ')) current.path = line.slice(6).trim();
    else if (current && current.title === '' && /^ {4}\S/.test(line)) current.title = line.trim();
  }
  return revisions.reverse();
}

/** Compares the revisions with what `alembic_version` holds. */
export function compareAlembic(revisions: readonly Revision[], recorded: readonly string[]): History {
  const byId = new Map(revisions.map((one) => [one.id, one]));
  const done = new Set<string>();
  const visit = (id: string): void => {
    if (done.has(id)) return;
    done.add(id);
    byId.get(id)?.parents.forEach(visit);
  };
  recorded.filter((id) => byId.has(id)).forEach(visit);
  const heads = revisions.filter((one) => one.head).map((one) => one.id);
  const problems: HistoryProblem[] = recorded.filter((id) => !byId.has(id)).map(ahead);
  if (heads.length > 1) problems.push(severalHeads(heads));
  return {
    applied: revisions.filter((one) => done.has(one.id)).map(asMigration),
    pending: revisions.filter((one) => !done.has(one.id)).map(asMigration),
    last: recorded.filter((id) => byId.has(id)).join(', ') || null,
    problems,
  };
}

function severalHeads(heads: readonly string[]): HistoryProblem {
  return {
    kind: 'heads',
    migration: heads.join(', '),
    message: `Alembic's history has ${heads.length} heads (${heads.join(', ')}): two branches each added a revision, and "upgrade head" does not know which is meant.`,
    fix: 'Join them: `alembic merge heads -m "merge"`, or give the newer one the other as its down_revision. Run "command: plan" on the merge queue, so that the second branch shows it before it is merged.',
  };
}

function asMigration(revision: Revision, order: number): Migration {
  const script = existsSync(revision.path) ? (readIfThere(revision.path) ?? '') : '';
  return {
    name: revision.id,
    path: revision.path,
    text: '',
    sha256: '',
    order,
    parts: [],
    transaction: !/autocommit_block/.test(script),
    hasDown: hasDowngrade(script),
    opaque: true,
  };
}

/** Whether `downgrade()` does something; `pass` and NotImplementedError are no way down. */
export function hasDowngrade(script: string): boolean {
  const body =
    /^(?:async )?def downgrade\([^)]*\)[^:]*:\s*\n((?:[ \t]+.*\n?|\s*\n)*)/m.exec(`${script}\n`)?.[1] ?? '';
  const statements = body
    .replace(/("""|''')[\s\S]*?\1/g, '')
    .split('\n')
    .map((line) => line.replace(/#.*/, '').trim())
    .filter((line) => line !== '' && line !== 'pass' && line !== '...');
  return statements.length > 0 && !/^raise\b/.test(statements[0] ?? '');
}

/** Splits `alembic upgrade a:b --sql` into the SQL of each revision, without what Alembic adds for itself. */
export function splitOfflineSql(lines: readonly string[]): Map<string, string> {
  const parts = new Map<string, string[]>();
  let current: string[] = [];
  for (const line of lines) {
    const begin = /^-- Running upgrade .*?-> (\S+?)(?:, .*)?\s*$/.exec(line);
    if (begin) {
      current = [];
      parts.set(begin[1] ?? '', current);
    } else current.push(line);
  }
  return new Map([...parts].map(([id, text]) => [id, ownSql(text.join('\n'))]));
}

function ownSql(text: string): string {
  return text
    .replace(/^(?:INSERT INTO|UPDATE|DELETE FROM) (?:\S+\.)?alembic_version\b[^;]*;$/gm, '')
    .replace(/^(?:BEGIN|COMMIT)(?: TRANSACTION)?;$/gm, '')
    .replace(/^CREATE TABLE (?:\S+\.)?alembic_version \([\s\S]*?\n\);$/gm, '')
    .trim();
}

import type { ChangedFile } from './changes.js';

/** Reads the lines of `git diff --unified=0 -M` into changed files with the numbers of their new lines. */
export function parseDiff(lines: readonly string[]): ChangedFile[] {
  const files: ChangedFile[] = [];
  let file: (ChangedFile & { added: Set<number> }) | undefined;
  // Inside a hunk a line of content may look like a header; the hunk says how many lines it has.
  let left = 0;
  for (const line of lines) {
    if (left > 0 && /^[+-]/.test(line)) {
      left -= 1;
      continue;
    }
    if (line.startsWith('diff --git ')) {
      file = { path: pathOf(line), status: 'modified', added: new Set() };
      files.push(file);
    } else if (!file) continue;
    else if (line.startsWith('new file mode')) file.status = 'added';
    else if (line.startsWith('deleted file mode')) file.status = 'deleted';
    else if (line.startsWith('rename to '))
      Object.assign(file, { status: 'renamed', path: unquoted(line.slice(10)) });
    else if (line.startsWith('+++ ') && line !== '+++ /dev/null')
      file.path = withoutPrefix(unquoted(line.slice(4)));
    else left = hunk(line, file.added);
  }
  return files;
}

/** Adds a hunk's new lines; returns how many lines of content follow. */
function hunk(line: string, added: Set<number>): number {
  const match = /^@@ -\d+(?:,(\d+))? \+(\d+)(?:,(\d+))? @@/.exec(line);
  if (!match) return 0;
  const removed = Number(match[1] ?? 1);
  const start = Number(match[2]);
  const count = Number(match[3] ?? 1);
  for (let offset = 0; offset < count; offset += 1) added.add(start + offset);
  return removed + count;
}

/** `diff --git a/x b/x`: both sides are the same path but for a rename, which says its new one itself. */
function pathOf(line: string): string {
  const rest = line.slice('diff --git '.length);
  const half = rest.slice(rest.length / 2 + 1);
  return withoutPrefix(unquoted(half.trim()));
}

function withoutPrefix(path: string): string {
  return path.replace(/^b\//, '');
}

/** Git quotes paths with control characters, quotes or backslashes; a tab ends a path with spaces. */
function unquoted(path: string): string {
  const plain = path.replace(/\t$/, '');
  if (!plain.startsWith('"')) return plain;
  const escapes: Record<string, string> = { n: '\n', t: '\t', '"': '"', '\\': '\\' };
  return plain
    .slice(1, -1)
    .replace(/\\([0-7]{3}|.)/g, (_, code: string) =>
      code.length === 3 ? String.fromCharCode(Number.parseInt(code, 8)) : (escapes[code] ?? code),
    );
}

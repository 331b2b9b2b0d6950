/** One line of a glob, ready to be tested against absolute paths. */
export interface GlobPattern {
  negated: boolean;
  expression: RegExp;
  /** The part before the first wildcard. */
  searchPath: string;
}

/** Reads patterns, one a line; `#` begins a comment line and `!` excludes. Relative ones start in `root`. */
export function parsePatterns(text: string, root: string): GlobPattern[] {
  const lines = text.split('\n').map((line) => line.trim());
  return lines.filter((line) => line !== '' && !line.startsWith('#')).map((line) => parsePattern(line, root));
}

function parsePattern(line: string, root: string): GlobPattern {
  const marks = /^!*/.exec(line)?.[0].length ?? 0;
  const path = line.slice(marks).trim();
  const rooted = path.startsWith('/')
    ? path.split('/')
    : [...root.split('/').map(escapeSegment), ...path.split('/')];
  const segments = normalize(rooted);
  const wild = segments.findIndex((segment) => /[*?[]/.test(segment.replace(/\\./g, '')));
  const literal = (wild < 0 ? segments : segments.slice(0, wild)).map((segment) =>
    segment.replace(/\\(.)/g, '$1'),
  );
  // A pattern that names a folder means everything in it, too.
  const source = segments.map(segmentSource).join('');
  return {
    negated: marks % 2 === 1,
    expression: new RegExp(`^${source}(?:/.*)?$`),
    searchPath: `/${literal.join('/')}`,
  };
}

function normalize(segments: string[]): string[] {
  const result: string[] = [];
  for (const segment of segments) {
    if (segment === '..') result.pop();
    else if (segment !== '' && segment !== '.') result.push(segment);
  }
  return result;
}

function escapeSegment(segment: string): string {
  return segment.replace(/[*?[\]\\]/g, '\\$&');
}

function segmentSource(segment: string): string {
  if (segment === '**') return '(?:/[^/]+)*';
  let source = '/';
  for (let index = 0; index < segment.length; index++) {
    const sign = segment[index] ?? '';
    const close = sign === '[' ? segment.indexOf(']', index + 2) : -1;
    if (sign === '*') source += '[^/]*';
    else if (sign === '?') source += '[^/]';
    else if (close > 0) {
      source += characterClass(segment.slice(index + 1, close));
      index = close;
    } else {
      if (sign === '\\' && index + 1 < segment.length) index++;
      source += (segment[index] ?? '').replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
    }
  }
  return source;
}

function characterClass(body: string): string {
  const negated = /^[!^]/.test(body);
  return `[${negated ? '^/' : ''}${body.slice(negated ? 1 : 0).replace(/[\\\]]/g, '\\$&')}]`;
}

import { InputError } from '../../../src/errors/errors.js';

/** A path pattern of `vercel.json` as a regular expression, and the names of its groups in their order. */
export interface PathPattern {
  src: string;
  names: string[];
}

interface Parameter {
  /** The slash before it, which belongs to it when it is optional. */
  prefix: string;
  name: string;
  pattern: string;
  modifier: string;
}

const token =
  /\\(.)|(\/?):([A-Za-z_]\w*)(\((?:\\.|[^()\\]|\([^()]*\))*\))?([?*+]?)|(\/?)(\((?:\\.|[^()\\]|\([^()]*\))*\))([?*+]?)|([^\\])/gsy;

/**
 * Compiles `/blog/:slug`, `/docs/:path*`, `/:lang(de|en)`, `/(.*)`: the patterns of path-to-regexp 6, which Vercel's build
 * uses, without its braces. Throws InputError for what it cannot compile; `where` names the entry.
 */
export function compilePattern(source: string, where: string): PathPattern {
  if (!source.startsWith('/')) throw unsupported(source, where, 'it does not begin with a slash');
  const names: string[] = [];
  let src = '';
  for (const match of source.matchAll(token)) {
    const [, escaped, namedPrefix, name, namedPattern, namedModifier, prefix, pattern, modifier, literal] =
      match;
    if (escaped !== undefined) src += quoted(escaped);
    else if (name !== undefined) {
      names.push(name);
      src += groupOf({
        prefix: namedPrefix ?? '',
        name,
        pattern: namedPattern?.slice(1, -1) ?? '[^/]+?',
        modifier: namedModifier ?? '',
      });
    } else if (pattern !== undefined) {
      const index = String(names.filter((other) => /^\d+$/.test(other)).length);
      names.push(index);
      src += groupOf({
        prefix: prefix ?? '',
        name: index,
        pattern: pattern.slice(1, -1),
        modifier: modifier ?? '',
      });
    } else if (literal !== undefined) {
      if (/[{}?*+()]/.test(literal)) throw unsupported(source, where, `"${literal}" is not understood here`);
      src += quoted(literal);
    }
  }
  return { src: `^${src}$`, names };
}

/** A destination with the groups' numbers in place of their names; names that the pattern lacks are left for conditions. */
export function fillDestination(destination: string, { names }: PathPattern): string {
  return destination.replace(/:([A-Za-z_]\w*)[*+?]?/g, (whole, name: string, at: number) => {
    // The colon of a scheme or a port.
    if (destination.slice(at).startsWith('://')) return whole;
    const index = names.indexOf(name);
    return index >= 0 ? `$${index + 1}` : `$${name}`;
  });
}

function groupOf({ prefix, pattern, modifier }: Parameter): string {
  if (/\((?!\?)/.test(pattern.replace(/\\./g, ''))) {
    // An inner group would shift the numbers of those after it.
    return groupOf({ prefix, name: '', pattern: pattern.replace(/(^|[^\\])\((?!\?)/g, '$1(?:'), modifier });
  }
  const slash = quoted(prefix);
  if (modifier === '' || modifier === '?')
    return prefix ? `(?:${slash}(${pattern}))${modifier}` : `(${pattern})${modifier}`;
  const repeated = `((?:${pattern})(?:${slash}(?:${pattern}))*)`;
  return `(?:${slash}${repeated})${modifier === '*' ? '?' : ''}`;
}

function quoted(literal: string): string {
  return literal.replace(/[.+*?=^!:${}()[\]|/\\]/g, '\\$&');
}

function unsupported(source: string, where: string, why: string): InputError {
  return new InputError(
    `The source "${source}" in ${where} of vercel.json cannot be carried over to a static deployment: ${why}.`,
    {
      fix: 'Write it with :names, groups in brackets and the modifiers ?, * and + only, or deploy with "source: directory" and let Vercel build.',
    },
  );
}

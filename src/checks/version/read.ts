import { compile } from 'json-p3';
import { search } from '../pattern.js';
import type { VersionRule } from '../suite.js';
import type { Answer } from '../transport/transport.js';

/** The version an answer tells by a rule; undefined when it tells none. */
export function versionIn(rule: VersionRule, answer: Answer): string | undefined {
  if (rule.header !== undefined) return answer.headers[rule.header.toLowerCase()]?.trim() || undefined;
  if (rule['deployment-id']) return deploymentIn(answer);
  if (rule.text !== undefined) {
    const found = search(rule.text, answer.text);
    return 'groups' in found ? found.groups[1]?.trim() || undefined : undefined;
  }
  try {
    const [value] = compile(rule['json-path'] ?? '$')
      .query(JSON.parse(answer.text))
      .values();
    return typeof value === 'string' || typeof value === 'number'
      ? String(value).trim() || undefined
      : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Vercel's deployment id, as a header that the app sets or as Next.js writes it into its pages (`data-dpl-id`, and
 * `?dpl=` at its assets, for skew protection: nextjs.org/docs/app/api-reference/config/next-config-js/deploymentId).
 */
function deploymentIn({ headers, text }: Answer): string | undefined {
  const header = headers['x-deployment-id'] ?? headers['x-vercel-deployment-id'];
  return header?.trim() || /(?:data-dpl-id=["']?|[?&](?:amp;)?dpl=)(dpl_\w+)/.exec(text)?.[1];
}

/** Equal, or one is the short form (7 characters and more) of the other's commit. */
export function sameVersion(seen: string, expected: string): boolean {
  if (seen === expected) return true;
  const [short, long] = seen.length < expected.length ? [seen, expected] : [expected, seen];
  return /^[0-9a-f]{7,40}$/.test(short) && /^[0-9a-f]{40}$/.test(long) && long.startsWith(short);
}

/** How a cache on the way shows itself in an answer: `cf-cache-status: HIT, age 320 s`; undefined when none did. */
export function cacheOf({ headers }: Answer): { text: string; perDeployment: boolean } | undefined {
  const names = ['x-vercel-cache', 'cf-cache-status', 'x-cache', 'x-railway-cache'];
  const name = names.find((one) => /\b(hit|stale|revalidated|prerender)\b/i.test(headers[one] ?? ''));
  const age = Number(headers.age ?? 0);
  if (!name && !(age > 0)) return undefined;
  const parts = [...(name ? [`${name}: ${headers[name]}`] : []), ...(age > 0 ? [`age ${age} s`] : [])];
  // Vercel keeps a cache for each deployment: what it holds of an old one is served while that is live.
  return { text: parts.join(', '), perDeployment: 'x-vercel-cache' in headers };
}

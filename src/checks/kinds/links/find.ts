/** Something a page refers to. */
export interface Link {
  url: string;
  /** What it is loaded as; `page` for a link to follow. */
  as: 'script' | 'style' | 'image' | 'page' | 'other';
  /** Whether it is of another origin than the page. */
  foreign: boolean;
}

type Reference = Omit<Link, 'foreign'>;

const tag = /<(script|link|img|source|a|base|video|audio|iframe)\b([^>]*)>/gi;

/**
 * Addresses a page refers to, each once, without fragments: all on its own origin, and of other origins what the page
 * loads. Comments and inline scripts do not count; what a browser with scripts does not load (`<noscript>`) counts on the
 * page's own origin only.
 */
export function findLinks(html: string, pageUrl: string): Link[] {
  const text = html.replace(/<!--[\s\S]*?-->/g, '').replace(/(<script\b[^>]*>)[\s\S]*?<\/script>/gi, '$1');
  const loaded = text.replace(/<noscript\b[\s\S]*?<\/noscript>/gi, '');
  const base = tagsIn(text)
    .find(({ name }) => name === 'base')
    ?.attributes.get('href');
  const from = base && URL.canParse(base, pageUrl) ? new URL(base, pageUrl).href : pageUrl;
  const { origin } = new URL(pageUrl);
  const own = linksIn(text, from, (url) => url.origin === origin, false);
  const foreign = linksIn(
    loaded,
    from,
    (url, { as }) => url.origin !== origin && /^https?:$/.test(url.protocol) && as !== 'page',
    true,
  );
  return [...own, ...foreign];
}

function linksIn(
  text: string,
  from: string,
  counts: (url: URL, reference: Reference) => boolean,
  foreign: boolean,
): Link[] {
  const found = new Map<string, Link>();
  for (const { name, attributes } of tagsIn(text)) {
    for (const link of linksOf(name, attributes)) {
      const url = URL.canParse(link.url, from) ? new URL(link.url, from) : undefined;
      if (!url || !counts(url, link)) continue;
      url.hash = '';
      if (!found.has(url.href)) found.set(url.href, { ...link, url: url.href, foreign });
    }
  }
  return [...found.values()];
}

function tagsIn(text: string): { name: string; attributes: ReadonlyMap<string, string> }[] {
  return [...text.matchAll(tag)].map(([, name = '', rest = '']) => ({
    name: name.toLowerCase(),
    attributes: attributesOf(rest),
  }));
}

function linksOf(name: string, attributes: ReadonlyMap<string, string>): Reference[] {
  const src = attributes.get('src');
  const href = attributes.get('href');
  if (name === 'a' || name === 'iframe') return only(name === 'a' ? href : src, 'page');
  if (name === 'link') return only(href, linkKind(attributes));
  if (name === 'base') return [];
  const set = (attributes.get('srcset') ?? '').split(',').map((part) => part.trim().split(/\s+/)[0]);
  const kind = name === 'script' ? 'script' : name === 'img' || name === 'source' ? 'image' : 'other';
  return [...only(src, kind), ...set.flatMap((url) => only(url, 'image'))];
}

function linkKind(attributes: ReadonlyMap<string, string>): Link['as'] | undefined {
  const rel = (attributes.get('rel') ?? '').toLowerCase().split(/\s+/);
  if (rel.includes('stylesheet')) return 'style';
  if (rel.includes('modulepreload')) return 'script';
  if (rel.some((one) => ['icon', 'apple-touch-icon'].includes(one))) return 'image';
  if (rel.some((one) => ['preload', 'manifest'].includes(one))) {
    return attributes.get('as') === 'script' ? 'script' : 'other';
  }
  return undefined;
}

function only(url: string | undefined, as: Link['as'] | undefined): Reference[] {
  return url === undefined || url === '' || as === undefined ? [] : [{ url, as }];
}

function attributesOf(text: string): Map<string, string> {
  const pairs = text.matchAll(/([\w:-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))/g);
  return new Map(
    [...pairs].map(([, name = '', double, single, bare]) => [
      name.toLowerCase(),
      (double ?? single ?? bare ?? '').replaceAll('&amp;', '&').trim(),
    ]),
  );
}

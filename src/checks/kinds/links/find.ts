/** Something a page refers to. */
export interface Link {
  url: string;
  /** What it is loaded as; `page` for a link to follow. */
  as: 'script' | 'style' | 'image' | 'page' | 'other';
}

const tag = /<(script|link|img|source|a|base|video|audio|iframe)\b([^>]*)>/gi;

/** Addresses a page refers to, on its own origin, each once, without fragments. Comments and inline scripts do not count. */
export function findLinks(html: string, pageUrl: string): Link[] {
  const text = html.replace(/<!--[\s\S]*?-->/g, '').replace(/(<script\b[^>]*>)[\s\S]*?<\/script>/gi, '$1');
  const tags = [...text.matchAll(tag)].map(([, name = '', rest = '']) => ({
    name: name.toLowerCase(),
    attributes: attributesOf(rest),
  }));
  const base = tags.find(({ name }) => name === 'base')?.attributes.get('href');
  const from = base && URL.canParse(base, pageUrl) ? new URL(base, pageUrl).href : pageUrl;
  const found = new Map<string, Link>();
  for (const { name, attributes } of tags) {
    for (const link of linksOf(name, attributes)) {
      const url = URL.canParse(link.url, from) ? new URL(link.url, from) : undefined;
      if (!url || url.origin !== new URL(pageUrl).origin) continue;
      url.hash = '';
      if (!found.has(url.href)) found.set(url.href, { ...link, url: url.href });
    }
  }
  return [...found.values()];
}

function linksOf(name: string, attributes: ReadonlyMap<string, string>): Link[] {
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

function only(url: string | undefined, as: Link['as'] | undefined): Link[] {
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

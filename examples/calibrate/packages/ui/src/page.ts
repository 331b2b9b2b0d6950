import { escapeHtml } from './escape-html.ts';

/** Where the sites of the product are; one that is not known is not linked. */
export interface SiteLinks {
  console?: string | undefined;
  marketing?: string | undefined;
  docs?: string | undefined;
}

/** One page, with its body as HTML. */
export interface PageContent {
  title: string;
  description: string;
  body: string;
  links: SiteLinks;
}

const names: readonly [keyof SiteLinks, string][] = [
  ['marketing', 'Product'],
  ['docs', 'Documentation'],
  ['console', 'Open the console'],
];

/** The frame around every page of the sites that are made ahead of time. */
export function renderPage({ title, description, body, links }: PageContent): string {
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="description" content="${escapeHtml(description)}">
    <meta name="color-scheme" content="light dark">
    <title>${escapeHtml(title)}</title>
    <link rel="icon" href="/icon.svg">
    <link rel="stylesheet" href="/style.css">
  </head>
  <body>
    <header class="bar">
      <a class="brand" href="/">Calibrate</a>
      <nav aria-label="Sites">${names.map(([key, name]) => linkTo(links[key], name)).join('')}</nav>
    </header>
    <main>
${body}
    </main>
    <footer>Calibrate keeps instruments honest.</footer>
  </body>
</html>
`;
}

function linkTo(address: string | undefined, name: string): string {
  return address ? `<a href="${escapeHtml(address)}">${name}</a>` : '';
}

/** What the three frontends share: one look, one frame for pages, one way to tell which version they are. */
export { escapeHtml } from './escape-html.ts';
export { type PageContent, renderPage, type SiteLinks } from './page.ts';
export { type Release, releaseOf } from './release.ts';

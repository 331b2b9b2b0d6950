import { cp, mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type PageContent, renderPage, type SiteLinks } from './page.ts';
import { releaseOf } from './release.ts';

/** A page and its file within the site, such as `start/index.html`. */
export interface SitePage extends Omit<PageContent, 'links'> {
  file: string;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** Writes a finished site: its pages, the common style, what is in `publicFolder`, and `version.json`. */
export async function writeSite(
  { pages, publicFolder, output }: { pages: readonly SitePage[]; publicFolder: string; output: string },
  environment: Environment,
): Promise<void> {
  await rm(output, { recursive: true, force: true });
  await cp(publicFolder, output, { recursive: true });
  await cp(fileURLToPath(new URL('style.css', import.meta.url)), join(output, 'style.css'));
  await writeFile(join(output, 'version.json'), `${JSON.stringify(releaseOf(environment))}\n`);
  const links = linksFrom(environment);
  for (const { file, ...page } of pages) {
    const path = join(output, file);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, renderPage({ ...page, links }));
  }
}

function linksFrom({ CONSOLE_URL, MARKETING_URL, DOCS_URL }: Environment): SiteLinks {
  return { console: CONSOLE_URL, marketing: MARKETING_URL, docs: DOCS_URL };
}

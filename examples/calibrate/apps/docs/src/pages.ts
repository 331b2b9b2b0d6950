import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { SitePage } from '@calibrate/ui/site';
import { marked } from 'marked';

/** Reads a folder of Markdown as pages: the first heading is the title, the first paragraph the description. */
export async function readPages(folder: string): Promise<SitePage[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.md')).sort();
  return Promise.all(
    names.map(async (name) => pageOf(name.slice(0, -3), await readFile(join(folder, name), 'utf8'))),
  );
}

/** Links between the files, which lead somewhere in the repository too, as the site has them: `first.md` is `/first/`. */
function served(html: string): string {
  return html.replace(/href="([\w-]+)\.md"/g, (_, name) => `href="${name === 'index' ? '/' : `/${name}/`}"`);
}

/** Throws an Error when the text has no heading: such a page could not be found by its name. */
export async function pageOf(name: string, markdown: string): Promise<SitePage> {
  const title = /^# (.+)$/m.exec(markdown)?.[1];
  if (title === undefined) throw new Error(`${name}.md has no heading: begin it with "# ".`);
  const description = /^(?![#\s|`-])(.+)$/m.exec(markdown)?.[1] ?? title;
  return {
    file: name === 'index' ? 'index.html' : `${name}/index.html`,
    title: `${title} - Calibrate`,
    description,
    body: served(await marked.parse(markdown)),
  };
}

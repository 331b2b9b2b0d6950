import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';

/**
 * The licences of everything a bundle holds, as text. Which packages those are is read from a second, unwritten bundle:
 * ncc's own list leaves out every package that it joins into one module.
 */
export async function licensesOf(root: string, entry: string): Promise<string> {
  const { metafile } = await build({
    entryPoints: [entry],
    bundle: true,
    write: false,
    metafile: true,
    platform: 'node',
    format: 'esm',
    external: ['pg-native'],
    logLevel: 'error',
  });
  const folders = new Set(Object.keys(metafile.inputs).flatMap(packageFolder));
  return [...folders]
    .sort()
    .map((folder) => licenseOf(join(root, folder)))
    .join('\n');
}

/** `node_modules/a/node_modules/@b/c/index.js` belongs to the package in `node_modules/a/node_modules/@b/c`. */
function packageFolder(input: string): string[] {
  const match = /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(input);
  return match?.[1] ? [match[1].replace(/^(\.\.\/)+/, '')] : [];
}

function licenseOf(folder: string): string {
  const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
    name: string;
    version: string;
    license?: string;
  };
  const file = readdirSync(folder).find((name) => /^(licen[cs]e|copying)/i.test(name));
  const text = file
    ? readFileSync(join(folder, file), 'utf8').replaceAll('\r\n', '\n').trim()
    : 'The package carries no licence text.';
  return `${manifest.name}@${manifest.version}\n${manifest.license ?? 'no licence named'}\n\n${text}\n\n${'-'.repeat(80)}\n`;
}

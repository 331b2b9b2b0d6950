import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

interface Package {
  name?: string;
  main?: string;
  scripts?: Record<string, string>;
  dependencies?: Record<string, string>;
  devDependencies?: Record<string, string>;
}

/** What package.json says, or an empty object where there is none or it cannot be read. */
export function readPackage(directory: string): Package {
  try {
    return JSON.parse(readFileSync(path.join(directory, 'package.json'), 'utf8')) as Package;
  } catch {
    return {};
  }
}

/** A command line and the folder it runs in. */
export interface StartCommand {
  command: string;
  directory: string;
}

/**
 * What a container runs: the service's own command, else package.json's `start`, else its `main` or `server.js`.
 * `npm start`, `pnpm --filter api start` and their like are replaced by the script itself, in its package's folder: npm
 * and pnpm in front would answer SIGTERM in its place.
 */
export function startCommand(directory: string, setting: string | undefined): StartCommand {
  const asked = askedScript(setting ?? 'npm start');
  const home = asked && homeOf(directory, asked);
  const script = asked && home ? readPackage(home).scripts?.[asked.script] : undefined;
  if (script !== undefined && home !== undefined) return { command: script, directory: home };
  return { command: setting ?? `node ${readPackage(directory).main ?? 'server.js'}`, directory };
}

interface AskedScript {
  script: string;
  /** The package of a workspace, by its name or its folder. */
  package?: string;
  folder?: string;
}

const option = {
  npm: { package: ['-w', '--workspace'], folder: ['--prefix'] },
  pnpm: { package: ['-F', '--filter'], folder: ['-C', '--dir'] },
} as const;

/** Which script a command line runs; undefined for one that is more than that. */
function askedScript(line: string): AskedScript | undefined {
  const [manager, ...words] = line.trim().split(/\s+/);
  if (manager !== 'npm' && manager !== 'pnpm') return undefined;
  const asked: Partial<AskedScript> = {};
  for (let word = words.shift(); word !== undefined; word = words.shift()) {
    const [name = '', value] = word.split(/=(.*)/s);
    const kind = (['package', 'folder'] as const).find((one) =>
      (option[manager][one] as readonly string[]).includes(name),
    );
    if (kind) asked[kind] = value ?? words.shift() ?? '';
    else if (/^(-s|--silent)$/.test(word) || (word === 'run' && !asked.script)) continue;
    else if (asked.script === undefined && /^[\w:.-]+$/.test(word) && !word.startsWith('-'))
      asked.script = word;
    else return undefined;
  }
  return asked.script === undefined ? undefined : { ...asked, script: asked.script };
}

function homeOf(directory: string, asked: AskedScript): string | undefined {
  if (asked.folder !== undefined) return path.join(directory, asked.folder);
  if (asked.package === undefined) return directory;
  const byFolder = path.join(directory, asked.package);
  if (existsSync(path.join(byFolder, 'package.json'))) return byFolder;
  return packageFolders(directory, 3).find((folder) => readPackage(folder).name === asked.package);
}

/** Folders below one that hold a package, as deep as workspaces usually go. */
function packageFolders(directory: string, depth: number): string[] {
  const below = readdirSync(directory, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && entry.name !== 'node_modules' && !entry.name.startsWith('.'))
    .map((entry) => path.join(directory, entry.name));
  const here = below.filter((folder) => existsSync(path.join(folder, 'package.json')));
  return depth === 1 ? here : [...here, ...below.flatMap((folder) => packageFolders(folder, depth - 1))];
}

import { basename } from 'node:path';
import type { Look, Part } from '../look/parts.js';
import type { Platforms } from '../look/platforms.js';
import { matching, type Named, type Place, stagingOf } from './match.js';
import { asText } from './names.js';
import { versionFile, type Wish } from './plan.js';
import { marker } from './staging.js';

/** Where a release goes. */
export type Environment = 'production' | 'staging';

/** The lines of `services` of the called pipeline. A worker goes out after the service whose code and migrations it shares. */
export function serviceLines(
  services: readonly Part[],
  backend: Part | undefined,
  { railway }: Platforms,
): string[] {
  const known = railway?.services;
  const of = services.length === 1 ? 'only part' : 'one of several';
  return services.flatMap((part) => [
    `        - service: ${asText(nameOf(part, known, of))}`,
    `          directory: ${asText(uploaded(part))}`,
    ...(part === backend ? ['          name: backend'] : []),
    ...(part.kind === 'worker' && backend
      ? [`          needs: [${asText(nameOf(backend, known, of))}]`]
      : []),
  ]);
}

/** The value of `projects` of the called pipeline, as it stands in YAML. */
export function projectsValue(
  { root }: Look,
  frontends: readonly Part[],
  platforms: Platforms,
  environment: Environment,
): string {
  const names = targetNames(frontends);
  const projects = frontends.map((part, index) => ({
    name: names[index] ?? '',
    project: projectName(part, frontends, platforms, environment),
    directory: uploaded(part),
    'version-file':
      part.workspace === undefined ? versionFile(root, part) : `${part.directory}/${versionFile(root, part)}`,
  }));
  return `'${JSON.stringify(projects).replaceAll("'", "''")}'`;
}

/** What the smoke test calls several frontends: by their folders' last names, or all of them where those are the same. */
export function targetNames(frontends: readonly Part[]): string[] {
  const last = frontends.map(({ directory }) => folderName(directory, 'frontend'));
  return frontends.map(({ directory }, index) => {
    const name = last[index] ?? '';
    const once = name !== 'backend' && last.filter((other) => other === name).length === 1;
    return once ? name : directory.replaceAll('/', '-');
  });
}

/** What a person has to make on Vercel for staging of several parts. */
export function stagingNotes(frontends: readonly Part[], { style }: Wish, platforms: Platforms): string[] {
  if (style !== 'staging' || frontends.length === 0) return [];
  const names = frontends.map((part) => projectName(part, frontends, platforms, 'staging')).join(', ');
  return [
    `Staging has projects of its own on Vercel: ${names}. Make them, with the settings of production's, or write the names of yours into deploy-staging.yml; never production's: each push to develop goes live on them.`,
    `The called pipeline reads production's secrets and API_URL from the repository, and staging's from the environment "staging": that is why ${marker.name} has to be set there.`,
  ];
}

/** Of a workspace the whole repository, since the lock file and the packages beside it are needed to build it. */
function uploaded({ directory, workspace }: Part): string {
  return workspace === undefined ? directory : '.';
}

/** Staging has projects of its own: what is promoted on a project goes live on its address. */
function projectName(
  part: Part,
  { length }: readonly Part[],
  { vercel }: Platforms,
  environment: Environment,
): string {
  const production = nameOf(part, vercel, length === 1 ? 'only part' : 'one of several');
  if (environment === 'production') return production;
  return stagingOf(vercel ?? [], production) ?? `${production}-staging`;
}

/** The name on its platform where it is known, else the folder's, which a person holds against the platform. */
function nameOf(part: Part, known: readonly Named[] = [], of: Place): string {
  if (part.kind === 'worker') return known.find(({ name }) => /worker|jobs/.test(name))?.name ?? 'worker';
  return matching(known, part, of)?.name ?? folderName(part.directory, part.kind);
}

function folderName(directory: string, otherwise: string): string {
  return directory === '.' ? otherwise : basename(directory);
}

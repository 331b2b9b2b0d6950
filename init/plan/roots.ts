import { programCommand } from '../../src/project/commands.js';
import type { PackageManagerName } from '../../src/project/project.js';
import type { Look, Part } from '../look/parts.js';
import type { Platforms } from '../look/platforms.js';
import { matching } from './match.js';

/**
 * What a person has to set on the platforms, so that what is uploaded is what they build: a root directory is taken from
 * the upload, and that is the part's own folder, or the whole repository for a workspace.
 */
export function rootNotes(look: Look, { vercel = [], railway }: Platforms): string[] {
  const frontends = look.parts.filter(({ kind }) => kind === 'frontend');
  const services = look.parts.filter(({ kind }) => kind !== 'frontend');
  const of = (all: readonly Part[]) => (all.length === 1 ? 'only part' : 'one of several');
  return [
    ...frontends.flatMap((part) => {
      const found = matching(vercel, part, of(frontends));
      return part.workspace === undefined
        ? ownFolder(`Project "${found?.name}"`, found?.rootDirectory, part)
        : wholeOnVercel(found, part);
    }),
    ...services.flatMap((part) => {
      const found = matching(railway?.services ?? [], part, of(services));
      return part.workspace === undefined
        ? ownFolder(`Service "${found?.name}"`, found?.rootDirectory, part)
        : wholeOnRailway(look, found?.rootDirectory, part);
    }),
  ];
}

function ownFolder(where: string, rootDirectory: string | undefined, { directory }: Part): string[] {
  if (!rootDirectory || directory === '.') return [];
  return [
    `${where} has the root directory "${rootDirectory}" on its platform. The workflow uploads ${directory} alone: clear that setting.`,
  ];
}

function wholeOnVercel(
  found: { name: string; rootDirectory: string } | undefined,
  { directory }: Part,
): string[] {
  if (found?.rootDirectory === directory) return [];
  const which = found ? `project "${found.name}" on Vercel` : `project of ${directory} on Vercel`;
  return [
    `${directory} is a workspace, so the whole repository is uploaded: alone it lacks the lock file and the packages beside it. Set the Root Directory of the ${which} to ${directory} (Settings, Build and Deployment).`,
  ];
}

function wholeOnRailway(look: Look, rootDirectory: string | undefined, part: Part): string[] {
  const { directory, scripts = {} } = part;
  const start =
    part.kind === 'worker' ? Object.keys(scripts).find((name) => /worker|jobs/.test(name)) : 'start';
  const now = rootDirectory ? ` (it is "${rootDirectory}" now)` : '';
  const build = scripts.build ? `the Custom Build Command to \`${buildCommand(look, part)}\` and ` : '';
  return [
    `${part.kind === 'worker' ? `The worker of ${directory}` : directory} is a workspace, so the whole repository is uploaded: alone it lacks the lock file and the packages beside it. On Railway leave the Root Directory of its service empty${now}, and set ${build}the Custom Start Command to \`${runIn(look, part, start ?? 'start')}\`.`,
  ];
}

/** The packages that it needs are built before it. */
function buildCommand(look: Look, part: Part): string {
  const manager = look.packageManager ?? { name: 'npm' as const };
  if (look.monorepo === 'turborepo')
    return programCommand(manager, `turbo run build --filter=${part.workspace}`);
  if (manager.name === 'pnpm') return `pnpm --filter ${part.workspace}... run build`;
  return runIn(look, part, 'build');
}

function runIn({ packageManager }: Look, { workspace }: Part, script: string): string {
  const commands: Record<PackageManagerName, string> = {
    npm: `npm run ${script} --workspace ${workspace}`,
    pnpm: `pnpm --filter ${workspace} run ${script}`,
    'yarn-1': `yarn workspace ${workspace} run ${script}`,
    yarn: `yarn workspace ${workspace} run ${script}`,
    bun: `bun run --filter ${workspace} ${script}`,
  };
  return commands[packageManager?.name ?? 'npm'];
}

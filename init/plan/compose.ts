import { InputError } from '../../src/errors/errors.js';
import type { Look, Part } from '../look/parts.js';
import type { KnownPaths } from '../look/paths.js';
import type { Platforms } from '../look/platforms.js';
import { environmentsToMake } from './approvals.js';
import { plannedCaller, singleOnly } from './caller.js';
import { stagingNotes, targetNames } from './components.js';
import { plannedGates } from './gates.js';
import { checkFolders } from './names.js';
import type { Plan, Wish } from './plan.js';
import { rootNotes } from './roots.js';
import { defaultsOf, plannedSettings } from './settings.js';
import { missingPaths, plannedSmoke } from './smoke.js';
import { plannedWorkflows, type Shape } from './workflows.js';

/** Plans what is written. Throws InputError when the repository holds nothing that could be deployed. */
export async function composePlan(
  look: Look,
  wish: Wish,
  platforms: Platforms,
  pathsOf: (part: Part) => Promise<KnownPaths>,
): Promise<Plan> {
  const frontends = look.parts.filter(({ kind }) => kind === 'frontend');
  const services = look.parts.filter(({ kind }) => kind !== 'frontend');
  const [frontend] = frontends;
  const backend = services.find(({ kind }) => kind === 'backend');
  if (!frontend && !backend) throw nothingToShip(look);
  checkFolders(look);
  const paths = backend && (await pathsOf(backend));
  const single = frontend && backend && frontends.length === 1 && services.length === 1;
  const targets = single ? ['frontend'] : targetNames(frontends);
  const shape = { look, backend, frontend };
  const workflows = single
    ? await plannedWorkflows(shape, wish)
    : await plannedCaller({ ...shape, frontends, services }, wish, platforms);
  const settings = plannedSettings(workflows, { ...shape, targets }, platforms, wish);
  return {
    files: [...workflows, plannedGates(look), plannedSmoke(paths, targets)],
    environments: environmentsToMake(workflows, wish),
    settings,
    defaults: defaultsOf(workflows, settings, wish),
    notes: [
      ...aloneNotes(shape),
      ...(backend && paths ? missingPaths(backend, paths) : []),
      ...(single ? [] : [wideNote(look), ...stagingNotes(frontends, wish, platforms)]),
      ...rootNotes(look, platforms),
      ...leftOut(wish, single ?? false),
      ...(single && wish.extras.includes('rotate-secret') ? [rotationNote] : []),
      ...(look.unclear ? [`The migrations are left to you: ${look.unclear}`] : []),
      ...(look.migrations ? [] : ['No migrations were found, so no release migrates a database.']),
    ],
  };
}

/** The workflows that were asked for and are for one backend and one frontend alone. */
function leftOut({ extras }: Wish, single: boolean): string[] {
  const names = extras.filter((name) => !single && singleOnly.includes(name));
  return names.map(
    (name) =>
      `${name}.yml was asked for and is not written: it is for one backend and one frontend. Copy workflows/${name}.yml and give it a job for each part.`,
  );
}

const rotationNote =
  'rotate-secret.yml reads the secrets NEW_VALUE (a value that is made elsewhere) and OLD_VALUE (one that a platform does not tell). Set them in the environment production for one rotation, and delete them after it.';

/** Of a frontend and a backend only one was found: that may be all there is, or not have been recognised. */
function aloneNotes({ backend, frontend }: Shape): string[] {
  if (backend && frontend) return [];
  const [found, other] = backend ? ['backend', 'frontend'] : ['frontend', 'backend'];
  return [
    `No ${other} was found, so only the ${found} is released. If this repository has one, run this again with --${other} DIRECTORY.`,
  ];
}

function wideNote({ parts }: Look): string {
  const [{ kind } = { kind: 'backend' }, ...more] = parts;
  if (more.length === 0) {
    const [under, platform] = kind === 'frontend' ? ['projects', 'Vercel'] : ['services', 'Railway'];
    return `The workflows call the reusable pipeline. Hold the name under "${under}" against the one on ${platform}.`;
  }
  return 'There are several services or frontends: the workflows call the reusable pipeline. Hold the names under "services" and "projects" against those on Railway and Vercel, and give each frontend its checks in .github/smoke-test.yml (targets are called by those names; the first service is "backend").';
}

function nothingToShip({ parts }: Look): InputError {
  const found = parts
    .map(({ kind, directory, framework }) => `${kind} ${directory} (${framework})`)
    .join(', ');
  return new InputError(
    `A frontend or a backend is needed; found: ${found || 'nothing that could be deployed'}.`,
    {
      fix: 'Run this in the root of the repository. A part that was not recognised: name it with --frontend DIRECTORY or --backend DIRECTORY.',
    },
  );
}

import { existsSync, readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { RehearsalError } from '../errors.js';
import { type Declaration, declarationSchema } from './declaration.js';
import { faultsOfReferences } from './references.js';
import { malformed, readYaml } from './yaml.js';

/** The file in an example's folder that says how it is rehearsed. */
export const declarationFile = 'rehearsal.yml';

/** An example system: its folder and what it declares. */
export interface Example {
  name: string;
  /** Absolute. */
  folder: string;
  declaration: Declaration;
  /** Its databases are copied by pg_dump, so they run on the system's PostgreSQL, which has one. */
  dumps?: boolean;
}

/** The names of all examples of a folder that can be rehearsed, in order. */
export function exampleNames(folder: string): string[] {
  return readdirSync(folder)
    .filter((name) => existsSync(join(folder, name, declarationFile)))
    .sort();
}

/** Reads an example's declaration. Throws RehearsalError with every fault's line when it is not right. */
export async function readExample(folder: string): Promise<Example> {
  const file = join(folder, declarationFile);
  const where = join(basename(folder), declarationFile);
  const text = await readFile(file, 'utf8').catch(() => {
    throw new RehearsalError(
      `There is no ${file}.`,
      'An example says there how it is rehearsed; examples/README.md tells its fields.',
    );
  });
  const { value, texts } = readYaml(where, text, declarationSchema);
  const faults = texts.flatMap(({ text: found, place }) =>
    faultsOfReferences(found, value).map((fault) => `${place}: ${fault}`),
  );
  faults.push(...missingFiles(folder, value), ...unknownNames(value));
  if (faults.length > 0) throw malformed(where, faults);
  return { name: basename(folder), folder, declaration: value };
}

/** Patches and workflows that are named and are not there. */
function missingFiles(folder: string, declaration: Declaration): string[] {
  const general = Object.values(declaration.versions).flat();
  const told = Object.values(declaration.stories).flatMap((story) => story.releases ?? []);
  const patches = new Set([...general, ...told.flatMap(({ patches: own }) => own)]);
  const lost = [...patches].filter(
    (patch) => patch !== undefined && !existsSync(join(folder, 'versions', patch)),
  );
  const own = Object.keys(declaration.workflows).filter((path) => path.startsWith('.github/'));
  return [
    ...lost.map((patch) => `versions/${patch}: there is no such patch`),
    ...own
      .filter((path) => !existsSync(join(folder, path)))
      .map((path) => `${path}: there is no such workflow`),
  ];
}

/** Names in stories and environments that no part has. */
function unknownNames(declaration: Declaration): string[] {
  const services = Object.keys(declaration.services);
  const parts = [...services, ...Object.keys(declaration.projects)];
  const faults: string[] = [];
  const check = (place: string, names: readonly string[], known: readonly string[]): void => {
    for (const name of names.filter((one) => !known.includes(one))) {
      faults.push(`${place}: there is no "${name}"; there are ${known.join(', ') || 'none'}`);
    }
  };
  for (const [name, own] of Object.entries(declaration.environments)) {
    check(`environments.${name}.services`, Object.keys(own.services), services);
    check(`environments.${name}.projects`, Object.keys(own.projects), Object.keys(declaration.projects));
  }
  for (const [name, story] of Object.entries(declaration.stories)) {
    const at = `stories.${name}`;
    check(`${at}.databases`, Object.keys(story.databases), Object.keys(declaration.databases));
    check(`${at}.deployments`, Object.keys(story.deployments ?? {}), parts);
    for (const { script } of story.releases ?? []) {
      check(
        `${at}.releases`,
        script.map((entry) => entry.component),
        parts,
      );
    }
    const releases = story.releases?.map((release) => release.name) ?? ['v1', 'v2', 'v3'];
    for (const { live, run, job, record, said, took, outage, lost, log } of story.expect) {
      const named = [live, run, job, record, said, took, outage].flatMap((entry) =>
        entry ? [entry.release] : [],
      );
      check(`${at}.expect`, [...named, ...(lost?.during ? [lost.during] : [])], releases);
      check(`${at}.expect.live`, live?.components ?? [], parts);
      check(`${at}.expect.log`, log ? [log.service] : [], services);
    }
  }
  return faults;
}

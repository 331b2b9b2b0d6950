import { relative } from 'node:path';
import { InputError } from '../../src/errors/errors.js';
import { affectedPackages } from '../../src/project/affected.js';
import { scriptIn } from '../../src/project/commands.js';
import type { Package, Project } from '../../src/project/project.js';
import type { Logger } from '../../src/runtime/log.js';
import type { Changes } from './changes/changes.js';
import type { ChosenGate } from './choose.js';
import type { CommandGate, Gate } from './gates-file.js';

interface Deps {
  project: Project;
  /** Absolute; the paths of changes are relative to it. */
  workspace: string;
  changes(): Promise<Changes>;
  log: Logger;
}

/** Gates with those of affected packages put in, and the names of those that have none. */
export interface Expanded {
  chosen: ChosenGate[];
  idle: ReadonlySet<string>;
}

/**
 * Puts a gate for each affected package in the place of a gate with `affected`, so that they run beside each other and
 * each has its own result. When what changed is unknown it is all packages, and that is said. A gate that no package
 * needs stays, as one that has nothing to do. Throws InputError when there are no packages.
 */
export async function expandAffected(chosen: readonly ChosenGate[], deps: Deps): Promise<Expanded> {
  const wanted = chosen.filter(({ gate }) => isAffected(gate));
  const [first] = wanted;
  if (!first) return { chosen: [...chosen], idle: new Set() };
  const { packages, because } = await affectedNow(first.gate.name, deps);
  deps.log.info(
    `Affected packages: ${packages.map(({ directory }) => directory).join(', ') || 'none'} (${because})`,
  );
  const parts = new Map(wanted.map(({ gate }) => [gate.name, partsOf(gate as CommandGate, packages)]));
  const expanded = chosen.flatMap(({ gate, because: why }): ChosenGate[] => {
    const mine = parts.get(gate.name) ?? [];
    const gates = mine.length > 0 ? mine : [gate];
    return gates.map((one) => ({ gate: { ...one, needs: withParts(one.needs, parts) }, because: why }));
  });
  const idle = [...parts].filter(([, gates]) => gates.length === 0).map(([name]) => name);
  return { chosen: expanded, idle: new Set(idle) };
}

function isAffected(gate: Gate): boolean {
  return 'command' in gate && gate.affected !== false;
}

async function affectedNow(
  gate: string,
  { project, workspace, changes: read, log }: Deps,
): Promise<{ packages: Package[]; because: string }> {
  const workspaces = project.packages.filter(({ directory }) => directory !== '');
  if (workspaces.length === 0) {
    throw new InputError(
      `The gate "${gate}" is for affected packages, and package.json names no workspaces.`,
      {
        fix: 'Take "affected" out, or give the gate "changed" with the folders that it judges.',
      },
    );
  }
  const changes = await read();
  if (!changes.known) {
    log.warning(`All ${workspaces.length} packages are asked, since ${changes.reason}.`, 'Quality gates');
    return { packages: workspaces, because: 'what changed is unknown' };
  }
  const prefix = relative(workspace, project.root).replaceAll('\\', '/');
  const inside = changes.files.flatMap(({ path }) =>
    prefix === '' ? path : path.startsWith(`${prefix}/`) ? path.slice(prefix.length + 1) : [],
  );
  return affectedPackages(project, inside);
}

/** The gate in every package that has the script it runs; a command that is no script runs in all of them. */
function partsOf(gate: CommandGate, packages: readonly Package[]): CommandGate[] {
  const script = scriptIn(gate.command);
  const taking = packages.filter(({ scripts }) => script === undefined || scripts[script] !== undefined);
  return taking.map((one) => {
    const before =
      gate.affected === 'in-order' ? taking.filter(({ name }) => one.dependencies.includes(name)) : [];
    return {
      ...gate,
      name: nameIn(gate, one),
      affected: false,
      'working-directory': one.directory,
      needs: [...gate.needs, ...before.filter((other) => other !== one).map((other) => nameIn(gate, other))],
    };
  });
}

function nameIn(gate: Gate, one: Package): string {
  return `${gate.name} (${one.directory})`;
}

/** Whoever needs a gate needs all its parts. */
function withParts(needs: readonly string[], parts: ReadonlyMap<string, readonly Gate[]>): string[] {
  return needs.flatMap((need) => {
    const mine = parts.get(need) ?? [];
    return mine.length > 0 ? mine.map(({ name }) => name) : [need];
  });
}

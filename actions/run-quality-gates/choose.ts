import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { relative } from 'node:path';
import { parseYaml } from '../../src/config/yaml.js';
import { InputError } from '../../src/errors/errors.js';
import { detectProject } from '../../src/project/detect.js';
import type { Project } from '../../src/project/project.js';
import { type Gate, type GatesFile, gatesSchema } from './gates-file.js';
import type { Inputs } from './inputs.js';
import { gatesOf, presetNames } from './presets.js';
import { proposeGates } from './propose.js';
import { securityGates } from './security.js';

/** A gate and why it is asked. */
export interface ChosenGate {
  gate: Gate;
  /** `.github/quality-gates.yml`, `script "lint" in package.json`, `preset node-api`. */
  because: string;
}

/**
 * Joins what is found in the project (when asked to), a preset and what is written: a written gate takes the place of a
 * found one of its name, `remove` takes found ones out. Throws InputError when no gate is left or a name is unknown.
 */
export async function chooseGates(inputs: Inputs): Promise<{ gates: ChosenGate[]; project: Project }> {
  const project = await detectProject(inputs.workingDirectory);
  const { file, where } = await readFileOfGates(inputs);
  const found = [
    ...(isAuto(file) ? proposeGates(project).map(fromProposal) : []),
    ...(file.preset === undefined ? [] : presetGates(file.preset)),
    ...(file.security ? await securityGates(inputs.workingDirectory) : []),
  ];
  const unknown = file.remove.find((name) => !found.some(({ gate }) => gate.name === name));
  if (unknown !== undefined) {
    throw new InputError(`${where} removes the gate "${unknown}", which was not found in the project.`, {
      fix: `Take it out of "remove"; found were: ${found.map(({ gate }) => gate.name).join(', ') || 'none'}.`,
    });
  }
  const kept = found.filter(({ gate }) => !file.remove.includes(gate.name));
  const written = file.gates.map((gate) => ({ gate, because: where }));
  const gates = withoutLostNeeds(merged(kept, written), where);
  if (gates.length > 0) return { gates, project };
  throw new InputError('There is no gate to ask: nothing in the project suggests one.', {
    fix: `Write gates into ${inputs.config} or the input "gates"; scripts such as "lint" and "test" in package.json are found by themselves.`,
  });
}

/** Without a file and without inline gates there is only what can be found; a file that is named must be there. */
async function readFileOfGates(inputs: Inputs): Promise<{ file: GatesFile; where: string }> {
  const { inline, config, configGiven } = inputs;
  const fileThere = existsSync(config);
  // `gates: auto` says where to begin; the file, when there is one, adds to it.
  if (inline && !(inline.auto && inline.gates.length === 0 && fileThere))
    return { file: inline, where: 'the input "gates"' };
  if (!fileThere && !configGiven && inline) return { file: inline, where: 'the input "gates"' };
  const file = parseYaml(config, await readText(config), gatesSchema);
  const where = relative(inputs.workingDirectory, config).replaceAll('\\', '/');
  return { file: { ...file, auto: isAuto(file) || (inline?.auto ?? false) }, where };
}

/** A preset's items speak of gates that are found, so it looks for them unless told not to. */
function isAuto({ auto, preset }: GatesFile): boolean {
  return auto ?? preset !== undefined;
}

async function readText(config: string): Promise<string> {
  return readFile(config, 'utf8').catch((cause: unknown) => {
    throw new InputError(`The file of gates ${config} could not be read.`, {
      fix: 'Check the path in "config" and that the repository is checked out before this step (actions/checkout), write the gates inline in "gates", or let them be found with "gates: auto".',
      cause,
    });
  });
}

function fromProposal({ because, ...gate }: ReturnType<typeof proposeGates>[number]): ChosenGate {
  return {
    gate: { ...gate, level: 'block', env: {}, retries: 0, affected: gate.affected ?? false },
    because,
  };
}

function presetGates(name: string): ChosenGate[] {
  const preset = presetNames.find((known) => known === name);
  if (preset === undefined) {
    throw new InputError(`There is no preset "${name}".`, { fix: `Use one of: ${presetNames.join(', ')}.` });
  }
  return gatesOf(preset).map((gate) => ({ gate, because: `preset ${preset}` }));
}

function merged(found: readonly ChosenGate[], written: readonly ChosenGate[]): ChosenGate[] {
  const replaced = found.map((one) => written.find(({ gate }) => gate.name === one.gate.name) ?? one);
  // The preset may propose what was found as well: the first stays.
  const once = replaced.filter(
    ({ gate }, index) => replaced.findIndex((other) => other.gate.name === gate.name) === index,
  );
  return [...once, ...written.filter(({ gate }) => !once.some((other) => other.gate === gate))];
}

/** A found gate may need one that was removed or was not found; that need is nobody's wish. A written need is. */
function withoutLostNeeds(gates: readonly ChosenGate[], where: string): ChosenGate[] {
  const names = new Set(gates.map(({ gate }) => gate.name));
  return gates.map(({ gate, because }) => ({
    gate: because === where ? gate : { ...gate, needs: gate.needs.filter((need) => names.has(need)) },
    because,
  }));
}

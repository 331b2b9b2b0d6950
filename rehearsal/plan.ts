import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { RehearsalError } from './errors.js';
import {
  type Example,
  exampleNames,
  findRequirements,
  type Requirements,
  readExample,
} from './example/index.js';
import { findSystemPostgres } from './platforms/postgres/index.js';
import { type Scenario, scenariosOf } from './scenarios/index.js';

/** One rehearsal there can be: an example, a story of it, and the workflow that ships it. */
export interface Choice {
  example: Example;
  scenario: Scenario;
  workflow: string;
  requirements: Requirements;
}

/** What the person who rehearses asked for; what is left out is the usual one. */
export interface Wish {
  example?: string | undefined;
  scenario?: string | undefined;
  workflow?: string | undefined;
}

/** Every rehearsal of some examples: each story with each workflow it is told for. */
export async function choicesOf(root: string, wish: Wish): Promise<Choice[]> {
  const folder = join(root, 'examples');
  const names = exampleNames(folder);
  if (wish.example !== undefined && !names.includes(wish.example)) {
    throw new RehearsalError(
      `There is no example "${wish.example}" that can be rehearsed.`,
      `Use one of ${names.join(', ')}; an example needs a rehearsal.yml.`,
    );
  }
  const chosen = wish.example === undefined ? names : [wish.example];
  const choices = await Promise.all(chosen.map((name) => choicesOfExample(root, join(folder, name), wish)));
  return choices.flat();
}

async function choicesOfExample(root: string, folder: string, wish: Wish): Promise<Choice[]> {
  const example = await readExample(folder);
  const requirements = await findRequirements(example.declaration);
  const scenarios = await scenariosOf(example, join(root, '.cache/run'));
  const found = scenarios.filter(({ name }) => wish.scenario === undefined || name === wish.scenario);
  if (wish.scenario !== undefined && wish.example !== undefined && found.length === 0) {
    throw new RehearsalError(
      `There is no scenario "${wish.scenario}" for ${example.name}.`,
      `Use one of ${scenarios.map(({ name }) => name).join(', ')}.`,
    );
  }
  const usual = Object.keys(example.declaration.workflows);
  return found.flatMap((scenario) => {
    const told = scenario.workflow === undefined ? usual : [scenario.workflow];
    const workflows = wish.workflow === undefined ? told : [wish.workflow];
    const needs = scenario.dumps ? withSystemPostgres(requirements) : requirements;
    const itsOwn = asToldIn(scenario, example);
    return workflows.map((workflow) => ({ example: itsOwn, scenario, workflow, requirements: needs }));
  });
}

/** The example with the databases that this story is told with. */
function asToldIn({ dumps = false, databases }: Scenario, example: Example): Example {
  const { declaration } = example;
  return {
    ...example,
    dumps,
    declaration: { ...declaration, databases: { ...declaration.databases, ...databases } },
  };
}

function withSystemPostgres(requirements: Requirements): Requirements {
  if (requirements.missing !== undefined || findSystemPostgres()) return requirements;
  const missing =
    'there is no PostgreSQL with its pg_dump in /usr/lib/postgresql (on Debian: apt-get install postgresql)';
  return { ...requirements, missing };
}

/** Everything there is, as a table's rows: example, story, workflows, what the story tells or why it cannot be told. */
export function listing(choices: readonly Choice[]): string[][] {
  const rows = new Map<string, { choice: Choice; workflows: string[] }>();
  for (const choice of choices) {
    const place = `${choice.example.name} ${choice.scenario.name}`;
    const row = rows.get(place) ?? { choice, workflows: [] };
    row.workflows.push(choice.workflow);
    rows.set(place, row);
  }
  return [...rows.values()].map(({ choice: { example, scenario, requirements }, workflows }) => [
    example.name,
    scenario.name,
    workflows.join(' '),
    requirements.missing ? `skipped here: ${requirements.missing}` : scenario.description,
  ]);
}

/** The reference workflows of this project, for those who look for a path. */
export function referenceWorkflows(root: string): string[] {
  const files = readdirSync(join(root, 'workflows')).filter((file) => file.endsWith('.yml'));
  return files.map((file) => `workflows/${file}`);
}

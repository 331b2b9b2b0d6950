import { RehearsalError } from '../errors.js';
import type { Example, FaultDeclaration, ReleaseDeclaration, StoryDeclaration } from '../example/index.js';
import type { World } from '../stage/world.js';
import { ask } from './answer.js';
import { deploymentsMade } from './expect.js';
import { generalScenarios } from './general.js';
import { judge } from './judge.js';
import type { ReleaseScript, Scenario } from './scenario.js';

/** All stories of an example that stand in its declaration: the general ones it can tell, then its own. */
export function declaredScenarios(example: Example): Scenario[] {
  const general = generalScenarios(example);
  const { stories } = example.declaration;
  const own = Object.entries(stories).filter(([name]) => !general.some((one) => one.name === name));
  return [
    ...general.map((scenario) => withOwn(scenario, stories[scenario.name])),
    ...own.flatMap(([name, story]) => ownScenario(name, story)),
  ];
}

/** A general story with what the example expects of it besides; its own releases replace the general ones. */
function withOwn(scenario: Scenario, story: StoryDeclaration | undefined): Scenario {
  if (!story) return scenario;
  return {
    ...scenario,
    ...(story.description === undefined ? {} : { description: story.description }),
    ...(story.workflow === undefined ? {} : { workflow: story.workflow }),
    dumps: story.needs.includes('pg_dump'),
    databases: story.databases,
    ...(story.releases ? { releases: story.releases.map(releaseOf) } : {}),
    expectations: async (observed) => [
      ...(await scenario.expectations(observed)),
      ...(await judge(observed, story.expect)),
    ],
  };
}

function ownScenario(name: string, story: StoryDeclaration): Scenario[] {
  const { releases, workflow } = story;
  // Without releases it only adds to a general story, which this example has not the versions for.
  if (!releases) return [];
  const scenario: Scenario = {
    name,
    description: story.description ?? name,
    ...(workflow === undefined ? {} : { workflow }),
    dumps: story.needs.includes('pg_dump'),
    databases: story.databases,
    releases: releases.map(releaseOf),
    expectations: async (observed) => [
      ...(await judge(observed, story.expect)),
      ...deploymentsMade(observed, story.deployments ?? {}),
    ],
  };
  return [scenario];
}

function releaseOf(declared: ReleaseDeclaration): ReleaseScript {
  const { name, patches, from, commit, event, workflow, review, beside } = declared;
  const { before, faults, script, advisories } = declared;
  return {
    name,
    patches,
    commit,
    review,
    ...(beside === undefined ? {} : { besideMs: beside }),
    ...(from === undefined ? {} : { from }),
    ...(event ? { event } : {}),
    ...(workflow === undefined ? {} : { workflow }),
    async prepare(world) {
      for (const request of before) await asPeople(world, request, name);
      for (const fault of faults) addFault(world, fault);
      for (const one of advisories) world.osv.publish({ ...one, severity: one.severity.toUpperCase() });
      for (const { component, next } of script) scriptNext(world, component, next);
    },
  };
}

/** What people have done is what a story is about: if they could not, nothing of it can be told. */
async function asPeople(
  world: World,
  request: ReleaseDeclaration['before'][number],
  release: string,
): Promise<void> {
  const { text, seen, met } = await ask(world, request);
  if (met) return;
  throw new RehearsalError(
    `Before ${release}, ${text.replace(' answers', ' was to answer')}: ${seen}.`,
    'Correct "before" in the story, or the release before it.',
  );
}

function addFault(world: World, { platform, operation, from, times, fault }: FaultDeclaration): void {
  const kind = typeof fault === 'string' ? { kind: fault } : fault;
  const full = kind.kind === 'slow' ? { kind: kind.kind, delayMs: kind['delay-ms'] } : kind;
  world[platform]?.faults.add({
    operation,
    ...(from === undefined ? {} : { from }),
    ...(times === undefined ? {} : { times }),
    fault: full,
  });
}

/** What `next` holds is what the platform's own `scriptNextDeployment` takes; the platform passes over what it does not know. */
function scriptNext(world: World, component: string, next: Record<string, unknown>): void {
  const { railway, vercel, names, example } = world;
  if (component in example.declaration.services) {
    const script = next as Parameters<typeof railway.scriptNextDeployment>[1];
    railway.scriptNextDeployment(names.service(component).id, script);
  } else {
    vercel.scriptNextDeployment(next);
  }
}

import type { ExpectationDeclaration } from '../example/index.js';
import { ask } from './answer.js';
import { deploymentsMade, lost, outage, recorded, release, runEnded, serves } from './expect.js';
import type { Expectation, Observed } from './scenario.js';

type Kind = Exclude<keyof ExpectationDeclaration, 'text'>;
type Of<Name extends Kind> = NonNullable<ExpectationDeclaration[Name]>;
type Judge<Name extends Kind> = (
  observed: Observed,
  wanted: Of<Name>,
) => Expectation | Expectation[] | Promise<Expectation | Expectation[]>;

const judges: { [Name in Kind]: Judge<Name> } = {
  run: (observed, wanted) => runEnded(observed, wanted.release, wanted.ends),
  job: judgeJob,
  said: judgeSaid,
  live: (observed, { release: name, components, environment }) =>
    serves(observed, name, components, environment),
  record: (observed, wanted) => recorded(observed, wanted.release, wanted.is, wanted.environment),
  lost: judgeLost,
  outage(observed, { release: name, target, 'at-least': least = 0, 'at-most': most }) {
    const out = release(observed, name);
    const ms = outage(observed.samples, target, out.run.startedAt, observed.finishedAt);
    const from = least > 0 ? `${seconds(least)} to ` : '';
    return {
      text: `The ${target} is out for ${from}${seconds(most)} at most from ${name} on`,
      seen: seconds(ms),
      met: ms >= least && ms <= most,
    };
  },
  deployments: deploymentsMade,
  comments: judgeComments,
  issues: judgeIssues,
  answer: (observed, wanted) => ask(observed.world, wanted),
  log: judgeLog,
  environments(observed, wanted) {
    const seen = observed.world.railway.environments().map(({ name }) => name);
    return {
      text: `Railway has the environments ${wanted.join(', ')}`,
      seen: seen.join(', '),
      met: [...seen].sort().join() === [...wanted].sort().join(),
    };
  },
  took(observed, { release: name, 'at-most': most }) {
    const { run } = release(observed, name);
    const ms = run.finishedAt - run.startedAt;
    return { text: `The run of ${name} takes ${seconds(most)} at most`, seen: seconds(ms), met: ms <= most };
  },
};

/** What became of each thing that an example expects, in its order. */
export async function judge(
  observed: Observed,
  wanted: readonly ExpectationDeclaration[],
): Promise<Expectation[]> {
  const all: Expectation[] = [];
  for (const { text, ...kinds } of wanted) {
    for (const name of Object.keys(kinds) as Kind[]) {
      const found = await judgeOne(observed, name, kinds);
      all.push(...found.map((entry) => (text === undefined ? entry : { ...entry, text })));
    }
  }
  return all;
}

async function judgeOne<Name extends Kind>(
  observed: Observed,
  name: Name,
  kinds: Omit<ExpectationDeclaration, 'text'>,
): Promise<Expectation[]> {
  const value = kinds[name];
  if (value === undefined) return [];
  try {
    return [await judges[name](observed, value as Of<Name>)].flat();
  } catch (error) {
    const seen = error instanceof Error ? error.message : String(error);
    return [{ text: `The expectation "${name}" can be looked at`, seen, met: false }];
  }
}

function judgeJob(observed: Observed, { release: name, job, ends, outputs }: Of<'job'>): Expectation[] {
  const jobs = release(observed, name).run.jobs;
  const found = jobs.filter((one) => one.id === job || one.name === job);
  if (found.length === 0) {
    const seen = `there is none; there are ${jobs.map((one) => one.id).join(', ')}`;
    return [{ text: `${name} has a job ${job}`, seen, met: false }];
  }
  const told: Record<string, string> = Object.assign(
    {},
    ...found.flatMap((one) => [...one.steps.map((step) => step.outputs), one.outputs]),
  );
  return [
    ...(ends === undefined
      ? []
      : [
          {
            text: `${job} of ${name} ends as ${ends}`,
            seen: found.map((one) => one.conclusion).join(', '),
            met: found.every((one) => one.conclusion === ends),
          },
        ]),
    ...Object.entries(outputs).map(([output, value]) => ({
      text: `${job} of ${name} tells ${output}: ${value}`,
      seen: told[output] ?? 'nothing',
      met: fits(told[output] ?? '', value),
    })),
  ];
}

/** A text between slashes is a regular expression. */
function fits(text: string, wanted: string): boolean {
  const pattern = /^\/(.+)\/$/s.exec(wanted)?.[1];
  return pattern === undefined ? text === wanted : new RegExp(pattern).test(text);
}

function judgeSaid(observed: Observed, { release: name, contains }: Of<'said'>): Expectation[] {
  const steps = release(observed, name).run.jobs.flatMap((job) => job.steps);
  const all = steps
    .flatMap((step) => [...step.log, step.summary, ...step.annotations.map(({ message }) => message)])
    .join('\n');
  return contains.map((text) => presence(`The run of ${name} says "${text}"`, all, text));
}

function presence(text: string, where: string, wanted: string): Expectation {
  const met = where.includes(wanted);
  return { text, seen: met ? 'it does' : 'it does not', met };
}

function judgeLost(observed: Observed, { during, targets, 'at-most': atMost }: Of<'lost'>): Expectation[] {
  const last = observed.releases.at(-1);
  const run = during === undefined ? undefined : release(observed, during).run;
  return lost(observed, {
    text: during === undefined ? 'After the last run' : `While ${during} is released`,
    from: run?.startedAt ?? last?.run.finishedAt ?? observed.startedAt,
    to: run?.finishedAt ?? observed.finishedAt,
    targets,
    atMost,
  });
}

function judgeComments({ world }: Observed, { count, contains }: Of<'comments'>): Expectation[] {
  const numbers = [...world.pulls.values()];
  const found = world.github.comments().filter(({ issue }) => numbers.includes(issue));
  const all = found.map(({ body }) => body).join('\n');
  return [
    ...(count === undefined
      ? []
      : [
          {
            text: `The pull requests have ${count} comments`,
            seen: String(found.length),
            met: found.length === count,
          },
        ]),
    ...contains.map((text) => presence(`A comment says "${text}"`, all, world.fill(text))),
  ];
}

function judgeIssues({ world }: Observed, { title, state, count, contains }: Of<'issues'>): Expectation[] {
  const { github } = world;
  const named = github.issues().filter((one) => !one.pullRequest && one.title === title);
  const found = named.filter((one) => state === undefined || one.state === state);
  const numbers = found.map(({ number }) => number);
  const comments = github.comments().filter(({ issue }) => numbers.includes(issue));
  const all = [...found, ...comments].map(({ body }) => body ?? '').join('\n');
  const kind = state === undefined ? '' : `${state} `;
  return [
    {
      text: `GitHub has ${count} ${kind}issues "${title}"`,
      seen: named.length === 0 ? 'none' : named.map((one) => one.state).join(', '),
      met: found.length === count,
    },
    ...contains.map((text) => presence(`The issue "${title}" says "${text}"`, all, world.fill(text))),
  ];
}

function judgeLog({ world }: Observed, { service, contains, environment }: Of<'log'>): Expectation[] {
  const { railway, names } = world;
  const place = names.environmentId(environment ?? world.environments[0] ?? '');
  const id = names.service(service).id;
  const live = railway.activeDeployment(id, place);
  const lines = railway.deployments(id, place).find((one) => one.id === live)?.deploymentLog ?? [];
  return contains.map((text) => presence(`The ${service} logs "${text}"`, lines.join('\n'), text));
}

function seconds(ms: number): string {
  return `${(ms / 1_000).toFixed(1)} s`;
}

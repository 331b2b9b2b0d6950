import { failed, type Sample, summarise } from '../prober/index.js';
import type { World } from '../stage/world.js';
import type { Expectation, Observed, Release } from './scenario.js';

/** A release by its name. Throws when the scenario made none of that name. */
export function release(observed: Observed, name: string): Release {
  const found = observed.releases.find((entry) => entry.name === name);
  if (!found) throw new Error(`This scenario made no release "${name}".`);
  return found;
}

/** The run of a release ended so. */
export function runEnded(observed: Observed, name: string, conclusion: string): Expectation {
  const { run } = release(observed, name);
  const red = run.jobs.filter((job) => job.conclusion === 'failure').map((job) => job.id);
  const seen = red.length > 0 ? `${run.conclusion} (${red.join(', ')} failed)` : run.conclusion;
  return { text: `The run of ${name} ends as ${conclusion}`, seen, met: run.conclusion === conclusion };
}

/** The components that tell their version, services first. */
export function versioned({ example }: World): string[] {
  const { services, projects } = example.declaration;
  return [...Object.entries(services), ...Object.entries(projects)]
    .filter(([, component]) => component.version !== undefined)
    .map(([key]) => key);
}

/** These components serve that release now, asked by the addresses people use. */
export async function serves(
  observed: Observed,
  name: string,
  components = versioned(observed.world),
  environment?: string,
): Promise<Expectation[]> {
  const { sha } = release(observed, name);
  const where = environment === undefined ? '' : ` in ${environment}`;
  return Promise.all(
    components.map((key) =>
      servesVersion(`The ${key} serves ${name}${where}`, observed, sha, { key, environment }),
    ),
  );
}

async function servesVersion(
  text: string,
  { world, releases }: Observed,
  sha: string,
  { key, environment }: { key: string; environment: string | undefined },
): Promise<Expectation> {
  const { services, projects } = world.example.declaration;
  const place = (services[key] ?? projects[key])?.version;
  const url = world.url(key, environment);
  if (!place || !url) return { text, seen: `${key} does not tell its version`, met: false };
  const response = await fetch(`${url}${place.path}`).catch((error: unknown) => String(error));
  if (typeof response === 'string') return { text, seen: response, met: false };
  const body: unknown = await response.json().catch(() => undefined);
  const told = fieldOf(body, place.json);
  const version = told === undefined ? `HTTP ${response.status}` : String(told);
  const known = releases.find((entry) => entry.sha === version);
  return { text, seen: known ? known.name : version, met: version === sha };
}

/** A value within JSON, by its dotted path. */
export function fieldOf(value: unknown, path: string): unknown {
  return path.split('.').reduce<unknown>((inner, name) => {
    return typeof inner === 'object' && inner !== null && Object.hasOwn(inner, name)
      ? Reflect.get(inner, name)
      : undefined;
  }, value);
}

/** The release record, as any later run would read it from GitHub. */
export function recorded(
  observed: Observed,
  name: string,
  begins: string,
  environment?: string,
): Expectation {
  const { sha } = release(observed, name);
  const records = observed.world.github
    .deployments()
    .filter((entry) => entry.task === 'release' && entry.sha === sha)
    .filter((entry) => environment === undefined || entry.environment === environment);
  const told = records.flatMap((entry) => entry.statuses.map((status) => status.description ?? ''));
  const met = records.length === 1 && told.some((description) => description.startsWith(begins));
  const seen =
    records.length === 1
      ? told.map((description) => `"${description}"`).join(', ')
      : `${records.length} records`;
  return { text: `The release record says ${name} is ${begins}, and why`, seen, met };
}

/** What requests may be lost: whose, in which stretch of time, and how many of each target. */
export interface LossLimit {
  text: string;
  from: number;
  to: number;
  targets?: readonly string[] | undefined;
  atMost?: number;
}

/** No more requests were lost than allowed, told for each target. A target that was hardly asked proves nothing. */
export function lost(
  { samples }: Observed,
  { text, from, to, targets, atMost = 0 }: LossLimit,
): Expectation[] {
  const summary = summarise([...samples], from, to);
  const asked = summary.targets.filter(({ target }) => targets === undefined || targets.includes(target));
  const named = (targets ?? []).filter((target) => !asked.some((one) => one.target === target));
  const limit = atMost === 0 ? 'no request' : `${atMost} requests at most`;
  return [
    ...asked.map((target) => ({
      text: `${text}: the ${target.target} loses ${limit}`,
      seen: `${target.failures} of ${target.requests} requests failed`,
      met: target.failures <= atMost && target.requests > 0,
    })),
    ...named.map((target) => ({
      text: `${text}: the ${target} loses ${limit}`,
      seen: 'it was not asked',
      met: false,
    })),
  ];
}

/** From the end of the last run on, everything answers. */
export function healthyAtTheEnd(observed: Observed): Expectation[] {
  const last = observed.releases.at(-1);
  if (!last) return [];
  return lost(observed, { text: 'After the last run', from: last.run.finishedAt, to: observed.finishedAt });
}

/** How long a target answered badly: from its first failed request to the last, in milliseconds. */
export function outage(samples: readonly Sample[], target: string, from: number, to: number): number {
  const bad = samples.filter(
    (sample) => sample.target === target && sample.at >= from && sample.at <= to && failed(sample),
  );
  return bad.length === 0 ? 0 : (bad.at(-1)?.at ?? 0) - (bad[0]?.at ?? 0);
}

/** Mutations happen exactly once: so many deployments of each component were made. */
export function deploymentsMade({ world }: Observed, expected: Record<string, number>): Expectation[] {
  return Object.entries(expected).map(([key, wanted]) => {
    const isService = key in world.example.declaration.services;
    const made = isService
      ? world.environments.flatMap((environment) =>
          world.railway.deployments(world.names.service(key).id, world.names.environmentId(environment)),
        )
      : world.vercel.deployments(world.names.project(key).id);
    const what = isService ? ' (a rollback is one)' : '';
    return {
      text: `Each change of the ${key} was made exactly once: ${wanted} deployments${what}`,
      seen: String(made.length),
      met: made.length === wanted,
    };
  });
}

/** The rehearsal itself stays small and quick. */
export function cheap(observed: Observed, limitMs: number): Expectation[] {
  const limitMib = observed.world.example.declaration.memory;
  const ms = observed.finishedAt - observed.startedAt;
  const mib = Math.round(observed.memoryPeakBytes / 1_048_576);
  return [
    { text: `It takes under ${limitMs / 1_000} s`, seen: `${(ms / 1_000).toFixed(1)} s`, met: ms < limitMs },
    {
      text: `It takes under ${limitMib.toLocaleString('en')} MiB of memory in all`,
      seen: mib > 0 ? `${mib} MiB at the peak` : 'not told by this system',
      met: mib < limitMib,
    },
  ];
}

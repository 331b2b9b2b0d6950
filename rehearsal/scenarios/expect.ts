import { failed, type Sample, summarise } from '../prober/index.js';
import { system } from '../stage/world.js';
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

/** Both platforms serve that version now, asked by the addresses people use. */
export async function serves(observed: Observed, name: string): Promise<Expectation[]> {
  const { sha } = release(observed, name);
  const { backend, frontend } = observed.world.urls;
  return Promise.all([
    servesVersion(`The backend serves ${name}`, `${backend}/version`, sha, observed),
    servesVersion(`The frontend serves ${name}`, `${frontend}/version.json`, sha, observed),
    answersWell(`${name} works on the schema the database has now`, `${backend}/api/notes`),
  ]);
}

async function servesVersion(
  text: string,
  url: string,
  sha: string,
  observed: Observed,
): Promise<Expectation> {
  const response = await fetch(url).catch((error: unknown) => String(error));
  if (typeof response === 'string') return { text, seen: response, met: false };
  const body: unknown = await response.json().catch(() => undefined);
  const version =
    typeof body === 'object' && body !== null && 'version' in body
      ? String(body.version)
      : `HTTP ${response.status}`;
  const known = observed.releases.find((entry) => entry.sha === version);
  return { text, seen: known ? known.name : version, met: version === sha };
}

async function answersWell(text: string, url: string): Promise<Expectation> {
  const response = await fetch(url).catch((error: unknown) => String(error));
  const seen = typeof response === 'string' ? response : `HTTP ${response.status}`;
  return { text, seen, met: seen === 'HTTP 200' };
}

/** The release record, as any later run would read it from GitHub. */
export function recorded(observed: Observed, name: string, begins: string): Expectation {
  const { sha } = release(observed, name);
  const records = observed.world.github
    .deployments()
    .filter((entry) => entry.task === 'release' && entry.sha === sha);
  const told = records.flatMap((entry) => entry.statuses.map((status) => status.description ?? ''));
  const met = records.length === 1 && told.some((description) => description.startsWith(begins));
  const seen =
    records.length === 1
      ? told.map((description) => `"${description}"`).join(', ')
      : `${records.length} records`;
  return { text: `The release record says ${name} is ${begins}, and why`, seen, met };
}

/** No request was lost between two moments of the rehearsal. */
export function lostNothing(observed: Observed, text: string, from: number, to: number): Expectation[] {
  const summary = summarise(observed.samples, from, to);
  return summary.targets.map((target) => ({
    text: `${text}: the ${target.target} loses no request`,
    seen: `${target.failures} of ${target.requests} requests failed`,
    met: target.failures === 0 && target.requests > 20,
  }));
}

/** From the end of the last run on, everything answers. */
export function healthyAtTheEnd(observed: Observed): Expectation[] {
  const last = observed.releases.at(-1);
  return last ? lostNothing(observed, 'After the last run', last.run.finishedAt, observed.finishedAt) : [];
}

/** How long a version answered badly: from its first failed request to the last. */
export function outage(samples: readonly Sample[], target: string, from: number, to: number): number {
  const bad = samples.filter(
    (sample) => sample.target === target && sample.at >= from && sample.at <= to && failed(sample),
  );
  return bad.length === 0 ? 0 : (bad.at(-1)?.at ?? 0) - (bad[0]?.at ?? 0);
}

/** Mutations happen exactly once: so many deployments were made on each platform. */
export function deploymentsMade(
  observed: Observed,
  expected: { railway: number; vercel: number },
): Expectation {
  const railway = observed.world.railway.deployments(system.railway.service.name).length;
  const vercel = observed.world.vercel.deployments(system.vercel.project.name).length;
  return {
    text: `Each change was made exactly once: ${expected.railway} deployments on Railway (a rollback is one), ${expected.vercel} on Vercel`,
    seen: `${railway} and ${vercel}`,
    met: railway === expected.railway && vercel === expected.vercel,
  };
}

/** The rehearsal itself stays small and quick. */
export function cheap(observed: Observed, limitMs: number): Expectation[] {
  const ms = observed.finishedAt - observed.startedAt;
  const mib = Math.round(observed.memoryPeakBytes / 1_048_576);
  return [
    { text: `It takes under ${limitMs / 1_000} s`, seen: `${(ms / 1_000).toFixed(1)} s`, met: ms < limitMs },
    {
      text: 'It takes under 1,536 MiB of memory in all',
      seen: mib > 0 ? `${mib} MiB at the peak` : 'not told by this system',
      met: mib < 1_536,
    },
  ];
}

import { byTarget, failed, type Sample } from '../prober/index.js';
import { formatDuration } from '../terminal/index.js';
import { type RehearsalRecord, type RehearsedRelease, releaseServed } from './record.js';

/** One thing the traffic shows, as a sentence; `bad` when requests were lost. */
export interface Finding {
  text: string;
  bad: boolean;
}

/** What the requests sent during one release's run show. */
export function findingsOf(release: RehearsedRelease, record: RehearsalRecord): Finding[] {
  const asked = record.samples
    .filter(({ at }) => at >= release.startedAt && at <= release.finishedAt)
    .toSorted((left, right) => left.at - right.at);
  if (asked.length === 0) return [];
  const during = asked.filter(onceLive(record));
  const lost = during.filter(failed).length;
  const findings: Finding[] = [
    {
      text: `Rolling out ${release.name}: ${count(during.length, 'request')}, ${lostOf(lost)}.`,
      bad: lost > 0,
    },
  ];
  if (during.length < asked.length) {
    const early = count(asked.length - during.length, 'request');
    findings.push({ text: `Nothing was live before it: ${early} found nothing there yet.`, bad: false });
  }
  if (release.outcome === 'verified') findings.push(...takeover(release, during, record.versions));
  for (const [target, samples] of byTarget(during)) {
    const finding =
      release.outcome === 'verified'
        ? disturbance(target, samples)
        : exposure(target, samples, release, record.versions);
    if (finding) findings.push(finding);
  }
  return findings;
}

/** What was lost while no release was under way; undefined when nothing was. */
export function findingBetween(record: RehearsalRecord): Finding | undefined {
  const between = record.samples
    .filter(onceLive(record))
    .filter(
      ({ at }) => !record.releases.some(({ startedAt, finishedAt }) => at >= startedAt && at <= finishedAt),
    );
  const lost = between.filter(failed).length;
  if (lost === 0) return undefined;
  return {
    text: `While nothing was released: ${count(between.length, 'request')}, ${lostOf(lost)}.`,
    bad: true,
  };
}

/** Whether a request was sent when its target had answered well at least once: before that there was nothing to lose. */
function onceLive(record: RehearsalRecord): (sample: Sample) => boolean {
  const born = new Map<string, number>();
  for (const sample of record.samples) {
    if (!failed(sample))
      born.set(sample.target, Math.min(sample.at, born.get(sample.target) ?? Number.POSITIVE_INFINITY));
  }
  return ({ target, at }) => at >= (born.get(target) ?? Number.NEGATIVE_INFINITY);
}

/** When each target first answered with the release. */
function takeover(release: RehearsedRelease, during: Sample[], versions: Record<string, string>): Finding[] {
  const first = new Map<string, number>();
  for (const { target, version, at } of during) {
    if (releaseServed(versions, version) === release.name && !first.has(target)) first.set(target, at);
  }
  if (first.size === 0) return [];
  const places = [...first].map(
    ([target, at]) => `on ${target} after ${formatDuration(at - release.startedAt)}`,
  );
  return [{ text: `It took the traffic ${places.join(', ')}.`, bad: false }];
}

/** From the first lost request to the first good one after the last lost one. */
function disturbance(target: string, samples: Sample[]): Finding | undefined {
  const first = samples.findIndex(failed);
  if (first < 0) return undefined;
  const last = samples.findLastIndex(failed);
  return lostStretch(`${target} failed`, samples, first, last);
}

/** How long a release that did not stay was met by visitors, and what they got. */
function exposure(
  target: string,
  samples: Sample[],
  release: RehearsedRelease,
  versions: Record<string, string>,
): Finding | undefined {
  const met = (sample: Sample) => failed(sample) || releaseServed(versions, sample.version) === release.name;
  const first = samples.findIndex(met);
  if (first < 0) return { text: `${release.name} met no visitor on ${target}.`, bad: false };
  return lostStretch(`${release.name} was out on ${target}`, samples, first, samples.findLastIndex(met));
}

function lostStretch(what: string, samples: Sample[], first: number, last: number): Finding | undefined {
  const start = samples[first];
  const end = samples[last];
  if (!start || !end) return undefined;
  const until = samples[last + 1]?.at ?? end.at + end.durationMs;
  const asked = samples.slice(first, last + 1);
  const lost = asked.filter(failed).length;
  const result =
    lost === 0
      ? `${count(asked.length, 'request')}, none failed`
      : `${lost} of ${count(asked.length, 'request')} failed`;
  return { text: `${what} for ${formatDuration(until - start.at)}: ${result}.`, bad: lost > 0 };
}

function lostOf(lost: number): string {
  return lost === 0 ? 'none failed' : `${lost.toLocaleString('en')} failed`;
}

function count(number: number, noun: string): string {
  return `${number.toLocaleString('en')} ${noun}${number === 1 ? '' : 's'}`;
}

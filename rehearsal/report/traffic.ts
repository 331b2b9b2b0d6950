import { byTarget, failed, quantile, type Sample, summarise } from '../prober/index.js';
import { type Html, html } from './html.js';
import { type RehearsalRecord, releaseServed } from './record.js';
import { releaseClasses } from './release-colors.js';
import { round, type TimeAxis } from './time-axis.js';

/** So many slots of the axis can each show one mark of lost requests; more would be thinner than a pixel. */
const failureSlots = 300;
const latencySlots = 80;
/** So many dots stand for a target's answers; each slot keeps its slowest. */
const dotSlots = 700;
const mostBands = 120;
/** Decades of the latency scale, milliseconds. */
const slowest = 10_000;

/** For each target: which version answered when, which requests were lost, how long answers took. */
export function trafficRows(record: RehearsalRecord, axis: TimeAxis): Html[] {
  const classOf = releaseClasses(record);
  return [...byTarget(record.samples)].map(([target, unsorted]) => {
    const samples = unsorted.toSorted((left, right) => left.at - right.at);
    const { failures, p50Ms, p95Ms } = summarise(samples, axis.from, axis.to);
    const timing = p50Ms === undefined ? '' : `p50 ${ms(p50Ms)} · p95 ${ms(p95Ms ?? p50Ms)}`;
    return html`<div class="label target"><strong>${target}</strong>
<span class="${failures > 0 ? 'bad' : 'quiet'}">${samples.length.toLocaleString('en')} requests, ${failures === 0 ? 'none' : failures.toLocaleString('en')} failed</span>
<span class="quiet">${timing}</span></div>
<div class="track traffic">
<div class="bands">${bands(samples, record, classOf, axis)}</div>
<svg class="failures" role="img" aria-label="${target}: ${failures} lost requests"><rect class="rail" width="100%" height="100%"/>${failureMarks(samples, axis)}</svg>
<svg class="latency" role="img" aria-label="${target}: answer times, ${timing}"><line class="level" y1="50%" y2="50%" x2="100%"/>${latency(samples, axis)}</svg>
<span class="scale top">10 s</span><span class="scale middle">100 ms</span><span class="scale bottom">1 ms</span>
</div>`;
  });
}

/** A number of milliseconds as people read it. */
function ms(value: number): string {
  return value < 10 ? `${value.toFixed(1)} ms` : `${Math.round(value)} ms`;
}

interface Band {
  name: string;
  from: number;
  to: number;
}

/** The releases one target served; a band lasts until the next one begins, so that nothing gapes between answers. */
export function servedBands(samples: Sample[], versions: Record<string, string>, end: number): Band[] {
  const bands: Band[] = [];
  for (const { at, version } of samples) {
    if (version === undefined) continue;
    const name = releaseServed(versions, version) ?? version.slice(0, 8);
    const last = bands.at(-1);
    if (last?.name === name) continue;
    if (last) last.to = at;
    bands.push({ name, from: at, to: end });
  }
  return bands;
}

function bands(
  samples: Sample[],
  record: RehearsalRecord,
  classOf: (name: string | undefined) => string,
  axis: TimeAxis,
): Html[] {
  const end = samples.at(-1)?.at ?? axis.to;
  const served = servedBands(samples, record.versions, end);
  const shortest = served.length > mostBands ? (axis.to - axis.from) / 400 : 0;
  return served
    .filter(({ from, to }) => to - from >= shortest)
    .map(({ name, from, to }) => {
      const left = axis.percent(from);
      const width = Math.max(0.15, round(axis.percent(to) - left));
      const title = `${name} answered from ${seconds(from, axis)} to ${seconds(to, axis)}`;
      return html`<div class="band ${classOf(name)}" style="left:${left}%;width:${width}%" title="${title}"><span>${name}</span></div>`;
    });
}

function seconds(at: number, axis: TimeAxis): string {
  return `${((at - axis.from) / 1_000).toFixed(1)} s`;
}

interface Outage {
  from: number;
  to: number;
  lost: Sample[];
}

/** Rows of lost requests with no good one between; those too near to be told apart are one. */
function outages(samples: Sample[], axis: TimeAxis): Outage[] {
  const found: Outage[] = [];
  let open: Outage | undefined;
  for (const sample of samples) {
    if (open) open.to = sample.at;
    if (!failed(sample)) {
      open = undefined;
      continue;
    }
    const last = found.at(-1);
    const near = (axis.to - axis.from) / failureSlots;
    if (!open && last && sample.at - last.to < near) open = last;
    if (!open) {
      open = { from: sample.at, to: sample.at, lost: [] };
      found.push(open);
    }
    open.lost.push(sample);
  }
  return found;
}

function failureMarks(samples: Sample[], axis: TimeAxis): Html[] {
  return outages(samples, axis).map(({ from, to, lost }) => {
    const reasons = [...new Set(lost.map(({ status, error }) => error ?? String(status)))].join(', ');
    const left = axis.percent(from);
    const width = Math.max(0.25, round(axis.percent(to) - left));
    return html`<rect class="lost" x="${left}%" width="${width}%" height="100%"><title>${lost.length} failed from ${seconds(from, axis)} to ${seconds(to, axis)}: ${reasons}</title></rect>`;
  });
}

/** Height on a logarithmic scale from 1 ms (bottom, 100) to 10 s (top, 0). */
function height(milliseconds: number): number {
  const share = Math.log10(Math.max(1, Math.min(slowest, milliseconds))) / Math.log10(slowest);
  return round(100 - share * 100);
}

/** Dots and the p95 line: two paths, however many requests there were. */
function latency(samples: Sample[], axis: TimeAxis): Html {
  const good = samples.filter((sample) => !failed(sample));
  const slot = (sample: Sample, slots: number) => Math.floor((axis.percent(sample.at) / 100) * (slots - 1));
  const dots = new Map<number, Sample>();
  const groups = new Map<number, number[]>();
  for (const sample of good) {
    const key = slot(sample, dotSlots);
    if ((dots.get(key)?.durationMs ?? -1) < sample.durationMs) dots.set(key, sample);
    const group = groups.get(slot(sample, latencySlots));
    if (group) group.push(sample.durationMs);
    else groups.set(slot(sample, latencySlots), [sample.durationMs]);
  }
  const dotPath = [...dots.values()].map(
    ({ at, durationMs }) => `M${axis.percent(at)} ${height(durationMs)}h.01`,
  );
  const line = [...groups].map(([key, durations], index, all) => {
    const p95 =
      quantile(
        durations.toSorted((left, right) => left - right),
        0.95,
      ) ?? 1;
    const gap = index === 0 || (all[index - 1]?.[0] ?? key) < key - 2;
    return `${gap ? 'M' : 'L'}${round(((key + 0.5) / latencySlots) * 100)} ${height(p95)}`;
  });
  return html`<svg viewBox="0 0 100 100" preserveAspectRatio="none"><path class="dots" d="${dotPath.join('')}"/><path class="p95" d="${line.join('')}"/></svg>`;
}

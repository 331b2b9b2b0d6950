import { ExpectedError, PlatformError } from '../../../src/errors/errors.js';
import type { Http } from '../../../src/http/client.js';
import { createRailwayClient } from '../../../src/railway/client.js';
import { readErrorLines } from '../../../src/railway/observe.js';
import type { RailwayComponent, VercelComponent } from '../../../src/release/component.js';
import type { Clock } from '../../../src/runtime/clock.js';
import { formatDuration } from '../../../src/runtime/duration.js';
import type { Logger } from '../../../src/runtime/log.js';
import { createVercelClient } from '../../../src/vercel/client.js';
import type { Result } from '../result.js';
import { type FailedCheck, failedChecksOf } from './failed-checks.js';
import { maskLine } from './mask.js';

/** What those who look into an incident would otherwise have to look for. */
export interface Evidence {
  /** The bad deployments' pages on their platforms. */
  pages: { component: string; deployment: string; url: string }[];
  /** The last errors in the bad deployments' logs, masked, oldest first. */
  logs: { component: string; lines: string[] }[];
  checks: FailedCheck[];
  /** What could not be read, and why. */
  notes: string[];
}

/** Nothing is known besides the result. */
export const noEvidence: Evidence = { pages: [], logs: [], checks: [], notes: [] };

/** Where the evidence is, and how much of it may be told. */
export interface EvidenceAccess {
  /** The `needs` context as text. */
  records: string | undefined;
  vercel: { apiUrl: string; token: string | undefined };
  railway: { apiUrl: string; token: string | undefined };
  /** Whether lines of logs may be told to whoever reads the issue. */
  logs: boolean;
  /** Values that no line may show. */
  hide: readonly string[];
}

interface EvidenceRun {
  http: Http;
  log: Logger;
  clock: Clock;
  signal: AbortSignal;
}

const mostLines = 30;
/** For each platform, in milliseconds: one that is down, or out of requests, must not keep the incident from being told. */
const longestMs = 20_000;
/** An issue holds 65,536 characters. */
const mostLogs = 4;

/** Gathers what is at hand about the bad deployments of a result. What cannot be read is a note: it stops no incident. */
export async function gatherEvidence(
  { components }: Result,
  access: EvidenceAccess,
  run: EvidenceRun,
): Promise<Evidence> {
  const railway = components.filter((component) => component.kind === 'railway');
  const vercel = components.filter((component) => component.kind === 'vercel');
  const [pages, logs] = await Promise.all([
    Promise.all(vercel.map((component) => pageOnVercel(component, access, run))),
    Promise.all(railway.slice(0, mostLogs).map((component) => errorsOf(component, access, run))),
  ]);
  return {
    pages: [...railway.map(pageOnRailway), ...pages.flat()],
    logs: logs.flatMap((found) => ('lines' in found && found.lines.length > 0 ? [found] : [])),
    checks: failedChecksOf(access.records).map(({ name, target, why }) => ({
      name: maskLine(name, access.hide),
      target: maskLine(target, access.hide),
      why: maskLine(why, access.hide),
    })),
    notes: logs.flatMap((found) => ('note' in found ? [found.note] : [])),
  };
}

/** Railway's own CLI prints this form of address. */
function pageOnRailway({
  name,
  project,
  service,
  environment,
  deployment,
}: RailwayComponent): Evidence['pages'][0] {
  const query = new URLSearchParams({ environmentId: environment, id: deployment });
  const url = `https://railway.com/project/${encodeURIComponent(project)}/service/${encodeURIComponent(service)}?${query}`;
  return { component: name, deployment, url };
}

/** The page's address has names in it that only Vercel knows; without them there is still the deployment's own address. */
async function pageOnVercel(
  { name, team, deployment, url }: VercelComponent,
  { vercel: { token, apiUrl } }: EvidenceAccess,
  run: EvidenceRun,
): Promise<Evidence['pages']> {
  const page = (address: string | null) =>
    address !== null && URL.canParse(address)
      ? [{ component: name, deployment, url: new URL(address).href }]
      : [];
  if (token === undefined) return page(url);
  const client = createVercelClient({ ...run, apiUrl, token, team });
  const found = await orError(client.deployment(deployment), run);
  return page(found instanceof ExpectedError ? url : found.inspectorUrl || url);
}

async function errorsOf(
  { name, deployment }: RailwayComponent,
  { railway: { token, apiUrl }, logs, hide }: EvidenceAccess,
  run: EvidenceRun,
): Promise<{ component: string; lines: string[] } | { note: string }> {
  if (!logs || token === undefined) return { component: name, lines: [] };
  const client = createRailwayClient({ ...run, apiUrl, token });
  const lines = await orError(readErrorLines(client, deployment, mostLines), run);
  if (lines instanceof ExpectedError)
    return { note: `The log of ${name} could not be read: ${lines.message}` };
  return { component: name, lines: lines.map(({ text }) => maskLine(text, hide)) };
}

async function orError<Value>(
  asked: Promise<Value>,
  { clock }: Pick<EvidenceRun, 'clock'>,
): Promise<Value | ExpectedError> {
  const answered = new AbortController();
  const late = clock.sleep(longestMs, answered.signal).then(() => {
    const message = `it was not told within ${formatDuration(longestMs)}.`;
    return new PlatformError(message, { code: 'timeout', fix: 'Look at it on the platform.' });
  });
  try {
    return await Promise.race([asked, late]);
  } catch (error) {
    if (error instanceof ExpectedError) return error;
    throw error;
  } finally {
    answered.abort();
  }
}

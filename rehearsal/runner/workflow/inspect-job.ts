import type { ServiceHost } from '../services/service-host.js';
import type { Refusal } from './refusal.js';
import { unsupportedShell } from './shells.js';
import { child, listOf, literalText, readTemplate, type Template } from './template.js';

/** Keys of a job that need what a rehearsal does not have. */
const UNSUPPORTED: Record<string, string> = {
  container: 'the job wants a container, and a rehearsal runs none',
  snapshot: 'the job wants an image snapshot, and a rehearsal makes none',
};

/** What keeps the jobs of a workflow from running on this machine, apart from their steps. */
export function inspectJob(file: string, text: string, services?: ServiceHost): Refusal[] {
  const root = readTemplate(text);
  const jobs = child(root, 'jobs');
  if (jobs?.kind !== 'mapping') return [];
  const ofJobs = jobs.entries.flatMap(({ value: job }) => {
    const keys = Object.entries(UNSUPPORTED).flatMap(([key, reason]) => {
      const value = child(job, key);
      return value ? [{ file, line: value.line, reason }] : [];
    });
    const wanted = inspectServices(file, child(job, 'services'), services);
    return [
      ...keys,
      ...wanted,
      ...inspectMachine(file, child(job, 'runs-on')),
      ...inspectDefaults(file, job),
    ];
  });
  return [...inspectDefaults(file, root), ...ofJobs];
}

function inspectServices(
  file: string,
  services: Template | undefined,
  host: ServiceHost | undefined,
): Refusal[] {
  if (services?.kind !== 'mapping') return [];
  if (!host) {
    const reason = 'the job wants service containers, and here are none; start the service in a step instead';
    return [{ file, line: services.line, reason }];
  }
  return services.entries.flatMap(({ key, value }) => {
    const image = child(value, 'image') ?? value;
    // An image that an expression tells is judged when the job begins.
    if (image.kind !== 'scalar' || image.segments) return [];
    const judged = host.judge(literalText(image) ?? '');
    if (!('refusal' in judged)) return [];
    return [{ file, line: image.line, reason: `the service '${key}': ${judged.refusal}` }];
  });
}

function inspectDefaults(file: string, owner: Template): Refusal[] {
  const shell = child(child(child(owner, 'defaults'), 'run'), 'shell');
  const reason = unsupportedShell(literalText(shell) ?? '');
  return shell && reason ? [{ file, line: shell.line, reason }] : [];
}

function inspectMachine(file: string, runsOn: Template | undefined): Refusal[] {
  const labels = runsOn?.kind === 'mapping' ? listOf(child(runsOn, 'labels')) : listOf(runsOn);
  return labels.flatMap((label) => {
    const reason = unsupportedLabel(literalText(label) ?? '');
    return reason ? [{ file, line: label.line, reason }] : [];
  });
}

/** Why a `runs-on` label cannot be served here, or undefined when it can. */
export function unsupportedLabel(label: string): string | undefined {
  const wanted = /^(windows|macos)/i.exec(label)?.[1]?.toLowerCase();
  const here = process.platform === 'darwin' ? 'macos' : process.platform === 'win32' ? 'windows' : 'linux';
  if (wanted === undefined || wanted === here) return undefined;
  return `'runs-on: ${label}' cannot be run on this machine, which is ${here}`;
}

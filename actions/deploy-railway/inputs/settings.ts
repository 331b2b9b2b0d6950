import type { InputReader } from '../../../src/action/inputs.js';
import { InputError } from '../../../src/errors/errors.js';
import { badInput } from '../../../src/errors/messages.js';
import type { ServiceSettings } from '../../../src/railway/settings.js';
import { parseDuration } from '../../../src/runtime/duration.js';
import { mostReplicas, type SettingsEntry } from './services.js';

/** Reads the plain inputs for one service's settings; what is not given is not there. Throws InputError. */
export function readSettings(read: InputReader): Partial<ServiceSettings> {
  const given = (name: string) => read.string(name) !== undefined;
  const command = read.list('pre-deploy-command');
  const replicas = read.integer('replicas', { min: 1, max: mostReplicas, fallback: 1 });
  const timeoutMs = read.duration('health-check-timeout', 0);
  const overlapMs = read.duration('overlap', 0);
  const drainingMs = read.duration('draining', 0);
  return withoutGaps({
    healthcheckPath: pathOf('health-check-path', read.string('health-check-path')),
    healthcheckTimeout: given('health-check-timeout')
      ? seconds('health-check-timeout', timeoutMs)
      : undefined,
    startCommand: read.string('start-command'),
    preDeployCommand: command.length > 0 ? command : undefined,
    numReplicas: given('replicas') ? replicas : undefined,
    region: read.string('region'),
    overlapSeconds: given('overlap') ? seconds('overlap', overlapMs) : undefined,
    drainingSeconds: given('draining') ? seconds('draining', drainingMs) : undefined,
  });
}

/** Railway counts whole seconds. */
function seconds(name: string, ms: number): number {
  if (ms % 1_000 === 0) return ms / 1_000;
  const { message, fix } = badInput(name, `${ms}ms`, 'whole seconds, such as 30s or 5m');
  throw new InputError(message, { fix });
}

function pathOf(name: string, path: string | undefined): string | undefined {
  if (path === undefined || path.startsWith('/')) return path;
  const { message, fix } = badInput(name, path, 'a path that begins with "/", such as /health');
  throw new InputError(message, { fix });
}

/** The settings of one entry of `services` under Railway's own names. */
export function settingsOf(entry: SettingsEntry): Partial<ServiceSettings> {
  const command = entry['pre-deploy-command'];
  return withoutGaps({
    healthcheckPath: entry['health-check-path'],
    healthcheckTimeout: secondsOf(entry['health-check-timeout']),
    startCommand: entry['start-command'],
    preDeployCommand: typeof command === 'string' ? [command] : command,
    numReplicas: entry.replicas,
    region: entry.region,
    overlapSeconds: secondsOf(entry.overlap),
    drainingSeconds: secondsOf(entry.draining),
  });
}

function secondsOf(text: string | undefined): number | undefined {
  const ms = text === undefined ? undefined : parseDuration(text);
  return ms === undefined ? undefined : ms / 1_000;
}

function withoutGaps(settings: ServiceSettings): Partial<ServiceSettings> {
  return Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined));
}

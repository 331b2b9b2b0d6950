import type { InputReader } from '../../../src/action/inputs.js';
import type { ServiceSettings } from '../../../src/railway/settings.js';
import { parseDuration } from '../../../src/runtime/duration.js';
import type { SettingsEntry } from './services.js';

/** Reads the plain inputs for one service's settings; what is not given is not there. Throws InputError. */
export function readSettings(read: InputReader): Partial<ServiceSettings> {
  const seconds = (name: string, ms: number) =>
    read.string(name) === undefined ? undefined : Math.round(ms / 1_000);
  const command = read.list('pre-deploy-command');
  const replicas = read.integer('replicas', { min: 0, max: 100, fallback: 0 });
  return given({
    healthcheckPath: read.string('health-check-path'),
    healthcheckTimeout: seconds('health-check-timeout', read.duration('health-check-timeout', 0)),
    startCommand: read.string('start-command'),
    preDeployCommand: command.length > 0 ? command : undefined,
    numReplicas: replicas > 0 ? replicas : undefined,
    region: read.string('region'),
    overlapSeconds: seconds('overlap', read.duration('overlap', 0)),
    drainingSeconds: seconds('draining', read.duration('draining', 0)),
  });
}

/** The settings of one entry of `services` under Railway's own names. */
export function settingsOf(entry: SettingsEntry): Partial<ServiceSettings> {
  const command = entry['pre-deploy-command'];
  return given({
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

/** Railway counts whole seconds. */
function secondsOf(text: string | undefined): number | undefined {
  const ms = text === undefined ? undefined : parseDuration(text);
  return ms === undefined ? undefined : Math.round(ms / 1_000);
}

function given(settings: ServiceSettings): Partial<ServiceSettings> {
  return Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined));
}

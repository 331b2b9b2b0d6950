import { resolve } from 'node:path';
import type { InputReader } from '../../../src/action/inputs.js';
import { parseYaml } from '../../../src/config/yaml.js';
import { InputError } from '../../../src/errors/errors.js';
import { missingInput } from '../../../src/errors/messages.js';
import type { ServiceRequest, Source } from '../request.js';
import { type ServiceEntry, servicesSchema } from './services.js';
import { readSettings, settingsOf } from './settings.js';

/** The services to deploy, from `services` or from the plain inputs of one. Throws InputError. */
export function readRequests(read: InputReader): { services: ServiceRequest[]; several: boolean } {
  const entries = read.yaml('services', servicesSchema, parseYaml);
  const plain = readPlain(read);
  if (!entries) return { services: [plain.request()], several: false };
  refuseBoth(plain.given);
  return {
    services: entries.map((entry) => requestOf(entry, read.masked(texts(entry.variables)), plain)),
    several: true,
  };
}

interface Plain {
  request(): ServiceRequest;
  /** Inputs for one service that are given. */
  given: readonly string[];
  directory: string;
  variables: Record<string, string>;
  replaceVariables: boolean;
  createDomain: boolean;
}

function readPlain(read: InputReader): Plain {
  const directory = read.path('working-directory', '.');
  const variables = read.variables('variables');
  const replaceVariables = read.choice('variables-mode', ['merge', 'replace'], 'merge') === 'replace';
  const createDomain = read.choice('public-domain', ['lookup', 'create'], 'lookup') === 'create';
  const service = read.string('service');
  const parts = {
    image: read.string('image'),
    commit: read.string('commit'),
    redeploy: read.string('redeploy'),
  };
  const rebuild = read.boolean('rebuild', false);
  const kind = read.choice('source', ['upload', 'commit', 'image', 'redeploy'], kindOf(parts));
  const settings = readSettings(read);
  const named = { service, name: read.string('name'), ...parts };
  const given = Object.entries(named).filter(([, value]) => value !== undefined);
  return {
    given: [
      ...given.map(([name]) => name),
      ...(Object.keys(settings).length > 0 ? ['the settings inputs'] : []),
    ],
    ...{ directory, variables, replaceVariables, createDomain },
    request: () => {
      if (service === undefined) throw asInputError(missingInput('service'));
      const source = sourceOf(kind, { ...parts, rebuild, directory });
      const common = { variables, replaceVariables, createDomain, settings, needs: [] };
      return { service, name: named.name, source, ...common };
    },
  };
}

type Parts = Record<'image' | 'commit' | 'redeploy', string | undefined>;

/** What the other inputs speak for when `source` is not given. */
function kindOf(parts: Parts): Source['kind'] {
  return (['image', 'commit', 'redeploy'] as const).find((kind) => parts[kind] !== undefined) ?? 'upload';
}

function sourceOf(kind: Source['kind'], from: Parts & { rebuild: boolean; directory: string }): Source {
  const others = (['image', 'commit', 'redeploy'] as const).filter(
    (part) => part !== kind && from[part] !== undefined,
  );
  if (others.length > 0) {
    throw new InputError(`The source is "${kind}", but "${others.join('" and "')}" is given too.`, {
      fix: 'Give one source: "image", "commit" or "redeploy", or none of them to upload "working-directory".',
    });
  }
  if (kind === 'upload') return { kind, directory: from.directory };
  if (kind === 'commit') return { kind, commit: from.commit };
  if (kind === 'redeploy') return { kind, which: from.redeploy ?? 'current', rebuild: from.rebuild };
  if (from.image === undefined) throw asInputError(missingInput('image'));
  return { kind, image: from.image };
}

function requestOf(entry: ServiceEntry, own: Record<string, string>, plain: Plain): ServiceRequest {
  const mode = entry['variables-mode'];
  const domain = entry['public-domain'];
  return {
    service: entry.service,
    name: entry.name,
    source: entrySource(entry, plain.directory),
    needs: entry.needs,
    variables: { ...plain.variables, ...own },
    replaceVariables: mode === undefined ? plain.replaceVariables : mode === 'replace',
    settings: settingsOf(entry.settings),
    createDomain: domain === undefined ? plain.createDomain : domain === 'create',
  };
}

/** YAML reads `1` and `true` as what they are; a variable is always text. */
function texts(variables: ServiceEntry['variables']): Record<string, string> {
  return Object.fromEntries(Object.entries(variables).map(([name, value]) => [name, String(value)]));
}

function entrySource({ directory, image, commit, redeploy, rebuild }: ServiceEntry, root: string): Source {
  if (image !== undefined) return { kind: 'image', image };
  if (commit !== undefined) return { kind: 'commit', commit };
  if (redeploy !== undefined) return { kind: 'redeploy', which: redeploy, rebuild: rebuild ?? false };
  return { kind: 'upload', directory: resolve(root, directory ?? '.') };
}

function refuseBoth(given: readonly string[]): void {
  if (given.length === 0) return;
  throw new InputError(`Both "services" and inputs for a single service are given: ${given.join(', ')}.`, {
    fix: 'Write all of it into the entries of "services", or leave "services" out.',
  });
}

function asInputError({ message, fix }: { message: string; fix: string }): InputError {
  return new InputError(message, { fix });
}

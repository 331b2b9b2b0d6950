import { parse } from 'yaml';
import type { PlannedFile, Style } from './plan.js';

/** A secret or variable that a job reads, and the GitHub environment whose value it gets; '' for the repository's. */
export interface Reading {
  kind: 'secret' | 'variable';
  name: string;
  environment: string;
  /** The workflow's file, without its folder. */
  file: string;
}

interface Job {
  environment?: string | { name?: string };
  uses?: string;
  secrets?: string;
  with?: Record<string, unknown>;
}

/** Everything that the planned workflows read, by the environment of the job that reads it. */
export function readingsOf(files: readonly PlannedFile[], style: Style): Reading[] {
  return files
    .filter(({ path }) => path.startsWith('.github/workflows/'))
    .flatMap(({ path, text }) => {
      const { env, jobs } = parse(text) as { env?: unknown; jobs?: Record<string, Job> };
      const file = path.split('/').at(-1) ?? path;
      return Object.values(jobs ?? {}).flatMap((job) => {
        const found = [...namesIn(JSON.stringify([env, job])), ...passedOn(job)];
        return found.map((one) => ({ ...one, environment: environmentOf(job, style), file }));
      });
    });
}

function namesIn(text: string): Pick<Reading, 'kind' | 'name'>[] {
  return [...text.matchAll(/\b(secrets|vars)\.([A-Z][A-Z0-9_]*)/g)].map(([, of, name]) => ({
    kind: of === 'secrets' ? ('secret' as const) : ('variable' as const),
    name: name ?? '',
  }));
}

/** A called workflow gets all of the repository's, or of the environment that it is told; what it needs stands in it and not here. */
function passedOn(job: Job): Pick<Reading, 'kind' | 'name'>[] {
  if (job.secrets !== 'inherit') return [];
  const migrates = job.with?.migrate !== false;
  const [serves, shows] = ['services', 'projects'].map((name) => job.with?.[name] !== undefined);
  const platforms = [...(shows ? ['VERCEL_TOKEN'] : []), ...(serves ? ['RAILWAY_TOKEN'] : [])];
  const secrets = [...platforms, 'VERCEL_AUTOMATION_BYPASS_SECRET', 'WEBHOOK_URL'];
  const variables = [
    ...(shows ? ['API_URL'] : []),
    ...(migrates ? ['NEON_PROJECT', 'POSTGRES_VERSION'] : []),
  ];
  return [
    ...[...secrets, ...(migrates ? ['DATABASE_URL', 'BACKUP_KEY', 'NEON_API_KEY'] : [])].map((name) => ({
      ...{ kind: 'secret' as const, name },
    })),
    ...variables.map((name) => ({ kind: 'variable' as const, name })),
  ];
}

/** The environment of a job by name; of those that are chosen when it is started, the one that production has. */
function environmentOf({ environment, with: given }: Job, style: Style): string {
  const told = typeof environment === 'object' ? environment.name : environment;
  const text = told ?? String(given?.['github-environment'] ?? '');
  // Where the weekly drill practises is a variable's to say: production, asking nobody, where there is no staging.
  if (text.includes('DRILL_ENVIRONMENT')) return style === 'staging' ? 'staging' : 'production-plan';
  const named = ['production-plan', 'staging'].find((name) => text.includes(name));
  return named ?? (text === '' ? '' : 'production');
}

/** The environments that jobs of these workflows run in, and those that are asked for an approval. */
export function environmentsOf(files: readonly PlannedFile[], style: Style): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const { path, text } of files) {
    if (!path.startsWith('.github/workflows/')) continue;
    const { jobs } = parse(text) as { jobs?: Record<string, Job> };
    const file = path.split('/').at(-1) ?? path;
    for (const job of Object.values(jobs ?? {})) {
      for (const name of [environmentOf(job, style), String(job.with?.approval ?? '')]) {
        if (name !== '') found.set(name, [...new Set([...(found.get(name) ?? []), file])]);
      }
    }
  }
  return found;
}

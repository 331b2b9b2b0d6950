import type { Look, Part } from '../look/parts.js';
import type { Platforms } from '../look/platforms.js';
import { migrationsInstall } from './install.js';
import { matching, type Named, stagingOf } from './match.js';
import type { Style } from './plan.js';

/** What is known of a secret or variable that reference workflows read. docs/secrets-and-variables.md has the whole table. */
export interface KnownSetting {
  hint: string;
  /** Value in production, where it is known. */
  value?: string | undefined;
  /** Value and hint in the environment `staging`, where they differ. */
  staging?: { value?: string | undefined; hint: string };
  /** The same in every environment, so it is set once, for the repository. */
  everywhere?: true;
  /** Of no use where nobody sets it, but for the workflows that are named. */
  optional?: { but: readonly string[] };
}

const optional = { but: [] };

/** Secrets by name. Not among them: GitHub's own, and the values of a rotation, which are set for as long as one lasts. */
export function knownSecretsOf({ parts, migrations }: Look): Record<string, KnownSetting> {
  const { VERCEL_TOKEN, VERCEL_AUTOMATION_BYPASS_SECRET, RAILWAY_TOKEN, ...others } = knownSecrets;
  const shows = parts.some(({ kind }) => kind === 'frontend');
  const serves = parts.some(({ kind }) => kind !== 'frontend');
  const known = {
    ...others,
    ...(shows ? { VERCEL_TOKEN, VERCEL_AUTOMATION_BYPASS_SECRET } : {}),
    ...(serves ? { RAILWAY_TOKEN } : {}),
  };
  if (migrations) return known;
  const where = {
    hint: 'where there is a database: its direct address, not a pooler',
    optional: { but: withDatabase },
  };
  return { ...known, DATABASE_URL: { ...knownSecrets.DATABASE_URL, ...where } };
}

/** Of no use without a database. */
const withDatabase = ['backup.yml', 'migrate.yml'];

const knownSecrets = {
  VERCEL_TOKEN: { hint: 'Vercel, Account Settings, Tokens; scoped to the project' },
  RAILWAY_TOKEN: {
    hint: 'Railway, the project, Settings, Tokens; for the environment "production"',
    staging: { hint: 'Railway, the project, Settings, Tokens; for the environment "staging"' },
  },
  DATABASE_URL: {
    hint: 'the direct address of the database, not a pooler',
    staging: { hint: "the direct address of staging's own database" },
  },
  RAILWAY_WORKSPACE_TOKEN: {
    hint: 'railway.com/account/tokens, the workspace; makes and removes preview environments',
  },
  BACKUP_KEY: {
    hint: 'openssl rand -base64 32, encrypts copies of the database; keep it outside of GitHub as well',
    optional: { but: ['backup.yml'] },
  },
  NEON_API_KEY: {
    hint: 'a database at Neon: undo points and previews are branches, with NEON_PROJECT',
    optional,
  },
  PREVIEW_DATABASE_URL: { hint: 'one database that previews share, where it is not at Neon', optional },
  VERCEL_AUTOMATION_BYPASS_SECRET: {
    hint: 'unless Deployment Protection is off on Vercel: staged deployments ask to log in otherwise',
    optional,
  },
  WEBHOOK_URL: { hint: 'is told how a release ended', everywhere: true, optional },
} satisfies Record<string, KnownSetting>;

/** The parts that settings are told for. `targets`: names of the frontends' targets in the smoke test. */
export interface PlannedParts {
  look: Look;
  backend: Part | undefined;
  frontend: Part | undefined;
  targets: readonly string[];
}

/** Variables by name, with the values that the platforms and the repository told. */
export function knownVariables(
  parts: PlannedParts,
  platforms: Platforms,
  style: Style,
): Readonly<Record<string, KnownSetting>> {
  const value = migrationsInstall(parts.look);
  const MIGRATIONS_INSTALL = {
    value,
    hint: 'installs what the migrations run with',
    everywhere: true as const,
  };
  return {
    ...named(parts, platforms),
    ...(value === undefined ? {} : { MIGRATIONS_INSTALL }),
    ...addresses(parts),
    ...team(platforms),
    ...rarer,
    ...places(style),
  };
}

/** What it is called on the platforms. */
function named({ backend, frontend }: PlannedParts, platforms: Platforms): Record<string, KnownSetting> {
  const projects = platforms.vercel ?? [];
  const project = frontend && matching(projects, frontend);
  const service = backend && matching(platforms.railway?.services ?? [], backend);
  return {
    VERCEL_PROJECT: {
      value: project?.name,
      hint: listed('the project on Vercel', projects),
      staging: {
        value: project && stagingOf(projects, project.name),
        hint: "a project of staging's own: a push to develop goes live on it",
      },
    },
    RAILWAY_SERVICE: {
      value: service?.name,
      hint: listed('the service on Railway', platforms.railway?.services),
    },
    RAILWAY_PROJECT: {
      value: platforms.railway?.project,
      hint: 'the project on Railway',
      everywhere: true,
    },
  };
}

function addresses({ backend, targets }: PlannedParts): Record<string, KnownSetting> {
  const lines = [
    ...(backend ? ['backend=https://…'] : []),
    ...targets.map((name) => `${name}=https://… vercel`),
  ].join(' and ');
  return {
    API_URL: {
      hint: "the backend's public address, https://…",
      ...(backend ? {} : { optional }),
      staging: { hint: "the public address of staging's backend, https://…" },
    },
    SMOKE_TARGETS: {
      hint: `lines ${lines}, the addresses people use`,
      staging: { hint: `lines ${lines}, staging's addresses` },
    },
  };
}

function team({ vercelTeam: value }: Platforms): Record<string, KnownSetting> {
  const hint = 'the team on Vercel, id or slug; a personal account has none';
  return { VERCEL_TEAM: { value, hint, everywhere: true, ...(value === undefined ? { optional } : {}) } };
}

/** Read by some workflows, or of use to some. */
const rarer: Readonly<Record<string, KnownSetting>> = {
  NEON_PROJECT: { hint: 'id of the project at Neon, with NEON_API_KEY', optional },
  POSTGRES_VERSION: {
    hint: "major version of the database's server, such as 17: copies need its pg_dump",
    everywhere: true,
    optional: { but: ['backup.yml'] },
  },
  WEBHOOK_FORMAT: {
    hint: 'with WEBHOOK_URL: slack when it is not set, discord, pagerduty, json',
    everywhere: true,
    optional,
  },
  API_URL_VARIABLE: {
    hint: 'the variable that the frontend is built with to know its backend, such as VITE_API_URL',
    everywhere: true,
    optional,
  },
};

/** Environments that workflows take to be called staging. */
function places(style: Style): Record<string, KnownSetting> {
  const everywhere = true as const;
  const previews = {
    // No value: the one that was found is production's, and a copy of it would ask production's database.
    hint: "the Railway environment that previews are copies of, with its variables, so not production's; staging when it is not set",
    everywhere,
  };
  if (style === 'staging') return { PREVIEW_FROM: { ...previews, optional } };
  const drill = {
    value: 'production',
    hint: 'there is no staging to practise in: people see the earlier release for the drill, every week and without being asked',
    everywhere,
  };
  return { PREVIEW_FROM: previews, DRILL_ENVIRONMENT: drill };
}

function listed(what: string, all: readonly Named[] | undefined): string {
  return all && all.length > 0
    ? `${what}; there are ${all.map(({ name }) => name).join(', ')}`
    : `${what}, its name`;
}

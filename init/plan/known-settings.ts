import type { Look, Part } from '../look/parts.js';
import type { Platforms } from '../look/platforms.js';
import { migrationsInstall } from './install.js';
import { matching, type Named, stagingOf } from './match.js';

/** What is known of a secret or variable that reference workflows read. docs/secrets-and-variables.md has the whole table. */
export interface KnownSetting {
  hint: string;
  /** Value in production, where it is known. */
  value?: string | undefined;
  /** Value and hint in the environment `staging`, where they differ. */
  staging?: { value?: string | undefined; hint: string };
  /** The same in every environment, so it is set once, for the repository. */
  everywhere?: true;
  /** Of no use where nobody sets it. */
  optional?: true;
}

/** Secrets by name; those that are not here need no word. */
export const knownSecrets: Readonly<Record<string, KnownSetting>> = {
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
};

/** Variables by name, with the values that the platforms and the repository told. */
export function knownVariables(
  { look, backend, frontend }: { look: Look; backend: Part; frontend: Part },
  platforms: Platforms,
): Readonly<Record<string, KnownSetting>> {
  const projects = platforms.vercel ?? [];
  const project = matching(projects, frontend);
  const service = matching(platforms.railway?.services ?? [], backend);
  const install = migrationsInstall(look);
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
    ...(install === undefined
      ? {}
      : {
          MIGRATIONS_INSTALL: {
            value: install,
            hint: 'installs what the migrations run with',
            everywhere: true as const,
          },
        }),
    API_URL: {
      hint: "the backend's public address, https://…",
      staging: { hint: "the public address of staging's backend, https://…" },
    },
    SMOKE_TARGETS: {
      hint: 'lines backend=https://… and frontend=https://…, the addresses people use',
      staging: { hint: "lines backend=https://… and frontend=https://…, staging's addresses" },
    },
  };
}

function listed(what: string, all: readonly Named[] | undefined): string {
  return all && all.length > 0
    ? `${what}; there are ${all.map(({ name }) => name).join(', ')}`
    : `${what}, its name`;
}

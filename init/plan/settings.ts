import type { Look, Part } from '../look/parts.js';
import type { Platforms } from '../look/platforms.js';
import { matching, type Named } from './match.js';
import { migrationsInstall } from './migrations-install.js';
import type { PlannedFile, Setting } from './plan.js';

/** Where each secret is to be had; docs/secrets-and-variables.md has the whole table. */
const secrets: Record<string, string> = {
  VERCEL_TOKEN: 'Vercel, Account Settings, Tokens; scoped to the project',
  RAILWAY_TOKEN: 'Railway, the project, Settings, Tokens; for the environment "production"',
  DATABASE_URL: 'the direct address of the database, not a pooler',
  RAILWAY_WORKSPACE_TOKEN:
    'railway.com/account/tokens, the workspace; makes and removes preview environments',
  BACKUP_KEY: 'openssl rand -base64 32; kept outside of GitHub as well',
};

/** Read by every reference workflow, but of no use where nobody sets them. */
const optional = [
  'WEBHOOK_URL',
  'BACKUP_KEY',
  'VERCEL_AUTOMATION_BYPASS_SECRET',
  'NEON_API_KEY',
  'GITHUB_TOKEN',
];

/** The secrets that the planned workflows read, and the variables with the values that the platforms told. */
export function plannedSettings(
  files: readonly PlannedFile[],
  parts: { look: Look; backend: Part; frontend: Part },
  platforms: Platforms,
): { settings: Setting[]; notes: string[] } {
  const text = files.map((file) => file.text).join('\n');
  const read = (of: string) => [
    ...new Set(
      [...text.matchAll(new RegExp(`${of}\\.([A-Z][A-Z0-9_]*)`, 'g'))].flatMap(([, name]) => name ?? []),
    ),
  ];
  // A called workflow gets all of the repository's; those it needs stand in it and not here.
  const passed = text.includes('secrets: inherit')
    ? ['VERCEL_TOKEN', 'RAILWAY_TOKEN', ...(text.includes('migrate: false') ? [] : ['DATABASE_URL'])]
    : [];
  const wanted = [...new Set([...passed, ...read('secrets')])].filter((name) => !optional.includes(name));
  const service = matching(platforms.railway?.services ?? [], parts.backend);
  const project = matching(platforms.vercel ?? [], parts.frontend);
  const install = migrationsInstall(parts.look);
  const values: Record<string, { value: string | undefined; hint: string }> = {
    VERCEL_PROJECT: { value: project?.name, hint: listed('the project on Vercel', platforms.vercel) },
    RAILWAY_SERVICE: {
      value: service?.name,
      hint: listed('the service on Railway', platforms.railway?.services),
    },
    RAILWAY_PROJECT: { value: platforms.railway?.project, hint: 'the project on Railway' },
    MIGRATIONS_INSTALL: { value: install, hint: 'installs what the migrations run with' },
    API_URL: { value: undefined, hint: "the backend's public address, https://…" },
    SMOKE_TARGETS: {
      value: undefined,
      hint: 'lines backend=https://… and frontend=https://…, the addresses people use',
    },
  };
  const variables = read('vars')
    .filter((name) => name in values)
    .filter((name) => name !== 'MIGRATIONS_INSTALL' || install !== undefined);
  return {
    settings: [
      ...wanted.map(
        (name): Setting => ({
          kind: 'secret',
          name,
          value: undefined,
          hint: secrets[name] ?? 'see docs/secrets-and-variables.md',
        }),
      ),
      ...variables.map(
        (name): Setting => ({
          kind: 'variable',
          name,
          value: values[name]?.value,
          hint: values[name]?.hint ?? '',
        }),
      ),
    ],
    notes: differences(parts, service, project),
  };
}

function listed(what: string, all: readonly Named[] | undefined): string {
  return all && all.length > 0
    ? `${what}; there are ${all.map(({ name }) => name).join(', ')}`
    : `${what}, its name`;
}

/** A root directory on the platform is taken from what is uploaded; the workflows upload the part's own folder. */
function differences(
  { backend, frontend }: { backend: Part; frontend: Part },
  service: Named | undefined,
  project: Named | undefined,
): string[] {
  const note = (where: string, found: Named | undefined, part: Part) =>
    found && found.rootDirectory !== '' && part.directory !== '.'
      ? [
          `${where} has the root directory "${found.rootDirectory}" on its platform. The workflow uploads ${part.directory} alone: clear that setting, or set ${part.kind === 'backend' ? 'BACKEND_DIRECTORY' : 'FRONTEND_DIRECTORY'} to ".".`,
        ]
      : [];
  return [
    ...note(`Service "${service?.name}"`, service, backend),
    ...note(`Project "${project?.name}"`, project, frontend),
  ];
}

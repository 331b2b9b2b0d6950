/** The parts of a pre-deployment checklist, in its order. */
export const categories = [
  'code quality',
  'security',
  'database',
  'configuration',
  'dependencies',
  'monitoring',
  'communication',
  'documentation',
] as const;
export type Category = (typeof categories)[number];

/** A built-in gate as a preset sets it up. */
export interface PresetGate {
  gate: string;
  level: 'block' | 'warn';
  /** Its name when a preset has the same gate twice. */
  name?: string;
  with?: Record<string, unknown>;
  needs?: string[];
}

/** One item of a checklist: answered by a found gate, by a built-in one, or by a person. */
export type PresetItem = { category: Category; say: string } & (
  | { found: string }
  | { gate: PresetGate }
  | { confirm: string }
);

/** What every system asks for before it goes to production. */
export const sharedItems: readonly PresetItem[] = [
  built('code quality', 'No debugging code is left in changed lines', { gate: 'debug-code', level: 'warn' }),
  built('security', 'No secret and no .env file is in git', { gate: 'secrets', level: 'block' }),
  built('security', 'Workflows take no stranger’s text into a script', { gate: 'workflows', level: 'block' }),
  confirm('security', 'access', 'Who may deploy and who may read the secrets was looked at this quarter'),
  built('database', 'New migrations can run beside the code that is live', {
    gate: 'migrations',
    level: 'block',
  }),
  confirm('database', 'data-volume', 'The migration was tried on as much data as production has'),
  built(
    'configuration',
    'Every variable that the code reads is in the example, and set where it is deployed',
    {
      gate: 'env',
      level: 'warn',
    },
  ),
  built('dependencies', 'No known vulnerability of high severity', { gate: 'dependencies', level: 'block' }),
  built('dependencies', 'One lock file, and it fits', { gate: 'lockfile', level: 'block' }),
  built('dependencies', 'Licenses of what is shipped are fine', { gate: 'licenses', level: 'warn' }),
  confirm('monitoring', 'alerts', 'Errors and downtime reach somebody, and that was tried'),
  confirm('communication', 'told', 'Support and whoever is on call know of the release'),
  confirm('communication', 'rollback-known', 'Whoever is on call knows how to take it back'),
  built('documentation', 'A change that users meet is told', { gate: 'changelog', level: 'warn' }),
];

function built(category: Category, say: string, gate: PresetGate): PresetItem {
  return { category, say, gate };
}

function confirm(category: Category, id: string, say: string): PresetItem {
  return { category, say, confirm: id };
}

/** The six actions, in the order a pipeline uses them. */
export const actionNames = [
  'run-quality-gates',
  'run-migrations',
  'deploy-railway',
  'deploy-vercel',
  'smoke-test',
  'auto-rollback',
] as const;

/** What is bundled into `dist/<name>/`, each from the `index.ts` of its folder: the actions, and what sets a repository up. */
export const programs: readonly { name: string; folder: string }[] = [
  ...actionNames.map((name) => ({ name, folder: `actions/${name}` })),
  { name: 'init', folder: 'init' },
];

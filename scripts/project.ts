/** The six actions, in the order a pipeline uses them. */
export const actionNames = [
  'run-quality-gates',
  'run-migrations',
  'deploy-railway',
  'deploy-vercel',
  'smoke-test',
  'auto-rollback',
] as const;

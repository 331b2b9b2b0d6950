export type { RunRequest } from './request.js';
export { runWorkflow } from './run-workflow.js';
export { UnsupportedWorkflow } from './workflow/refusal.js';

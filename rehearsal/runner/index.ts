export type { RunRequest, StopTimes } from './request.js';
export { runWorkflow } from './run-workflow.js';
export { type Refusal, UnsupportedWorkflow } from './workflow/refusal.js';

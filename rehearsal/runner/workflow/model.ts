import type { Origin } from '../actions/resolve.js';
import type { MappingTemplate, Template } from './template.js';

/** A workflow file, read. Values that may hold expressions are templates. */
export interface Workflow {
  /** Path inside its repository. */
  file: string;
  /** The repository the file comes from; `$/` and `./` in its `uses` stay there. */
  origin: Origin;
  name: string;
  env?: Template;
  defaults?: Template;
  permissions?: Permissions;
  concurrency?: Template;
  jobs: Job[];
  /** `on.workflow_call`, when the workflow can be called. */
  call?: CallInterface;
  /** `on.workflow_dispatch.inputs`. */
  dispatchInputs?: Record<string, InputDeclaration>;
}

/** Permission name to level; the two shorthands stay as written. */
export type Permissions = 'read-all' | 'write-all' | Record<string, string>;

export interface InputDeclaration {
  type: string;
  required: boolean;
  default?: Template;
}

/** What a reusable workflow takes and gives. */
export interface CallInterface {
  inputs: Record<string, InputDeclaration>;
  secrets: Record<string, { required: boolean }>;
  outputs: Record<string, Template>;
}

export interface Job {
  id: string;
  line: number;
  runsOn?: Template;
  name?: Template;
  needs: string[];
  condition?: Template;
  strategy?: Template;
  permissions?: Permissions;
  concurrency?: Template;
  env?: Template;
  defaults?: Template;
  timeoutMinutes?: Template;
  continueOnError?: Template;
  environment?: Template;
  services?: Template;
  outputs?: MappingTemplate;
  steps: Step[];
  /** The called workflow, for a job that calls one. */
  uses?: string;
  with?: Template;
  secrets?: 'inherit' | Template;
}

export interface Step {
  /** Own id, or a generated one that begins with `__` and never enters the `steps` context. */
  id: string;
  line: number;
  name?: Template;
  condition?: Template;
  env?: Template;
  continueOnError?: Template;
  timeoutMinutes?: Template;
  script?: Template;
  shell?: Template;
  workingDirectory?: Template;
  uses?: string;
  with?: Template;
}

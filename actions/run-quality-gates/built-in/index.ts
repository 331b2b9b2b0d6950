import type { BuiltInGate } from './built-in-gate.js';
import { changelogGate } from './changelog.js';
import { checklistGate } from './checklist.js';
import { containersGate } from './containers.js';
import { coverageGate } from './coverage.js';
import { debugCodeGate } from './debug-code.js';
import { dependenciesGate } from './dependencies.js';
import { envGate } from './env.js';
import { licensesGate } from './licenses.js';
import { lockfileGate } from './lockfile.js';
import { migrationsGate } from './migrations.js';
import { secretsGate } from './secrets.js';
import { testsGate } from './tests.js';
import { workflowsGate } from './workflows.js';

/** Every gate that needs no command. What is heavy in one is loaded when it runs. */
export const builtInGates: readonly BuiltInGate[] = [
  coverageGate,
  testsGate,
  dependenciesGate,
  secretsGate,
  lockfileGate,
  debugCodeGate,
  envGate,
  migrationsGate,
  licensesGate,
  containersGate,
  workflowsGate,
  changelogGate,
  checklistGate,
];

import type { BuiltInGate } from './built-in-gate.js';
import { coverageGate } from './coverage.js';
import { testsGate } from './tests.js';

/** Every gate that needs no command. What is heavy in one is loaded when it runs. */
export const builtInGates: readonly BuiltInGate[] = [coverageGate, testsGate];

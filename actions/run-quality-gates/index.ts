import { runAction } from '../../src/action/run-action.js';
import { parseInputs } from './inputs.js';
import { main } from './main.js';
import { report } from './outputs.js';

await runAction({ name: 'run-quality-gates', parseInputs, main, report });

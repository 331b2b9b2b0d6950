import { runAction } from '../../src/action/run-action.js';
import { dependenciesOf } from './dependencies.js';
import { parseInputs } from './inputs.js';
import { main } from './main.js';
import { report } from './outputs.js';

await runAction({
  name: 'auto-rollback',
  parseInputs,
  main: (inputs, run) => main(inputs, dependenciesOf(inputs, run)),
  report,
});

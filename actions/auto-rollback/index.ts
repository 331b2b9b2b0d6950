import { runAction } from '../../src/action/run-action.js';
import { connect } from './connect.js';
import { parseInputs } from './inputs.js';
import { main } from './main.js';
import { report } from './outputs.js';

await runAction({
  name: 'auto-rollback',
  parseInputs,
  main: (inputs, run) => main(inputs, connect(inputs, run)),
  report,
});

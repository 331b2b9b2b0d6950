import { shipping } from '../../src/action/context.js';
import { runAction } from '../../src/action/run-action.js';
import { connect } from './connect.js';
import { parseInputs } from './inputs.js';
import { main } from './main.js';
import { report } from './outputs.js';

await runAction({
  name: 'auto-rollback',
  parseInputs,
  main: (inputs, run) => {
    const context = shipping(run.context, inputs.releaseCommit);
    return main(inputs, connect(inputs, { ...run, context }));
  },
  report,
});

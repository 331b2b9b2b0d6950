import { runAction } from '../../src/action/run-action.js';
import { noPresence } from '../../src/release/presence.js';
import { createVercelClient } from '../../src/vercel/client.js';
import { parseInputs } from './inputs.js';
import { main } from './main.js';
import { report } from './outputs.js';

await runAction({
  name: 'deploy-vercel',
  parseInputs,
  main: (inputs, run) =>
    main(inputs, { ...run, client: createVercelClient({ ...run, ...inputs }), presence: noPresence }),
  report,
});

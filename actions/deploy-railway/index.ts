import { runAction } from '../../src/action/run-action.js';
import { createRailwayClient } from '../../src/railway/client.js';
import { noPresence } from '../../src/release/presence.js';
import { parseInputs } from './inputs.js';
import { main } from './main.js';
import { report } from './outputs.js';

await runAction({
  name: 'deploy-railway',
  parseInputs,
  main: (inputs, run) =>
    main(inputs, {
      ...run,
      client: createRailwayClient({ ...run, apiUrl: inputs.apiUrl, token: inputs.token }),
      presence: noPresence,
    }),
  report,
});

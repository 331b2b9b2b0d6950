import { runUrl, shipping } from '../../src/action/context.js';
import { runAction } from '../../src/action/run-action.js';
import { refuseFrozen } from '../../src/github/refuse-frozen.js';
import { startPresence } from '../../src/github/start-presence.js';
import { createRailwayClient } from '../../src/railway/client.js';
import { noPresence } from '../../src/release/presence.js';
import { parseInputs } from './inputs.js';
import { main } from './main.js';
import { report } from './outputs.js';

await runAction({
  name: 'deploy-railway',
  parseInputs,
  main: (inputs, started) => {
    const run = { ...started, context: shipping(started.context, inputs.releaseCommit) };
    const { apiUrl, token, dryRun } = inputs;
    const presence = dryRun
      ? noPresence
      : startPresence(inputs.presence, { ...run, runUrl: runUrl(run.context) });
    const freezes = (name: string) => refuseFrozen(inputs.presence.token, name, run);
    const client = createRailwayClient({ ...run, apiUrl, token });
    return main(inputs, { ...run, client, presence, refuseFrozen: freezes });
  },
  report,
});

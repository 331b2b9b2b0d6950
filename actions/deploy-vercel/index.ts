import { runUrl, shipping } from '../../src/action/context.js';
import { runAction } from '../../src/action/run-action.js';
import { assignmentTurnedOff } from '../../src/github/assignment-off.js';
import { refuseFrozen } from '../../src/github/refuse-frozen.js';
import { startPresence } from '../../src/github/start-presence.js';
import { noPresence } from '../../src/release/presence.js';
import { createVercelClient } from '../../src/vercel/client.js';
import { parseInputs } from './inputs.js';
import { main } from './main.js';
import { report } from './outputs.js';

await runAction({
  name: 'deploy-vercel',
  parseInputs,
  main: (inputs, started) => {
    const run = { ...started, context: shipping(started.context, inputs.releaseCommit) };
    const environment = inputs.presence.environment ?? inputs.customEnvironment ?? inputs.target;
    const presence = inputs.dryRun
      ? noPresence
      : startPresence({ ...inputs.presence, environment }, { ...run, runUrl: runUrl(run.context) });
    const freezes = (name: string) => refuseFrozen(inputs.presence.token, name, run);
    const at = inputs.presence.environment ?? 'production';
    const turnedOffBy = (component: string) =>
      assignmentTurnedOff(inputs.presence.token, { environment: at, component }, run);
    const client = createVercelClient({ ...run, ...inputs });
    return main(inputs, { ...run, client, presence, refuseFrozen: freezes, turnedOffBy });
  },
  report,
});

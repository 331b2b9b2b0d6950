import { runAction } from '../../src/action/run-action.js';
import { GitHubClient } from '../../src/github/client.js';
import { parseInputs } from './inputs.js';
import { main } from './main.js';
import { report } from './outputs.js';
import { proveLive } from './prove.js';
import { railwayPlatform } from './railway-platform.js';
import { vercelPlatform } from './vercel-platform.js';

await runAction({
  name: 'auto-rollback',
  parseInputs,
  main: (inputs, run) => {
    const { githubToken: token, rollbackTimeoutMs: timeoutMs, vercel, railway } = inputs;
    const { apiUrl, repository } = run.context;
    return main(inputs, {
      ...run,
      platforms: {
        vercel:
          vercel.token === undefined
            ? undefined
            : vercelPlatform({ apiUrl: vercel.apiUrl, token: vercel.token, timeoutMs }, run),
        railway:
          railway.token === undefined
            ? undefined
            : railwayPlatform({ apiUrl: railway.apiUrl, token: railway.token, timeoutMs }, run),
      },
      github:
        token === undefined ? undefined : new GitHubClient({ http: run.http, apiUrl, token, repository }),
      prove: (urls, commit) => proveLive(inputs, urls, commit, run),
    });
  },
  report,
});

import { runUrl } from '../../src/action/context.js';
import type { Run } from '../../src/action/run-action.js';
import { GitHubClient } from '../../src/github/client.js';
import { tellAfterwards } from './after/tell.js';
import type { Deps } from './deps.js';
import type { Inputs } from './inputs.js';
import { proveLive } from './prove.js';
import { railwayPlatform } from './railway-platform.js';
import { vercelPlatform } from './vercel-platform.js';

/** What main works with, made of a run and the tokens that were given. */
export function connect(inputs: Inputs, run: Run): Deps {
  const { githubToken, rollbackTimeoutMs: timeoutMs, vercel, railway } = inputs;
  const { apiUrl, repository } = run.context;
  const github =
    githubToken === undefined
      ? undefined
      : new GitHubClient({ http: run.http, apiUrl, token: githubToken, repository });
  return {
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
    github,
    tell: (result) => tellAfterwards(result, inputs, { ...run, github, runUrl: runUrl(run.context) }),
    prove: (live) => proveLive(inputs, live, run),
  };
}

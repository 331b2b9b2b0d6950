import { runAction } from '../../src/action/run-action.js';
import { GitHubClient } from '../../src/github/client.js';
import { refuseFrozen } from '../../src/github/refuse-frozen.js';
import { parseInputs } from './inputs.js';
import { main } from './main.js';
import { report } from './outputs.js';

await runAction({
  name: 'run-migrations',
  parseInputs,
  main: (inputs, run) => {
    const { apiUrl, repository } = run.context;
    const token = inputs.githubToken;
    const comments = token && inputs.comment;
    const github = comments ? new GitHubClient({ http: run.http, apiUrl, token, repository }) : undefined;
    const freezes = (environment: string) => refuseFrozen(token, environment, run);
    return main(inputs, { ...run, github, refuseFrozen: freezes });
  },
  report,
});

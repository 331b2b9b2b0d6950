import { runAction } from '../../src/action/run-action.js';
import { GitHubClient } from '../../src/github/client.js';
import { parseInputs } from './inputs.js';
import { main } from './main.js';
import { report } from './outputs.js';

await runAction({
  name: 'run-migrations',
  parseInputs,
  main: (inputs, run) => {
    const { apiUrl, repository } = run.context;
    const token = inputs.githubToken;
    const github = token ? new GitHubClient({ http: run.http, apiUrl, token, repository }) : undefined;
    return main(inputs, { ...run, github });
  },
  report,
});

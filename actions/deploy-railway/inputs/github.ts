import type { InputReader } from '../../../src/action/inputs.js';
import type { WantedPresence } from '../../../src/github/start-presence.js';

/** Reads how the deployment is shown on GitHub. Throws InputError for a bad value. */
export function readPresence(read: InputReader): WantedPresence {
  return {
    token: read.secret('github-token'),
    deployments: read.boolean('github-deployment', true),
    comment: read.choice('comment', ['auto', 'never'], 'auto') === 'auto',
    environment: read.string('environment'),
  };
}

import type { InputReader } from '../../../src/action/inputs.js';
import { InputError } from '../../../src/errors/errors.js';
import { oneOf } from '../../../src/errors/messages.js';

/** Where logs and numbers of Railway come from. */
export interface RailwayInputs {
  apiUrl: string;
  token: string;
  /** Ids of deployments by target name. */
  deployments: Record<string, string>;
}

/** Reads what the checks of kind `log` and `metric` need; undefined without a token. Throws InputError for a deployment of no target. */
export function readRailwayInputs(read: InputReader, targets: readonly string[]): RailwayInputs | undefined {
  const token = read.secret('railway-token');
  const apiUrl = read.url('railway-api-url', 'https://backboard.railway.com');
  const deployments = Object.fromEntries(
    read.list('railway-deployment').map((line) => pairOf(line, targets)),
  );
  return token === undefined ? undefined : { apiUrl, token, deployments };
}

function pairOf(line: string, targets: readonly string[]): readonly [string, string] {
  const [, named, id = line] = /^([A-Za-z0-9][\w.-]*)\s*=\s*(\S*)$/.exec(line) ?? [];
  const name = named ?? (targets.length === 1 ? targets[0] : undefined);
  if (name === undefined) {
    throw new InputError(
      'The input "railway-deployment" does not say which target the deployment answers for.',
      {
        fix: `Write lines of the form target=id; the targets are ${oneOf(targets) || 'not given'}.`,
      },
    );
  }
  if (targets.length > 0 && !targets.includes(name)) {
    throw new InputError(`The input "railway-deployment" names the target "${name}", which is not given.`, {
      fix: `Use ${oneOf(targets)}.`,
    });
  }
  if (id === '') {
    throw new InputError(`The input "railway-deployment" has no deployment for the target "${name}".`, {
      fix: 'It usually comes from an earlier job: use that job\'s output deployment-id, and check that the job is in "needs".',
    });
  }
  return [name, id];
}

import { alert } from './alert.js';
import { check } from './check.js';
import type { Command } from './command.js';
import { conclude } from './conclude.js';
import type { Deps } from './deps.js';
import { drill } from './drill.js';
import { freeze, unfreeze } from './freeze.js';
import type { Inputs } from './inputs.js';
import { reportDelivery } from './report.js';
import type { Result } from './result.js';
import { show } from './show.js';

const commands: Record<Command, (inputs: Inputs, deps: Deps) => Promise<Result>> = {
  conclude,
  rollback: conclude,
  check,
  report: reportDelivery,
  freeze,
  unfreeze,
  alert,
  show,
  drill,
};

/** Does what the command says. Throws InputError, and PlatformError where a command has nothing without the records. */
export function main(inputs: Inputs, deps: Deps): Promise<Result> {
  return commands[inputs.command](inputs, deps);
}

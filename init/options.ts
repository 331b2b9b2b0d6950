import { parseArgs } from 'node:util';
import { InputError } from '../src/errors/errors.js';
import { type Extra, extras, type Style, styles } from './plan/plan.js';

export const usage = `deploy-actions init [options]        writes the workflows for a repository, after showing them. For one frontend and one
                                     backend the reference workflows; for more of them, or one of them alone, those
                                     that call the reusable pipeline (workflows/README.md)
deploy-actions check-secrets         says whether what is staged for a commit holds a secret

  --directory <folder>   the repository (default: this one)
  --release <style>      push: every push is a release (default) · manual: by hand · staging: develop goes to staging, and
                         what staging verified is promoted by hand. By hand is approved once the environment
                         production has reviewers, which is told at the end
  --with <list>          more workflows, comma separated: ${extras.join(', ')} (default: rollback)
  --branch <name>        the branch production is released from (default: the repository's own)
  --frontend <folder>, --backend <folder>   where they are, when they are not found
  --migrations <folder>  the package whose migrations these are, when they are not found
  --hook                 also make the pre-commit hook that stops secrets (asked for when it is not given)
  --yes                  write new files without asking; a file that is there is never overwritten then
  --dry-run              only show

Tokens are read from the environment, never from here: with RAILWAY_TOKEN (a project token) and VERCEL_TOKEN (and
VERCEL_TEAM) set, the names of services and projects are looked up.`;

/** What was asked for on the command line. */
export type Options =
  | { command: 'help' }
  | { command: 'check-secrets'; directory: string }
  | {
      command: 'init';
      directory: string;
      style: Style;
      extras: Extra[];
      branch: string | undefined;
      frontend: string | undefined;
      backend: string | undefined;
      migrations: string | undefined;
      hook: boolean;
      yes: boolean;
      dryRun: boolean;
    };

const known = {
  directory: { type: 'string' },
  release: { type: 'string', default: 'push' },
  with: { type: 'string', default: 'rollback' },
  branch: { type: 'string' },
  frontend: { type: 'string' },
  backend: { type: 'string' },
  migrations: { type: 'string' },
  hook: { type: 'boolean', default: false },
  yes: { type: 'boolean', default: false },
  'dry-run': { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const;

/** Reads the command line. Throws InputError that names the option, the value got and those allowed. */
export function readOptions(args: readonly string[], here: string): Options {
  const { values, positionals } = parsed(args);
  const [command = 'init', ...more] = positionals;
  if (values.help || command === 'help') return { command: 'help' };
  if (more.length > 0 || !['init', 'check-secrets'].includes(command)) {
    throw new InputError(`There is no command "${positionals.join(' ')}".`, { fix: `Usage:\n${usage}` });
  }
  const directory = values.directory ?? here;
  if (command === 'check-secrets') return { command, directory };
  return {
    command: 'init',
    directory,
    style: oneOf('--release', values.release, styles),
    extras: [...new Set(values.with.split(',').map((name) => name.trim()))]
      .filter((name) => name !== '' && name !== 'none')
      .map((name) => oneOf('--with', name, extras)),
    branch: values.branch,
    frontend: values.frontend,
    backend: values.backend,
    migrations: values.migrations,
    hook: values.hook,
    yes: values.yes,
    dryRun: values['dry-run'],
  };
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: known, allowPositionals: true });
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    throw new InputError(message, { fix: `Usage:\n${usage}` });
  }
}

function oneOf<Choice extends string>(option: string, got: string, allowed: readonly Choice[]): Choice {
  const found = allowed.find((one) => one === got);
  if (found !== undefined) return found;
  throw new InputError(`${option} is "${got}".`, { fix: `Allowed are ${allowed.join(', ')}.` });
}

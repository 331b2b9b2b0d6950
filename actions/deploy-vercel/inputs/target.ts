import type { InputReader } from '../../../src/action/inputs.js';
import { InputError } from '../../../src/errors/errors.js';
import { badInput } from '../../../src/errors/messages.js';
import { unknownWord } from '../aliases/template.js';

/** What a deployment is for; `custom` = an environment of the project's own, which `customEnvironment` names. */
export type Target = 'preview' | 'production' | 'staged' | 'custom';

/** What to do with a rolling release: tell its stage, let it go on to the next one, or give it all traffic at once. */
export type Rolling = 'report' | 'approve' | 'complete';

/** The inputs about where a deployment goes. */
export interface TargetInputs {
  target: Target;
  /** Slug or id, with the target `custom` only. */
  customEnvironment: string | undefined;
  /** Templates, checked; see `aliases/template.ts`. */
  aliases: string[];
  rolling: Rolling;
  /** Which rollbacks may be undone by changing production: none, those older than the deployment, or all. */
  overRollback: 'none' | 'older' | 'all';
}

const overRollback = { false: 'none', older: 'older', true: 'all' } as const;

/** Reads and checks where the deployment goes. Throws InputError for a bad value and for inputs that contradict each other. */
export function readTargetInputs(read: InputReader, promotes: boolean): TargetInputs {
  const { target, customEnvironment } = readTarget(read);
  const rolling = read.choice('rolling', ['report', 'approve', 'complete'], 'report');
  if (rolling !== 'report' && target !== 'production') throw notProduction(rolling, target);
  if (rolling === 'approve' && !promotes) throw nothingToApprove();
  return {
    target,
    customEnvironment,
    aliases: readAliases(read, target),
    rolling,
    overRollback: overRollback[read.choice('allow-over-rollback', ['false', 'older', 'true'], 'false')],
  };
}

function readTarget(read: InputReader): Pick<TargetInputs, 'target' | 'customEnvironment'> {
  const value = read.string('target') ?? 'preview';
  if (value === 'preview' || value === 'production' || value === 'staged')
    return { target: value, customEnvironment: undefined };
  if (/^[a-z0-9][\w-]*$/i.test(value)) return { target: 'custom', customEnvironment: value };
  const allowed = "preview, production, staged, or the slug or id of one of the project's own environments";
  throw inputError(badInput('target', value, allowed));
}

function readAliases(read: InputReader, target: Target): string[] {
  const aliases = read.list('aliases');
  if (aliases.length > 0 && (target === 'production' || target === 'staged')) {
    throw new InputError(`The input "aliases" is given, but "target" is "${target}".`, {
      fix: 'Leave "aliases" out: production\'s domains are those of the project, and Vercel assigns them. Aliases are for previews and custom environments.',
    });
  }
  for (const alias of aliases) {
    const word = unknownWord(alias);
    if (word !== undefined)
      throw inputError(
        badInput('aliases', `{${word}}`, 'the words {project}, {branch}, {number}, {sha} and {environment}'),
      );
    if (/[\s/:@?#]/.test(alias))
      throw inputError(badInput('aliases', alias, 'host names without scheme, port and path, one a line'));
  }
  return aliases;
}

function notProduction(rolling: Rolling, target: Target): InputError {
  return new InputError(`The input "rolling" is "${rolling}", but "target" is "${target}".`, {
    fix: 'Set "target: production": only production goes out in stages.',
  });
}

function nothingToApprove(): InputError {
  return new InputError('The input "rolling" is "approve", but "deployment-id" is not given.', {
    fix: 'Give the deployment that rolls out in "deployment-id", the output of the step that made it, so that no other release is let on.',
  });
}

function inputError({ message, fix }: { message: string; fix: string }): InputError {
  return new InputError(message, { fix });
}

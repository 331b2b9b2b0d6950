import { describe, expect, it } from '@jest/globals';
import { CancelledError } from '../errors/errors.js';
import { systemClock } from '../runtime/clock.js';
import { scriptedContext } from './kinds/scripted-context.js';
import { Masker } from './masker.js';
import { runCheck } from './run-check.js';
import { suiteSchema } from './suite.js';
import { Variables } from './variables.js';

/** Makes a check whose request is never answered and minds neither its deadline nor a signal. */
function stuck(fields: Record<string, unknown>, signal: AbortSignal) {
  const [check] = suiteSchema.parse({ checks: [{ name: 'stuck', path: '/', retries: 0, ...fields }] }).checks;
  if (!check) throw new Error('The suite holds no check.');
  const { target, transport, ...shared } = scriptedContext({ clock: systemClock, signal });
  const request = () => new Promise<never>(() => undefined);
  return runCheck(
    { check: { ...check, target: target.name }, locate: undefined },
    {
      context: {
        ...shared,
        targets: new Map([[target.name, target]]),
        transport: { ...transport, request },
      },
      variables: new Variables({ env: {}, targets: [target] }, new Masker()),
      retries: 0,
    },
  );
}

describe('a check that hangs', () => {
  it('does not hold up the job: it is given up after its time, and blames no release', async () => {
    const { result } = await stuck({ timeout: '50ms' }, new AbortController().signal);
    expect(result).toMatchObject({ verdict: 'error', reason: 'it did not end within 50 ms' });
  }, 20_000);

  it('does not hold up a cancelled job, whether the cancel comes before or while it is made', async () => {
    await expect(stuck({}, AbortSignal.abort())).rejects.toBeInstanceOf(CancelledError);
    const cancel = new AbortController();
    const made = stuck({}, cancel.signal);
    cancel.abort();
    await expect(made).rejects.toBeInstanceOf(CancelledError);
  }, 20_000);
});

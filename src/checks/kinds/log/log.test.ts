import { describe, expect, it } from '@jest/globals';
import { PlatformError } from '../../../errors/errors.js';
import { scriptedContext } from '../scripted-context.js';
import type { LogLine } from '../services.js';
import { run } from './run.js';
import { log } from './spec.js';

type Reading = readonly LogLine[] | undefined | Error;

/** Each reading gives the lines of one more second; the last is repeated. */
async function check(fields: Record<string, unknown>, readings: Reading[]) {
  let asked = 0;
  const read = async () => {
    const reading = readings[Math.min(asked, readings.length - 1)];
    asked += 1;
    if (reading instanceof Error) throw reading;
    return reading;
  };
  const context = scriptedContext({ services: { logs: { read } } });
  const outcome = await run(log.schema.parse({ kind: 'log', name: 'log', ...fields }), context);
  return { ...outcome, asked };
}

const lines = (...texts: string[]): LogLine[] => texts.map((text, i) => ({ at: 1_000 + i, text }));

describe('log check', () => {
  it('waits for a line that must come', async () => {
    const found = await check({ matches: 'connected to (broker|kafka)' }, [
      lines('starting'),
      [],
      lines('starting', 'connected to broker'),
    ]);
    expect(found).toMatchObject({ verdict: 'pass', asked: 3 });
  });

  it('fails when the line does not come, and says how many lines it read', async () => {
    const found = await check({ matches: ['ready', 'never'], within: '10s' }, [lines('ready', 'x')]);
    expect(found).toMatchObject({ verdict: 'fail', reason: 'none of 2 lines of the log matches /never/' });
  });

  it('fails at the first line that must not be there', async () => {
    const found = await check({ 'not-matches': 'FATAL', watch: '1m' }, [
      lines('ok'),
      lines('FATAL: no role'),
    ]);
    expect(found).toMatchObject({ verdict: 'fail', asked: 2, final: true });
    expect(found.reason).toContain('"FATAL: no role"');
  });

  it.each([
    ['    at Server.handle (/app/server.js:12:7)'],
    ['Traceback (most recent call last):'],
    ['panic: runtime error: index out of range'],
    ['Exception in thread "main" java.lang.NullPointerException'],
    ['\tat com.example.Main.run(Main.java:14)'],
    ["\tfrom /app/app.rb:3:in 'call'"],
  ])('knows a stack trace: %s', async (line) => {
    expect((await check({ 'no-stack-traces': true }, [lines('ok', line)])).verdict).toBe('fail');
  });

  it('does not take plain lines for stack traces', async () => {
    const plain = lines('listening at http://0.0.0.0:8080', 'GET /at/from 200', 'at 12:30 the job ran');
    expect((await check({ 'no-stack-traces': true }, [plain])).verdict).toBe('pass');
  });

  it('cannot tell from an empty log, without a source, or for a target without a deployment', async () => {
    expect((await check({ 'not-matches': 'x' }, [[]])).verdict).toBe('inconclusive');
    expect(await check({ 'not-matches': 'x' }, [undefined])).toMatchObject({
      verdict: 'inconclusive',
      final: true,
    });
    const without = await run(
      log.schema.parse({ kind: 'log', name: 'log', matches: 'x' }),
      scriptedContext(),
    );
    expect(without).toMatchObject({
      verdict: 'inconclusive',
      reason: expect.stringContaining('railway-token'),
    });
  });

  it('looks again when the platform could not be asked just then, and never fails for it', async () => {
    const trouble = new PlatformError('Railway got no answer', { code: 'unreachable' });
    expect((await check({ matches: 'up' }, [trouble, lines('up')])).verdict).toBe('pass');
    const never = await check({ matches: 'up', within: '10s' }, [trouble]);
    expect(never).toMatchObject({
      verdict: 'inconclusive',
      reason: expect.stringContaining('Railway got no answer'),
    });
  });
});

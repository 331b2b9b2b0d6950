import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Fault } from '../../rehearsal/platforms/http/faults.js';
import { openTransferTest, type TransferTest, token } from './transfer-world.js';

let test: TransferTest;
beforeEach(async () => {
  test = await openTransferTest();
  test.write({ 'index.html': '<p>one', 'app.js': 'console.log(1)', 'a/b/style.css': 'p{}' });
});
afterEach(() => test.close());

const limited = { error: { code: 'rate_limited', message: 'Slow down.' } };

/** All that a service or a network does to a request now and then. */
const weather: [string, Fault][] = [
  ['429 with Retry-After', { kind: 'status', status: 429, body: limited, headers: { 'retry-after': '3' } }],
  ['429 without Retry-After', { kind: 'status', status: 429, body: limited }],
  ['500', { kind: 'status', status: 500, body: { error: { code: 'internal', message: 'oops' } } }],
  ['a 502 page', { kind: 'status', status: 502, body: '<html>Bad gateway</html>' }],
  ['503 with Retry-After', { kind: 'status', status: 503, headers: { 'retry-after': '1' } }],
  ['a connection that is dropped', { kind: 'reset' }],
  ['a connection that is dropped after it was done', { kind: 'reset-after' }],
  ['no answer', { kind: 'hang' }],
  ['no answer although it was done', { kind: 'hang-after' }],
  ['an answer that is not JSON', { kind: 'garbage' }],
  ['a slow answer', { kind: 'slow', delayMs: 150 }],
];

/** Lets a fault happen; one that answers nothing is waited for only as long as a test can. */
function meet(operation: string, fault: Fault, which: { from?: number; times?: number } = {}): void {
  if (fault.kind.startsWith('hang')) test.patience.ms = 700;
  test.vercel.faults.add({ operation, fault, ...which });
}

async function deploysOnce(): Promise<void> {
  const created = await test.send();
  const made = test.vercel.deployments('site');
  expect(made.map(({ id }) => id)).toEqual([created.id]);
  expect(created.sent).toMatchObject({ files: 3 });
  expect(test.log.lines.join('\n')).not.toContain(token);
  expect(test.vercel.requests.map(({ url }) => url).join('\n')).not.toContain(token);
}

describe('one deployment, whatever happens while it is made', () => {
  it.each(weather)('%s to the first request', async (_, fault) => {
    meet('createDeployment', fault);
    await deploysOnce();
  });

  it.each(weather)('%s to the request after the upload', async (_, fault) => {
    meet('createDeployment', fault, { from: 2 });
    await deploysOnce();
  });

  it.each(weather)('%s to two uploads', async (_, fault) => {
    meet('uploadFile', fault, { from: 2, times: 2 });
    await deploysOnce();
  });

  it.each(weather)('%s to the look for a deployment whose answer got lost', async (_, fault) => {
    test.vercel.faults.add({ operation: 'createDeployment', from: 2, fault: { kind: 'reset-after' } });
    meet('getDeployments', fault);
    await deploysOnce();
  });

  it('nothing is sent again while it cannot be known whether it was made', async () => {
    test.vercel.faults.add({ operation: 'createDeployment', from: 2, fault: { kind: 'reset-after' } });
    test.vercel.faults.add({
      operation: 'getDeployments',
      times: 99,
      fault: { kind: 'status', status: 500 },
    });
    await expect(test.send()).rejects.toMatchObject({ ambiguous: true });
    expect(test.vercel.deployments('site')).toHaveLength(1);
    expect(test.count('createDeployment')).toBe(2);
  });
});

describe('what the official client loses a deployment to', () => {
  it('waits as long as Retry-After says before it makes the deployment', async () => {
    test.vercel.faults.add({ operation: 'createDeployment', fault: weather[0]?.[1] ?? { kind: 'reset' } });
    await test.send();
    expect(test.waits).toContain(3_000);
  });

  it('waits as long as Retry-After says before it sends a file again', async () => {
    test.vercel.faults.add({ operation: 'uploadFile', fault: weather[0]?.[1] ?? { kind: 'reset' } });
    await test.send();
    expect(test.waits).toContain(3_000);
    expect(test.count('uploadFile')).toBe(4);
  });

  it('sends files once more that Vercel says are missing after they were sent', async () => {
    const garbage: Fault = { kind: 'garbage' };
    test.vercel.faults.add({ operation: 'uploadFile', times: 4, fault: garbage });
    await deploysOnce();
    expect(test.count('createDeployment')).toBeGreaterThanOrEqual(3);
    expect(test.log.lines.join('\n')).toContain('once more');
  });

  it('does not send files for ever that Vercel keeps losing, and says so', async () => {
    test.vercel.faults.add({ operation: 'uploadFile', times: 100, fault: { kind: 'garbage' } });
    await expect(test.send()).rejects.toThrow(
      'still says that 3 files are missing, after they were sent 5 times',
    );
    expect(test.vercel.deployments('site')).toHaveLength(0);
  });

  it('does not make a second deployment when the first is broken from the start', async () => {
    test.vercel.scriptNextDeployment({ end: 'ERROR', errorCode: 'BUILD_FAILED', errorMessage: 'no' });
    await deploysOnce();
  });

  it('puts VERCEL_TEAM_ID of the environment into no address', async () => {
    process.env.VERCEL_TEAM_ID = 'team_other';
    try {
      await deploysOnce();
      expect(test.vercel.requests.some(({ url }) => url.includes('team_other'))).toBe(false);
    } finally {
      delete process.env.VERCEL_TEAM_ID;
    }
  });

  it('stops at once when the run is cancelled while a file is sent', async () => {
    test.vercel.faults.add({ operation: 'uploadFile', times: 9, fault: { kind: 'hang' } });
    const cancel = new AbortController();
    const sending = test.send({}, cancel.signal);
    const seen = setInterval(() => test.count('uploadFile') > 0 && cancel.abort(), 5);
    await expect(sending)
      .rejects.toThrow('cancelled')
      .finally(() => clearInterval(seen));
    expect(test.vercel.deployments('site')).toHaveLength(0);
  });
});

describe('what cannot be helped is said, and not tried again', () => {
  it.each([
    ['builds_rate_limited', 'createDeployment'],
    ['api-upload-free', 'uploadFile'],
  ])('a limit that lasts hours: %s', async (code, operation) => {
    const body = {
      error: {
        code: 'rate_limited',
        errorName: code,
        message: 'used up',
        limit: { reset: Date.now() + 9e6 },
      },
    };
    test.vercel.faults.add({ operation, times: 99, fault: { kind: 'status', status: 429, body } });
    await expect(test.send()).rejects.toMatchObject({ status: 429 });
    expect(test.count('createDeployment')).toBe(1);
    expect(test.waits).toEqual([]);
  });

  it('a limit whose Retry-After is an hour', async () => {
    const headers = { 'retry-after': '3600' };
    const fault: Fault = { kind: 'status', status: 429, body: limited, headers };
    test.vercel.faults.add({ operation: 'createDeployment', times: 99, fault });
    await expect(test.send()).rejects.toMatchObject({ status: 429, code: 'rate_limited' });
    expect(test.count('createDeployment')).toBe(1);
  });

  it('a server that stays broken, after a few tries', async () => {
    test.vercel.faults.add({ operation: 'uploadFile', times: 999, fault: { kind: 'status', status: 500 } });
    await expect(test.send()).rejects.toMatchObject({ status: 500 });
    expect(test.vercel.deployments('site')).toHaveLength(0);
  });

  it('a request that Vercel does not accept, in its own words', async () => {
    const body = {
      error: { code: 'bad_request', message: 'should NOT have additional property `nowConfig`.' },
    };
    test.vercel.faults.add({ operation: 'createDeployment', fault: { kind: 'status', status: 400, body } });
    await expect(test.send()).rejects.toThrow('should NOT have additional property `nowConfig`.');
    expect(test.count('createDeployment')).toBe(1);
  });

  it('a page of a proxy in place of an answer', async () => {
    test.vercel.faults.add({
      operation: 'uploadFile',
      times: 9,
      fault: { kind: 'status', status: 413, body: '<html>too large' },
    });
    await expect(test.send()).rejects.toThrow(/upload .* was refused \(HTTP 413\): <html>too large/);
  });
});

import { describe, expect, it } from '@jest/globals';
import { answered, scriptedContext } from '../scripted-context.js';
import { run } from './run.js';
import { cors } from './spec.js';

const app = 'https://app.example.com';

/** An end point that answers every request, or only those that are no pre-flight, with one status. */
function made(fields: object, status: number, when: 'always' | 'after the pre-flight' = 'always') {
  const headers = 'allowed' in fields ? {} : { 'access-control-allow-origin': app };
  const context = scriptedContext({}, ({ method }) =>
    answered({ status: when === 'always' || method !== 'OPTIONS' ? status : 204, headers }),
  );
  return run(cors.schema.parse({ kind: 'cors', name: 'it', path: '/api', origin: app, ...fields }), context);
}

describe('an end point that breaks', () => {
  it('has refused nobody: an origin that must not ask is not proved to be kept out', async () => {
    expect(await made({ allowed: false }, 500)).toMatchObject({
      verdict: 'fail',
      reason: `the pre-flight from ${app} is answered with HTTP 500`,
    });
    expect(await made({ allowed: false }, 503, 'after the pre-flight')).toMatchObject({
      verdict: 'fail',
      reason: `the request from ${app} is answered with HTTP 503`,
    });
    expect((await made({ allowed: false }, 403)).verdict).toBe('pass');
  });

  it('is not what a page may ask either, although its headers would let it', async () => {
    expect((await made({}, 500, 'after the pre-flight')).verdict).toBe('fail');
    expect((await made({}, 200)).verdict).toBe('pass');
  });
});

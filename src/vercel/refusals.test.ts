import { describe, expect, it } from '@jest/globals';
import { refusalError } from './refusals.js';

const refuse = (more: Partial<Parameters<typeof refusalError>[0]>) =>
  refusalError({
    operation: 'Vercel: read the project "web"',
    status: 400,
    code: '',
    message: 'no',
    team: 'acme',
    changes: false,
    ...more,
  });

describe('a refusal tells people', () => {
  it.each([
    [{ status: 403, code: 'forbidden' }, 'the team "acme"'],
    [{ status: 403, code: 'forbidden', team: undefined }, 'the input "team" is not given'],
    [{ status: 404, code: 'not_found' }, 'What belongs to a team is found only with "team"'],
    [{ status: 403, invalidToken: true }, 'The token is not valid'],
    [{ status: 402, code: 'payment_required' }, 'billing'],
    [{ status: 413 }, 'archive: tgz'],
    [{ status: 503 }, 'vercel-status.com'],
  ])('what to do: %j', (refusal, said) => {
    expect(refuse(refusal).fix).toContain(said);
  });

  it.each([Date.parse('2026-11-21T10:00:00Z'), Date.parse('2026-11-21T10:00:00Z') / 1_000])(
    'when a limit ends, in milliseconds and in seconds: %d',
    (resetAt) => {
      expect(refuse({ status: 429, code: 'api-upload-free', resetAt }).fix).toContain(
        '2026-11-21T10:00:00.000Z',
      );
      expect(refuse({ status: 429, code: 'rate_limited', resetAt }).fix).toContain('The limit ends at');
    },
  );

  it('is ambiguous only where a change met a fault of the server', () => {
    expect(refuse({ status: 500, changes: true }).ambiguous).toBe(true);
    expect(refuse({ status: 500 }).ambiguous).toBe(false);
    expect(refuse({ status: 409, changes: true }).ambiguous).toBe(false);
  });
});

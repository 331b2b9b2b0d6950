import { describe, expect, it } from '@jest/globals';
import { describeAddress, parseAddress, withoutSecrets } from './address.js';
import { connectionFailed } from './connection-error.js';

const given = (text: string) => parseAddress('database-url', text);

describe('the address of a database', () => {
  it('is named without its password', () => {
    const address = given('postgresql://me:p%40ss%2Fword@db.example.com/notes?sslmode=require');
    expect(describeAddress(address)).toBe('database "notes" on db.example.com:5432');
    expect(withoutSecrets('p@ss/word, p%40ss%2Fword', address)).toBe('***, ***');
  });

  it.each([
    [
      'postgresql://u:hunter22@ep-blue-1-pooler.eu.neon.tech/db',
      /pooler/,
      /direct host: ep-blue-1\.eu\.neon\.tech/,
    ],
    ['postgresql://u:hunter22@aws.pooler.supabase.com:6543/db', /transaction mode/, /5432/],
    ['postgresql://u:hunter22@postgres.railway.internal:5432/db', /private network/, /DATABASE_PUBLIC_URL/],
    ['mysql://u:hunter22@host/db', /not a PostgreSQL address/, /%40/],
    ['postgresql://u:12#hunter22@host/db', /not a PostgreSQL address/, /%23/],
    ['postgresql://u:12/hunter22@host/db', /not a PostgreSQL address/, /%2F/],
    ['u:hunter22@host/db', /not a PostgreSQL address/, /postgresql:\/\/user/],
  ])('that cannot work is refused with what can: %s', (text, message, fix) => {
    let caught: unknown;
    try {
      given(text);
    } catch (error) {
      caught = error;
    }
    expect(caught).toMatchObject({
      message: expect.stringMatching(message),
      fix: expect.stringMatching(fix),
    });
    expect(JSON.stringify(caught) + String(caught)).not.toContain('hunter22');
  });

  it.each([
    ['28P01', 'password authentication failed', /user "u" was refused/],
    ['3D000', 'database "db" does not exist', /no such database/],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', 'self-signed certificate', /no encrypted connection/],
    ['', 'The server does not support SSL connections', /no encrypted connection/],
    ['ECONNREFUSED', 'connect ECONNREFUSED', /does not answer/],
  ])('tells why it gives no connection: %s', (code, message, expected) => {
    const error = connectionFailed(
      Object.assign(new Error(`${message} hunter22`), { code }),
      given('postgresql://u:hunter22@h/db'),
    );
    expect(error.message).toMatch(expected);
    expect(`${error.message}${error.fix}${error.cause}`).not.toContain('hunter22');
  });
});

import { describe, expect, it } from '@jest/globals';
import { InputReader } from '../../src/action/inputs.js';
import { parseInputs } from './inputs.js';

const masked: string[] = [];
const parse = (given: Record<string, string>) =>
  parseInputs(
    new InputReader({
      raw: (name) => given[name] ?? '',
      mask: (secret) => void masked.push(secret),
      workspace: '/repo',
    }),
  );
const url = 'postgresql://u:hunter22@h/db';
const base = { 'database-url': url };

describe('what a workflow says', () => {
  it('has the documented defaults, and its secrets are masked before anything is logged', () => {
    const secrets = {
      'backup-key': 'k'.repeat(16),
      'neon-api-key': 'n',
      'neon-project': 'p',
      'railway-token': 't',
    };
    expect(parse({ ...base, ...secrets })).toMatchObject({
      command: 'up',
      tool: 'auto',
      workingDirectory: '/repo',
      lockTimeoutMs: 5_000,
      statementTimeoutMs: 300_000,
      waitTimeoutMs: 120_000,
      lockRetries: 3,
      drift: 'warn',
      phase: 'all',
      onRisky: 'warn',
      allowDestructive: false,
      backup: { mode: 'auto', directory: '/repo/.deploy-actions/backups', keep: { count: 10, ageMs: null } },
    });
    expect(masked).toEqual(expect.arrayContaining([url, 'k'.repeat(16), 'n', 't']));
  });

  it.each([
    [{}, /"database-url" is missing/, /railway-service.*neon-branch/],
    [{ ...base, command: 'down' }, /"down" needs the input "to"/, /"base" to take back all/],
    [{ ...base, to: 'a' }, /"to" is for "command: down"; the command is "up"/, /Leave it out/],
    [{ ...base, command: 'resolve' }, /needs the input "resolve"/, /applied <name>/],
    [{ ...base, command: 'resolve', resolve: 'skip a' }, /the line "skip a"/, /rolled-back <name>/],
    [{ ...base, 'up-command': 'x' }, /"status-command" is missing/, /ends with 0 when nothing is pending/],
    [{ ...base, measure: 'true' }, /no preview database/, /neon-branch/],
    [{ ...base, 'neon-branch': 'pr-1' }, /"neon-api-key" is missing/, /console/],
    [{ 'railway-service': 'api' }, /needs "railway-token"/, /project token/],
    [
      { ...base, where: 'railway-pre-deploy' },
      /needs the input "pre-deploy-command"/,
      /alembic upgrade head/,
    ],
    [{ ...base, 'on-risky': 'maybe' }, /on-risky.*maybe/, /./],
    [{ 'database-url': 'postgresql://u:p@h:6432/db' }, /connection pooler \(h:6432\)/, /h:5432/],
    [{ 'database-url': 'postgresql://u:p@h/db?pgbouncer=true' }, /connection pooler/, /DIRECT_URL/],
    [{ 'database-url': 'sqlite://' }, /names no file of SQLite/, /file:/],
  ])('that contradicts itself is told with the way out: %j', (given, message, fix) => {
    let caught: unknown;
    try {
      parse(given);
    } catch (error) {
      caught = error;
    }
    expect(caught).toMatchObject({ message: expect.stringMatching(message) });
    expect(`${(caught as { fix?: string }).fix} ${(caught as Error).message}`).toMatch(fix);
  });

  it.each([
    ['file:./data/app.db', '/repo/data/app.db'],
    ['file:/data/app.db', '/data/app.db'],
    ['sqlite:///app.db', '/repo/app.db'],
    ['sqlite:////data/app.db', '/data/app.db'],
    ['sqlite+aiosqlite:///app.db?x=1', '/repo/app.db'],
  ])('finds the SQLite file of %s', (text, file) => {
    expect(parse({ 'database-url': text }).address).toMatchObject({ dialect: 'sqlite', file });
  });

  it("hands SQLAlchemy's driver on and connects without it", () => {
    expect(parse({ 'database-url': 'postgresql+asyncpg://u:hunter22@h/db' }).address).toMatchObject({
      connection: url,
      given: 'postgresql+asyncpg://u:hunter22@h/db',
    });
  });
});

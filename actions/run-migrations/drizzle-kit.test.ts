import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type SampleApp, type SampleApps, startSampleApps } from '../../test/run-migrations/sample-app.js';
import { installTools } from '../../test/tools/install.js';
import { report } from './outputs.js';

let apps: SampleApps;
let modules: string;
beforeAll(async () => {
  modules = join(await installTools('drizzle-kit'), 'node_modules');
  apps = await startSampleApps();
}, 120_000);
afterAll(() => apps.close());

const schema = (columns: string) =>
  `const { pgTable, integer, text } = require('drizzle-orm/pg-core');\nexports.notes = pgTable('notes', { id: integer().primaryKey(), ${columns} });\n`;
const config = `module.exports = { dialect: 'postgresql', schema: './schema.js', out: './drizzle', dbCredentials: { url: process.env.DATABASE_URL } };\n`;

function kit(app: SampleApp, ...args: string[]): { status: number | null; text: string } {
  const command = join(modules, '.bin', 'drizzle-kit');
  const env = { ...process.env, DATABASE_URL: app.url, NO_COLOR: '1' };
  const { status, stdout, stderr } = spawnSync(command, args, { cwd: app.folder, env, encoding: 'utf8' });
  return { status, text: `${stdout}${stderr}` };
}

describe('what drizzle-kit makes', () => {
  it('is applied as drizzle-kit would, which then finds nothing to do; what it skips or fails silently is told', async () => {
    const app = await apps.app(
      { 'package.json': '{}', 'drizzle.config.js': config, 'schema.js': schema('title: text()') },
      { modules },
    );
    expect(kit(app, 'generate', '--name=first')).toMatchObject({ status: 0 });
    expect(await app.run()).toMatchObject({ status: 'applied', tool: 'drizzle', to: '0000_first' });
    app.write({ 'schema.js': schema('title: text(), colour: text()') });
    kit(app, 'generate', '--name=second');
    // A branch that was generated before the first migration and merged after it.
    const journal = join(app.folder, 'drizzle/meta/_journal.json');
    const text = readFileSync(journal, 'utf8');
    const dates = [...text.matchAll(/"when": (\d+)/g)].map((match) => match[1] ?? '');
    app.write({ 'drizzle/meta/_journal.json': text.replace(dates[1] ?? '', String(Number(dates[0]) - 1)) });
    const skipped = kit(app, 'migrate');
    expect(skipped).toMatchObject({
      status: 0,
      text: expect.stringContaining('migrations applied successfully'),
    });
    const columns = `select count(*)::int as value from information_schema.columns where table_name = 'notes'`;
    expect(await app.ask(columns)).toBe(2);
    await expect(app.run()).rejects.toThrow(/0001_second is dated .* Drizzle would skip it without a word/);
    app.write({ 'drizzle/meta/_journal.json': text });
    const second = readdirSync(join(app.folder, 'drizzle')).find((name) => name.startsWith('0001')) ?? '';
    const sql = readFileSync(join(app.folder, 'drizzle', second), 'utf8');
    app.write({ [`drizzle/${second}`]: sql.replace('"notes"', '"nothing"') });
    const failed = kit(app, 'migrate');
    expect(failed.status).toBe(1);
    expect(failed.text).not.toContain('does not exist');
    expect(report(await app.run()).failure?.message).toContain('relation "nothing" does not exist');
    app.write({ [`drizzle/${second}`]: sql });
    expect(await app.run()).toMatchObject({ status: 'applied', to: '0001_second' });
    expect(await app.ask(columns)).toBe(3);
  }, 60_000);
});

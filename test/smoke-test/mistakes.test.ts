import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { serve, type TestServer } from '../../src/checks/misbehaving/server.js';
import { runBundle } from '../run-bundle.js';

const workspace = mkdtempSync(join(tmpdir(), 'mistakes-'));
let server: TestServer;
beforeAll(async () => {
  server = await serve((_, response) => response.end('{}'));
  mkdirSync(join(workspace, '.github'));
});
afterAll(async () => {
  await server.close();
  rmSync(workspace, { recursive: true, force: true });
});

/** What the runner reads as an error at a place of the suite. */
async function annotationOf(fields: string): Promise<string | undefined> {
  writeFileSync(
    join(workspace, '.github/smoke-test.yml'),
    `checks:\n  - name: home\n    path: /\n    ${fields}\n`,
  );
  const { code, stdout } = await runBundle('smoke-test', { workspace, inputs: { url: server.url } });
  expect(code).toBe(1);
  return stdout.split('\n').find((line) => line.startsWith('::error') && line.includes('file='));
}

const file = 'file=.github/smoke-test.yml';
const told = '.github/smoke-test.yml, line';

describe('a mistake in the suite is an error at its line of the file', () => {
  it.each([
    ['that is no YAML', 'needs: [', `${file},line=5,col=1::.github/smoke-test.yml is not valid YAML`],
    ['of its form', 'pth: /', `${file},line=2,col=5::.github/smoke-test.yml does not have the form`],
    [
      'in a need',
      'needs: [gone]',
      `${file},line=4,col=13::${told} 4, column 13: The check "home" needs "gone"`,
    ],
    ['in a target', 'target: api', `${file},line=4,col=13::${told} 4, column 13: `],
    ['in a variable', 'headers: { x-a: "{{token}}" }', `${file},line=4,col=21::${told} 4, column 21: `],
    ['in the environment', 'body: "{{env.NOPE}}"', `${file},line=4,col=11::${told} 4, column 11: `],
    ['that turns in a circle', 'needs: [home]', `${file},line=4,col=12::${told} 4, column 12: `],
    [
      'in a schema',
      'expect: { json-schema: gone.json }',
      `${file},line=4,col=28::default: it could not be made`,
    ],
    [
      'in a file to upload',
      'multipart: [{ name: f, file: gone.png }]',
      `${file},line=4,col=34::default: it could not be made`,
    ],
  ])('%s', async (_, fields, annotation) => {
    expect(await annotationOf(fields)).toContain(annotation);
  });
});

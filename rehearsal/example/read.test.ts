import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { declarationSchema } from './declaration.js';
import { readExample } from './read.js';
import { findRequirements } from './requirements.js';
import { readYaml } from './yaml.js';

const home = mkdtempSync(join(tmpdir(), 'examples-'));
afterAll(() => rmSync(home, { recursive: true, force: true }));

/** The message of an example whose declaration is this text. */
async function messageFor(text: string): Promise<string> {
  const folder = mkdtempSync(join(home, 'shop-'));
  mkdirSync(join(folder, 'versions'));
  writeFileSync(join(folder, 'rehearsal.yml'), text);
  return readExample(folder).then(
    () => 'it was read',
    (error: Error) => error.message,
  );
}

describe('the declaration of an example', () => {
  it('is read with everything that need not be said', async () => {
    const folder = mkdtempSync(join(home, 'small-'));
    mkdirSync(join(folder, 'versions'));
    writeFileSync(join(folder, 'versions/v2.patch'), '');
    writeFileSync(join(folder, 'rehearsal.yml'), 'services: { backend: {} }\nversions: { good: v2.patch }');
    const { declaration } = await readExample(folder);
    expect(Object.keys(declaration.environments)).toEqual(['production']);
    expect(declaration.services.backend).toMatchObject({ draining: 3_000, overlap: 0, public: true });
    expect(declaration.versions.good).toEqual(['v2.patch']);
  });

  it.each([
    [
      'a field nobody reads',
      'services:\n  api: { helth: { path: / } }',
      /line 2, column 8: services.api: .*"helth"/,
    ],
    [
      'a time without a unit',
      'services:\n  api: { draining: "3" }',
      /line 2, column 20: services.api.draining: is a length of time/,
    ],
    [
      'a database of no known kind',
      'databases:\n  main: { kind: mongo }',
      /line 2, column .*kind is postgres, neon, redis or kafka/,
    ],
    [
      'a reference to nothing',
      "services:\n  api:\n    variables:\n      X: '${services.web.url}'",
      /line 4, column 10: .*there is no "web" under services; there are api/,
    ],
    [
      'a field a part has not',
      "secrets: { X: '${databases.main.port}' }\ndatabases: { main: { kind: redis } }",
      /line 1, column 15: .*use one of url, name/,
    ],
    [
      'a name of a Kafka, which is no database',
      "secrets: { X: '${databases.bus.name}' }\ndatabases: { bus: { kind: kafka, topics: [jobs] } }",
      /line 1, column 15: .*use one of url/,
    ],
    [
      'an event GitHub has not',
      'workflows:\n  workflows/pipeline.yml: { event: pushed }',
      /line 2, .*is no event: got "pushed"/,
    ],
    [
      'an expectation of two kinds',
      'stories:\n  a:\n    releases: [{ name: v1 }]\n    expect:\n      - { took: { release: v1, at-most: 1s }, environments: [] }',
      /line 5, column 9: .*holds exactly one of/,
    ],
    [
      'a release that is not told',
      'stories:\n  a:\n    releases: [{ name: v1 }]\n    expect: [{ run: { release: v2, ends: success } }]',
      /stories.a.expect: there is no "v2"; there are v1/,
    ],
    [
      'a patch that is not there',
      'versions: { good: v2.patch }',
      /versions\/v2.patch: there is no such patch/,
    ],
    ['what is no YAML', 'services: {', /is not valid YAML: line 1/],
  ])('says where there is %s', async (_, text, message) => {
    expect(await messageFor(text)).toMatch(message);
  });
});

describe('what an example needs of the machine', () => {
  const needing = async (needs: string) => {
    const folder = mkdtempSync(join(home, 'needy-'));
    writeFileSync(join(folder, 'rehearsal.yml'), `needs: ${needs}`);
    return findRequirements((await readExample(folder)).declaration);
  };

  it('is told when it is missing, with the package to install', async () => {
    expect((await needing('{ commands: [no-such-command-here] }')).missing).toContain('no-such-command-here');
    const missing = (await needing('{ python: [json, no_such_module] }')).missing;
    expect(missing).toContain('Python has no no_such_module here');
  });
});

describe('the guide to writing an example', () => {
  it('shows declarations that are read', () => {
    const guide = readFileSync(resolve('examples/README.md'), 'utf8');
    const blocks = [...guide.matchAll(/```yaml\n([\s\S]*?)```/g)].map(([, text = '']) => text);
    expect(blocks).toHaveLength(2);
    for (const block of blocks) readYaml('examples/README.md', block, declarationSchema);
  });
});

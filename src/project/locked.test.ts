import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { lockedPackages } from './locked.js';

const files: [string, string][] = [
  [
    'package-lock.json',
    JSON.stringify({
      lockfileVersion: 3,
      packages: {
        '': { name: 'app', version: '1.0.0' },
        'apps/web': { version: '1.0.0' },
        'node_modules/web': { link: true },
        'node_modules/lodash': { version: '4.17.21' },
        'node_modules/a/node_modules/lodash': { version: '3.0.0' },
      },
    }),
  ],
  [
    'pnpm-lock.yaml',
    "lockfileVersion: '9.0'\npackages:\n  lodash@4.17.21:\n    resolution: {}\n  lodash@3.0.0(react@1.0.0):\n    resolution: {}\n",
  ],
  [
    'pnpm-lock.yaml',
    "lockfileVersion: '6.0'\npackages:\n  /lodash@4.17.21:\n    resolution: {}\n  /lodash@3.0.0:\n    resolution: {}\n",
  ],
  [
    'yarn.lock',
    '# yarn lockfile v1\n\nlodash@^3.0.0:\n  version "3.0.0"\n\nlodash@^4, "lodash@>=4":\n  version "4.17.21"\n  dependencies:\n    x "1"\n',
  ],
  [
    'yarn.lock',
    '__metadata:\n  version: 8\n\n"lodash@npm:^3":\n  version: 3.0.0\n\n"lodash@npm:^4, lodash@npm:4":\n  version: 4.17.21\n\n"app@workspace:.":\n  version: 0.0.0-use.local\n',
  ],
  [
    'bun.lock',
    '{\n  "lockfileVersion": 1,\n  "packages": {\n    "lodash": ["lodash@4.17.21", "", {}, "sha512"],\n    "a/lodash": ["lodash@3.0.0", "", {}],\n  },\n}\n',
  ],
  [
    'uv.lock',
    'version = 1\n\n[[package]]\nname = "lodash"\nversion = "4.17.21"\n\n[[package]]\nname = "Lodash"\nversion = "3.0.0"\n',
  ],
  ['requirements.txt', '# x\nlodash==4.17.21\nLodash[extra] == 3.0.0 ; python_version > "3"\nother>=1\n'],
];

describe('every version that is locked is known, so that none escapes the audit', () => {
  it.each(files)('%s', (file, text) => {
    const locked = lockedPackages(file, text);
    expect([...(locked?.packages.keys() ?? [])]).toEqual(['lodash']);
    expect([...(locked?.packages.get('lodash') ?? [])].sort()).toEqual(['3.0.0', '4.17.21']);
  });

  it('this project’s own lock file', () => {
    const locked = lockedPackages('package-lock.json', readFileSync('package-lock.json', 'utf8'));
    expect(locked?.packages.size).toBeGreaterThan(300);
  });

  it.each([
    ['package-lock.json', '{"dependencies":{}}'],
    ['package-lock.json', '{'],
    ['go.sum', ''],
  ])('%s that cannot be read is unknown, not empty', (file, text) => {
    expect(lockedPackages(file, text)).toBeUndefined();
  });
});

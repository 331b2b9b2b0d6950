import { describe, expect, it } from '@jest/globals';
import { catalogue, diagnose } from './diagnosis.js';

/** A symptom of each row, in the order of the catalogue, and a word of the cause that people must read. */
const symptoms: [Partial<Parameters<typeof diagnose>[0]>, string][] = [
  [{ code: 'TEAM_ACCESS_REQUIRED' }, 'no member of the Vercel team'],
  [{ code: 'COMMIT_AUTHOR_REQUIRED' }, "commit's author"],
  [{ code: 'api-upload-free' }, 'limit on uploaded files'],
  [{ message: 'Invalid request: `files` should NOT have more than 15000 items' }, '15 000'],
  [{ code: 'request_entity_too_large' }, 'larger than the plan allows'],
  [{ code: 'builds_rate_limited' }, 'builds are used up'],
  [
    { code: 'api-deployments-free-per-day', message: 'Resource is limited - try again in 2 hours' },
    'new deployments',
  ],
  [{ code: 'payment_required' }, 'plan does not allow'],
  [{ code: 'rate_limited' }, 'More requests'],
  [{ code: 'missing_files' }, 'lost files'],
  [{ lines: ['npm error Missing script: "build"'] }, 'no build script'],
  [{ message: 'The specified Root Directory "apps/web" does not exist.' }, 'root directory'],
  [
    { message: 'No Output Directory named "public" found after the Build completed.' },
    'without the output directory',
  ],
  [{ lines: ['FATAL ERROR: Reached heap limit - JavaScript heap out of memory'] }, 'more memory'],
  [{ lines: ['ERR_PNPM_OUTDATED_LOCKFILE Cannot install with "frozen-lockfile"'] }, 'lock file'],
  [
    { lines: ['npm error code E401', 'npm error code E401 Unable to authenticate with the registry'] },
    'registry',
  ],
  [{ lines: ["Error: Cannot find module 'left-pad'"] }, 'does not find a module'],
  [
    { message: 'Error: Found invalid Node.js Version: "14.x". Please set Node.js Version to 22.x' },
    'Node.js version',
  ],
  [{ lines: ["src/a.ts(1,1): error TS2304: Cannot find name 'b'."] }, 'type check'],
  [{ code: 'BUILD_TIMEOUT' }, 'longer than Vercel allows'],
  [
    { message: 'The Serverless Function "api/x" exceeds the maximum size limit of 250mb' },
    'larger than Vercel allows',
  ],
  [{ code: 'conflicting_file_path' }, 'same address'],
  [{ message: 'Invalid vercel.json file provided' }, 'configuration'],
  [{ code: 'cert_missing' }, 'no certificate'],
  [{ code: 'domain_not_verified' }, 'not verified'],
  [{ code: 'domain_missing' }, 'does not belong to this account'],
  [{ code: 'alias_in_use' }, 'another project'],
  [{ code: 'invalid_alias' }, 'host name'],
];

describe('the catalogue', () => {
  it.each(symptoms)('%j: %s', (symptom, word) => {
    const found = diagnose({ code: '', message: '', lines: [], ...symptom });
    expect(found?.cause).toContain(word);
    expect(found?.fix).toMatch(/^[A-Z].*\.$/);
  });

  it('has a symptom for each of its rows', () => {
    const causes = new Set(
      symptoms.map(([symptom]) => diagnose({ code: '', message: '', lines: [], ...symptom })?.cause),
    );
    expect(causes.size).toBe(catalogue.length);
  });

  it('lets a code say more than a line of the log', () => {
    const lines = ["Cannot find module 'x'"];
    expect(diagnose({ code: 'BUILD_OUT_OF_MEMORY', message: '', lines })?.cause).toContain('memory');
  });

  it('makes nothing up for what it does not know', () => {
    expect(
      diagnose({ code: 'BUILD_FAILED', message: 'Command "x" exited with 1', lines: ['ok'] }),
    ).toBeUndefined();
    expect(diagnose({ code: '', message: '', lines: [] })).toBeUndefined();
  });
});

import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readAudit } from './read.js';

const ghsa = 'GHSA-35jh-r3h4-6jhm';
const url = `https://github.com/advisories/${ghsa}`;
const old = {
  advisories: {
    1065: {
      ...{ id: 1065, module_name: 'lodash', severity: 'high', title: 'Command Injection', url },
      ...{ patched_versions: '>=4.17.21', cves: ['CVE-2021-23337'], github_advisory_id: ghsa },
      findings: [{ version: '4.17.11', paths: ['.>lodash'] }],
    },
  },
  metadata: {},
};
const reports: [string, string][] = [
  [
    'npm 10',
    JSON.stringify({
      auditReportVersion: 2,
      vulnerabilities: {
        lodash: {
          ...{ name: 'lodash', severity: 'high', isDirect: true, range: '<4.17.21', nodes: [], effects: [] },
          via: [{ source: 1106913, name: 'lodash', title: 'Command Injection', url, severity: 'high' }],
          fixAvailable: { name: 'lodash', version: '4.17.21', isSemVerMajor: false },
        },
        'uses-lodash': { severity: 'high', isDirect: true, via: ['lodash'], fixAvailable: true },
      },
      metadata: {},
    }),
  ],
  ['pnpm 10, behind a warning', ` WARN  deprecated\n${JSON.stringify(old, null, 2)}`],
  [
    'yarn 1',
    [
      { type: 'auditAdvisory', data: { resolution: {}, advisory: old.advisories[1065] } },
      { type: 'auditAdvisory', data: { resolution: {}, advisory: old.advisories[1065] } },
      { type: 'auditSummary', data: {} },
    ]
      .map((line) => JSON.stringify(line))
      .join('\n'),
  ],
  [
    'yarn 4',
    JSON.stringify({
      value: 'lodash',
      children: {
        ID: 1106913,
        Issue: 'Command Injection',
        URL: url,
        Severity: 'high',
        'Tree Versions': ['4.17.11'],
      },
    }),
  ],
  [
    'bun',
    JSON.stringify({
      lodash: [
        {
          ...{ id: 1106913, url, title: 'Command Injection', severity: 'high', cwe: ['CWE-77'] },
          ...{ vulnerable_versions: '<4.17.21', cvss: { score: 7.2, vectorString: null } },
        },
      ],
    }),
  ],
  [
    'pip-audit',
    JSON.stringify({
      dependencies: [
        {
          name: 'lodash',
          version: '1',
          vulns: [{ id: ghsa, fix_versions: ['2'], aliases: [], description: 'x' }],
        },
        { name: 'local', skip_reason: 'not on PyPI' },
      ],
      fixes: [],
    }),
  ],
];

describe('an advisory is found in the report of', () => {
  it.each(reports)('%s', (_, text) => {
    const audit = readAudit(text);
    expect(audit).toMatchObject({
      asked: true,
      advisories: [{ id: ghsa, package: 'lodash', severity: 'high' }],
    });
  });
});

describe('a clean report is clean', () => {
  it.each([
    ['npm', '{"auditReportVersion":2,"vulnerabilities":{},"metadata":{}}'],
    ['pnpm', '{"advisories":{},"metadata":{}}'],
    ['yarn 1', '{"type":"auditSummary","data":{"vulnerabilities":{}}}'],
  ])('%s', (_, text) => {
    expect(readAudit(text)).toEqual({ asked: true, advisories: [] });
  });
});

describe('an audit service that does not answer makes no release red, and no release green', () => {
  it.each([
    [
      'is retired (410)',
      '{"error":{"code":"ERR_PNPM_AUDIT_BAD_RESPONSE","message":"The audit endpoint responded with 410: {\\"error\\":\\"Use the bulk advisory endpoint\\"}"}}',
    ],
    [
      'refuses the method (405)',
      '{"message":"405 Method Not Allowed","method":"POST","uri":"x","statusCode":405,"body":{},"error":{"summary":"","detail":""}}',
    ],
    ['is down (503)', '{"statusCode":503,"error":{"summary":"503 Service Unavailable","detail":""}}'],
    ['prints a page', '<html>502 Bad Gateway</html>'],
    ['prints nothing', ''],
    ['of yarn is gone', '{"type":"error","data":"Request failed \\"404 Not Found\\""}'],
  ])('when it %s', (_, text) => {
    expect(readAudit(text)).toMatchObject({ asked: false, reason: expect.stringMatching(/./) });
  });

  it('and no text at all is taken for a clean report', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        const audit = readAudit(text);
        if (audit.asked) expect(text).toMatch(/vulnerabilities|advisories|dependencies|audit/);
      }),
    );
  });
});

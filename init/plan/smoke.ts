import type { Part } from '../look/parts.js';
import type { KnownPaths } from '../look/paths.js';
import { asText } from './names.js';
import type { PlannedFile } from './plan.js';

const head = `# What must hold once a release takes the traffic.
# yaml-language-server: $schema=https://raw.githubusercontent.com/org/deploy-actions/v1/schemas/smoke-test.schema.json
`;

/** The smoke test's file: the version first, the backend's health where its source names one, and the pages. `paths`: undefined without a backend; `frontends`: names of their targets. */
export function plannedSmoke(paths: KnownPaths | undefined, frontends: readonly string[]): PlannedFile {
  const health = paths?.health;
  const lines = [
    `${head}version:`,
    ...(paths === undefined
      ? []
      : ['  - target: backend', `    path: ${paths.version ?? '/version'}`, '    json-path: $.version']),
    ...frontends.flatMap((name) => [
      `  - target: ${asText(name)}`,
      '    path: /version.json',
      '    json-path: $.version',
    ]),
    health === undefined && frontends.length === 0 ? 'checks: []' : 'checks:',
    ...(health === undefined
      ? []
      : [
          '  - name: The backend is well',
          '    target: backend',
          `    path: ${health}`,
          '    expect:',
          '      status: 200',
        ]),
    ...frontends.flatMap((name) => [
      `  - name: The page of ${name} is served`,
      `    target: ${asText(name)}`,
      '    path: /',
      '    expect:',
      '      status: 200',
    ]),
  ];
  return {
    path: '.github/smoke-test.yml',
    text: `${lines.join('\n')}\n`,
    because: 'what must answer, and how',
  };
}

const versionCode: Record<string, string> = {
  '@nestjs/core': "@Get('version') version() { return { version: process.env.DEPLOY_SHA }; }",
  express: "app.get('/version', (_, response) => response.json({ version: process.env.DEPLOY_SHA }));",
  fastify: "app.get('/version', () => ({ version: process.env.DEPLOY_SHA }));",
  hono: "app.get('/version', (c) => c.json({ version: process.env.DEPLOY_SHA }));",
  fastapi: "@app.get('/version')\ndef version(): return {'version': os.environ.get('DEPLOY_SHA')}",
};

/** What the backend still lacks, with the lines to add; none when its source names everything. */
export function missingPaths(backend: Part, paths: KnownPaths): string[] {
  const code = versionCode[backend.framework];
  return [
    ...(paths.version === undefined
      ? [
          `No path of ${backend.directory} that tells the version was found. Without it a smoke test could pass against the old version. deploy-railway sets the variable DEPLOY_SHA; answer it at /version${code ? `:\n    ${code.replaceAll('\n', '\n    ')}` : '.'}`,
        ]
      : []),
    ...(paths.health === undefined
      ? [
          `No health path of ${backend.directory} was found. Add one that asks the database, set it on Railway (service, Settings, Healthcheck Path), and add a check for it to .github/smoke-test.yml.`,
        ]
      : []),
  ];
}

import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { buildImage } from './build-image.js';
import type { BuiltImage } from './image.js';

const home = mkdtempSync(join(tmpdir(), 'images-'));
afterAll(() => rmSync(home, { recursive: true, force: true }));

interface Built extends BuiltImage {
  said: string;
  warnings: string[];
  /** The content of a file of the image. */
  read(path: string): string;
}

async function build(
  files: Record<string, string>,
  more: { args?: Record<string, string>; target?: string } = {},
) {
  const context = mkdtempSync(join(home, 'context-'));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(context, name)), { recursive: true });
    writeFileSync(join(context, name), text);
  }
  const said: string[] = [];
  const warnings: string[] = [];
  const image = await buildImage({
    ...{ context, file: join(context, 'Dockerfile'), args: more.args ?? {}, target: more.target },
    folder: mkdtempSync(join(home, 'stages-')),
    run: async (command, cwd, env) => {
      execFileSync('/bin/sh', ['-c', command], {
        cwd,
        env: { PATH: process.env.PATH, ...env },
        stdio: 'pipe',
      });
    },
    say: (line) => said.push(line),
    warn: (message) => warnings.push(message),
  });
  const read = (path: string) => readFileSync(join(image.directory, path), 'utf8');
  return { ...image, said: said.join('\n'), warnings, read } satisfies Built;
}

describe('an image', () => {
  it('holds what its stages copy and make, and nothing of the others', async () => {
    const image = await build(
      {
        Dockerfile: `# syntax=docker/dockerfile:1
ARG NODE=24
FROM node:\${NODE}-slim AS base
ENV NODE_ENV=production LEVEL="very \\"loud\\""
WORKDIR /srv/app
FROM base AS build
ARG GREETING=hello
COPY package.json .
COPY src ./src
# A comment between continued lines stays out.
RUN mkdir -p /srv/app/dist && \\
    # this one, too
    cp src/main.js dist/main.js && echo "$GREETING" > /srv/app/dist/greeting
FROM build AS unused
RUN exit 1
FROM base
COPY --from=build --chown=node:node /srv/app/dist ./dist
COPY --from=build /srv/app/package.json ./
USER node
EXPOSE 8080
ENTRYPOINT ["/usr/bin/tini", "--"]
CMD ["/usr/local/bin/node", "/srv/app/dist/main.js", "--say", "two words"]
`,
        'package.json': '{}',
        'src/main.js': 'main',
        'src/secret.txt': 'no',
      },
      { args: { GREETING: 'good day', TYPO: '1' } },
    );
    expect(image).toMatchObject({
      workdir: '/srv/app',
      environment: { NODE_ENV: 'production', LEVEL: 'very "loud"' },
      command: "node ./dist/main.js --say 'two words'",
      digest: expect.stringMatching(/^sha256:[0-9a-f]{64}$/),
    });
    expect(image.read('srv/app/dist/greeting')).toBe('good day\n');
    expect(readdirSync(join(image.directory, 'srv/app')).sort()).toEqual(['dist', 'package.json']);
    expect(image.warnings).toEqual(['One or more build-args [TYPO] were not consumed']);
  });

  it('is built without what would change this machine, which is said', async () => {
    const image = await build({
      Dockerfile: `FROM python:3.12-slim
WORKDIR /app
RUN --mount=type=cache,target=/var/cache/apt apt-get update && apt-get install -y curl; rm -rf /var/lib/apt/lists/*
RUN pip install -r requirements.txt && npm install --global pnpm && mkdir /data
RUN cd /data && touch here
COPY <<EOF /app/settings.ini
level = high
EOF
COPY --from=ghcr.io/astral-sh/uv:latest /uv /bin/
CMD exec uvicorn app:app --port \${PORT}
`,
    });
    for (const text of [
      'apt-get update',
      'pip install',
      'npm install --global pnpm',
      'ghcr.io/astral-sh/uv',
    ]) {
      expect(image.said).toMatch(new RegExp(`left out: .*${text}`));
    }
    expect(image.said).not.toContain('left out: rm -rf');
    // An absolute path is one inside the image.
    expect(readdirSync(join(image.directory, 'data'))).toEqual(['here']);
    expect(image.read('app/settings.ini')).toBe('level = high\n');
    expect(image.command).toBe(`exec uvicorn app:app --port \${PORT}`);
  });

  it('leaves out what .dockerignore names, and brings back its exceptions', async () => {
    const image = await build({
      '.dockerignore': '# not these\n/node_modules\n**/*.log\ndocs\n!docs/keep.md\n',
      Dockerfile: 'FROM scratch\nCOPY . /all/\nCOPY *.json /json/\nCOPY one.json /renamed',
      'node_modules/x/index.js': '',
      'a/b.log': '',
      'a/b.txt': '',
      'docs/drop.md': '',
      'docs/keep.md': '',
      'one.json': '1',
      'two.json': '2',
    });
    const all = readdirSync(join(image.directory, 'all'), { recursive: true }).map(String).sort();
    expect(all).toEqual(
      ['.dockerignore', 'Dockerfile', 'a', 'a/b.txt', 'docs', 'docs/keep.md', 'one.json', 'two.json'].sort(),
    );
    expect(readdirSync(join(image.directory, 'json')).sort()).toEqual(['one.json', 'two.json']);
    expect(image.read('renamed')).toBe('1');
    expect(image.command).toBeUndefined();
  });

  it('has one digest for the same files, and another when one changes that is not left out', async () => {
    const files = { Dockerfile: 'FROM scratch\nCOPY . .', a: '1', '.dockerignore': 'b' };
    const first = (await build(files)).digest;
    expect((await build({ ...files, b: 'ignored' })).digest).toBe(first);
    expect((await build({ ...files, a: '2' })).digest).not.toBe(first);
  });

  it.each([
    ['a command that fails', 'FROM scratch\nRUN node -e "process.exit(3)"', /process\.exit\(3\)/],
    ['a file that is not there', 'FROM scratch\nCOPY missing .', /"missing": not found/],
    [
      'a file outside of its context',
      'FROM scratch\nCOPY ../../etc/passwd .',
      /not found in the build context/,
    ],
    ['what is no instruction', 'FROM scratch\nINSTALL curl', /line 2: unknown instruction: INSTALL/],
    ['a file of the network', 'FROM scratch\nADD https://example.com/a .', /fetches nothing/],
    ['no stage', 'ARG A=1', /has no FROM/],
  ])('is not built from %s', async (_, Dockerfile, message) => {
    await expect(build({ Dockerfile })).rejects.toThrow(message);
  });

  it('ends with the stage that is asked for', async () => {
    const Dockerfile = 'FROM scratch AS one\nCMD one\nFROM scratch AS two\nCMD two';
    expect((await build({ Dockerfile }, { target: 'one' })).command).toBe('one');
    await expect(build({ Dockerfile }, { target: 'three' })).rejects.toThrow('"three" could not be found');
  });
});

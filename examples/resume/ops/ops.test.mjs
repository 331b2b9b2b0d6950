import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { promisify } from 'node:util';
import { measure } from './downtime.mjs';
import { open, seal } from './seal.mjs';

const execute = promisify(execFile);
const folder = mkdtempSync(join(tmpdir(), 'ops-'));
after(() => rmSync(folder, { recursive: true, force: true }));
const quick = [4, 8, 1];
const key = 'a passphrase of some length';

/** Runs a program as a step does. */
async function step(program, args, env) {
  const outputs = join(folder, 'outputs');
  writeFileSync(outputs, '');
  const all = {
    ...process.env,
    GITHUB_OUTPUT: outputs,
    GITHUB_STEP_SUMMARY: join(folder, 'summary'),
    ADMIN_TOKEN: 'token',
    ...env,
  };
  const ended = await execute(process.execPath, [join(import.meta.dirname, program), ...args], {
    env: all,
  }).catch((error) => error);
  return { text: ended.stdout, failed: ended.code > 0, outputs: readFileSync(outputs, 'utf8') };
}

async function serving(handler, work) {
  const server = createServer(handler).listen(0, '127.0.0.1');
  await once(server, 'listening');
  try {
    await work(`http://127.0.0.1:${server.address().port}`);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

describe('a sealed copy', () => {
  it('is opened with its key, and with no other', () => {
    const sealed = seal(Buffer.from('rows'), key, quick);
    assert.equal(open(sealed, key).toString(), 'rows');
    assert.throws(() => open(sealed, `${key}.`), /BACKUP_KEY is another one/);
    sealed[45] ^= 1;
    assert.throws(() => open(sealed, key), /damaged/);
  });

  it('goes from file to file', async () => {
    const [plain, sealed, opened] = ['plain', 'new/sealed', 'opened'].map((name) => join(folder, name));
    writeFileSync(plain, 'rows');
    assert.equal((await step('seal.mjs', ['seal', plain, sealed], { BACKUP_KEY: key })).failed, false);
    assert.equal((await step('seal.mjs', ['open', sealed, opened], { BACKUP_KEY: key })).failed, false);
    assert.equal(readFileSync(opened, 'utf8'), 'rows');
    const other = await step('seal.mjs', ['open', sealed, opened], { BACKUP_KEY: 'another passphrase' });
    assert.match(other.text, /::error::The copy cannot be opened/);
  });

  it('is not made without a key', () => {
    assert.throws(() => seal(Buffer.from('rows'), 'short', quick), /BACKUP_KEY/);
  });
});

describe('the measured downtime', () => {
  const line = (text) => [...text].map((mark, index) => ({ at: index * 100, good: mark === '+' }));

  it('counts each stretch from its first bad answer to the next good one', () => {
    assert.deepEqual(measure(line('++---++-+')), { downtimeMs: 400, stretches: 2, judged: true });
  });

  it('does not count the time before a first deployment', () => {
    assert.deepEqual(measure(line('----++')), { downtimeMs: 0, stretches: 0, judged: true });
    assert.equal(measure(line('----')).judged, false);
  });

  it('counts a service that never came back', () => {
    assert.equal(measure(line('+---')).downtimeMs, 200);
  });
});

describe('measuring a deployment', () => {
  it('tells how long it was away and what became of an open stream', async () => {
    let away = false;
    let asked = 0;
    const streams = [];
    const until = async (holds) => {
      while (!holds()) await new Promise((resolve) => setTimeout(resolve, 10));
    };
    /** Asked so often from now on, and each answer is on its way. */
    const askedAgain = (times) => {
      const enough = asked + times;
      return until(() => asked >= enough);
    };
    await serving(
      (request, answer) => {
        if (request.url.startsWith('/health/stream')) {
          streams.push(answer);
          answer.write('event: word\ndata: {}\n\n');
          return;
        }
        answer.writeHead(away ? 404 : 200).end();
        asked += 1;
      },
      async (url) => {
        const where = join(folder, 'downtime');
        await step('downtime.mjs', ['start', where], { API_URL: url });
        await until(() => streams.length > 0);
        await askedAgain(2);
        away = true;
        streams[0].end('event: interrupted\ndata: {}\n\n');
        await askedAgain(2);
        // Nobody tells it when the service is back: it waits for that by itself.
        const report = step('downtime.mjs', ['report', where], { API_URL: url, DOWNTIME_LIMIT: '0' });
        await askedAgain(2);
        away = false;
        const { text, outputs } = await report;
        assert.match(outputs, /^downtime-ms=[1-9]\d*\nopen-stream=told\n$/);
        assert.match(text, /The service was away for \d+\.\d s in 1 stretch.*told to come back/);
        assert.match(text, /::warning::That is longer than the 0 s/);
      },
    );
  });
});

describe('copying', () => {
  const rows = { resumes: 2 };
  const made = (content) => ({
    name: 'a',
    bytes: 4,
    sha256: createHash('sha256').update(content).digest('hex'),
    rows,
    revision: '0001',
  });

  it('brings the copy here and tells what is in it', () =>
    serving(
      (request, answer) => {
        assert.equal(request.headers.authorization, 'Bearer token');
        answer.end(request.method === 'POST' ? JSON.stringify(made('rows')) : 'rows');
      },
      async (url) => {
        const file = join(folder, 'sub/copy.db');
        const { outputs, failed } = await step('copy.mjs', ['release', file], { API_URL: url });
        assert.equal(failed, false);
        assert.equal(readFileSync(file, 'utf8'), 'rows');
        assert.match(outputs, /found=true\nname=a\nrows=\{"resumes":2\}/);
      },
    ));

  it('refuses a copy that was changed on its way', () =>
    serving(
      (request, answer) => answer.end(request.method === 'POST' ? JSON.stringify(made('rows')) : 'rowz'),
      async (url) => {
        const { text, failed } = await step('copy.mjs', ['release', join(folder, 'x')], { API_URL: url });
        assert.equal(failed, true);
        assert.match(text, /::error::What came of a is not what was sent/);
      },
    ));

  it('passes over the copy before the very first deployment, and over nothing else', () =>
    serving(
      (request, answer) => {
        if (request.url.startsWith('/first')) answer.writeHead(404, { 'x-railway-fallback': 'true' });
        else answer.writeHead(502);
        answer.end('{}');
      },
      async (url) => {
        const first = await step('copy.mjs', ['release', join(folder, 'x')], { API_URL: `${url}/first` });
        assert.deepEqual([first.failed, first.outputs], [false, 'found=false\n']);
        const broken = await step('copy.mjs', ['release', join(folder, 'x')], { API_URL: url });
        assert.equal(broken.failed, true);
        assert.match(broken.text, /::error::POST \/admin\/copies was answered with HTTP 502/);
      },
    ));

  it('waits for a service that a release has taken away for a moment, where it is told to', () => {
    let asked = 0;
    return serving(
      (request, answer) => {
        asked += 1;
        if (asked === 1) answer.writeHead(502);
        answer.end(request.method === 'POST' ? JSON.stringify(made('rows')) : 'rows');
      },
      async (url) => {
        const env = { API_URL: url, COPY_WAIT: '30' };
        const { failed, text } = await step('copy.mjs', ['daily', join(folder, 'y')], env);
        assert.equal(failed, false);
        assert.match(text, /HTTP 502.*Asking again/);
      },
    );
  });
});

describe('restoring', () => {
  const copies = [
    { name: '2-release.sqlite', rows: { resumes: 0 } },
    { name: '1-daily.sqlite', rows: { resumes: 2 } },
  ];

  it('plans with the newest copy of a kind and says what would be gone', () =>
    serving(
      (_, answer) => answer.end(JSON.stringify({ database: { rows: { resumes: 5 } }, copies })),
      async (url) => {
        const { text, outputs } = await step('restore.mjs', ['plan', 'daily'], { API_URL: url });
        assert.equal(outputs, 'name=1-daily.sqlite\n');
        assert.match(text, /\| resumes \| 5 \| 2 \|/);
        const missing = await step('restore.mjs', ['plan', 'weekly'], { API_URL: url });
        assert.match(missing.text, /There is no copy "weekly"/);
      },
    ));
});

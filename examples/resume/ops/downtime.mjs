/**
 * Measures how long the service is away while it is deployed: `node ops/downtime.mjs start|report <folder>`.
 * A volume can be mounted once, so the old version stops before the new one starts, and that is to be seen.
 * Reads API_URL and, for `report`, DOWNTIME_LIMIT in seconds. Outputs of `report`: downtime-ms, open-stream.
 */
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { output, Refusal, run, summarise } from './service.mjs';

const everyMs = 200;
/** How long the report waits for a service that is still away: after a failed deployment the old version is started again. */
const backWithinMs = 30_000;
/** Leaves a process behind that asks until it is told to stop. */
function start(folder) {
  mkdirSync(folder, { recursive: true });
  const child = spawn(process.execPath, [fileURLToPath(import.meta.url), 'watch', folder], {
    detached: true,
    stdio: 'ignore',
  });
  writeFileSync(join(folder, 'pid'), String(child.pid));
  child.unref();
}

async function watch(folder) {
  const url = process.env.API_URL;
  const seen = { answers: [], stream: 'none' };
  let until = Number.POSITIVE_INFINITY;
  process.on('SIGTERM', () => {
    until = Date.now();
  });
  void followStream(url, seen);
  while (Date.now() < until || (isAway(seen.answers) && Date.now() < until + backWithinMs)) {
    const at = Date.now();
    const good = await answers(url);
    seen.answers.push({ at, good });
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, everyMs - (Date.now() - at))));
  }
  writeFileSync(join(folder, 'seen.json'), JSON.stringify(seen));
  process.exit(0);
}

/** It answered once, and does not now. */
function isAway(answers) {
  return answers.some(({ good }) => good) && answers.at(-1)?.good === false;
}

async function answers(url) {
  const answer = await fetch(`${url}/health`, { signal: AbortSignal.timeout(2_000) }).catch(() => undefined);
  await answer?.arrayBuffer().catch(() => undefined);
  return answer?.ok === true;
}

/** Holds one stream open, as somebody does who reads a letter. */
async function followStream(url, seen) {
  let text = '';
  try {
    const answer = await fetch(`${url}/health/stream?seconds=600`);
    if (!answer.ok) return;
    seen.stream = 'open';
    for await (const piece of answer.body) text = (text + Buffer.from(piece).toString('utf8')).slice(-2_000);
  } catch {
    // How it ended is in the text that came.
  }
  if (seen.stream === 'open') seen.stream = text.includes('event: interrupted') ? 'told' : 'cut';
}

async function report(folder) {
  const seen = await stopAndRead(folder);
  const { downtimeMs, stretches, judged } = measure(seen.answers);
  if (isAway(seen.answers))
    console.log(
      '::error::The service is still away. See its log on Railway, and docs/runbooks/rollback-by-hand.md.',
    );
  const limit = Number(process.env.DOWNTIME_LIMIT || 60);
  const text = judged
    ? `The service was away for **${(downtimeMs / 1_000).toFixed(1)} s** in ${stretches} stretch(es) while it was deployed. ${streamInWords[seen.stream]}`
    : 'The service did not answer before this deployment, so there was nothing to be away.';
  console.log(text.replaceAll('**', ''));
  summarise(text);
  output({ 'downtime-ms': judged ? downtimeMs : '', 'open-stream': seen.stream });
  if (downtimeMs > limit * 1_000)
    console.log(`::warning::That is longer than the ${limit} s of DOWNTIME_LIMIT.`);
}

const streamInWords = {
  none: 'No stream was open.',
  open: 'A stream that was open stayed so.',
  told: 'A stream that was open was told to come back (event: interrupted).',
  cut: 'A stream that was open broke without a word.',
};

/** From the first bad answer of each stretch to the next good one. What was before the first good answer is no downtime. */
export function measure(answers) {
  const first = answers.findIndex(({ good }) => good);
  let downtimeMs = 0;
  let stretches = 0;
  let since;
  for (const { at, good } of first < 0 ? [] : answers.slice(first)) {
    if (!good && since === undefined) {
      since = at;
      stretches += 1;
    }
    if (good && since !== undefined) {
      downtimeMs += at - since;
      since = undefined;
    }
  }
  if (since !== undefined) downtimeMs += (answers.at(-1)?.at ?? since) - since;
  return { downtimeMs, stretches, judged: first >= 0 };
}

async function stopAndRead(folder) {
  const file = join(folder, 'seen.json');
  process.kill(Number(readFileSync(join(folder, 'pid'), 'utf8')), 'SIGTERM');
  for (let waited = 0; waited < backWithinMs + 10_000 && !existsSync(file); waited += 50)
    await new Promise((resolve) => setTimeout(resolve, 50));
  if (!existsSync(file))
    throw new Refusal('What was measured cannot be read: the measuring process is gone.');
  return JSON.parse(readFileSync(file, 'utf8'));
}

const programs = { start, watch, report };
if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [command, folder] = process.argv.slice(2);
  await run(async () => {
    if (!programs[command] || !folder) throw new Refusal('Use: node ops/downtime.mjs start|report <folder>');
    await programs[command](folder);
  });
}

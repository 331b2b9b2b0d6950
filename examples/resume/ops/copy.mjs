/**
 * Makes a copy of the database on the volume and brings it here: `node ops/copy.mjs <kind> <file>`.
 * Outputs: found (false when nothing is deployed yet), name, rows (JSON), revision. COPY_WAIT: seconds to wait for a service
 * that is away, as it is for a moment while a release takes its volume.
 */
import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { ask, inWords, output, Refusal, run, summarise } from './service.mjs';

const [kind, file] = process.argv.slice(2);

await run(async () => {
  // Also where nothing is copied: the first migrations are tried on a file that is made there.
  await mkdir(dirname(file), { recursive: true });
  const copy = await make();
  if (!copy) return;
  await download(copy);
  output({ found: true, name: copy.name, rows: JSON.stringify(copy.rows), revision: copy.revision });
  const told = `The copy ${copy.name} (${copy.bytes} bytes) holds ${inWords(copy)}.`;
  console.log(told);
  summarise(told);
});

async function make() {
  try {
    const answer = await askOnceBack('/admin/copies', { method: 'POST', json: { kind } });
    return await answer.json();
  } catch (error) {
    if (!error.nothingDeployed) throw error;
    console.log('::notice::Nothing is deployed under API_URL yet, so there is no database to copy.');
    output({ found: false });
    return undefined;
  }
}

/** One copy too many, when only the answer was lost, goes with the others after 7 days. */
async function askOnceBack(path, request) {
  const until = Date.now() + Number(process.env.COPY_WAIT ?? 0) * 1_000;
  for (;;) {
    try {
      return await ask(path, request);
    } catch (error) {
      if (!error.away || Date.now() >= until) throw error;
      console.log(`${error.message} Asking again in 2 s.`);
      await pause(2_000);
    }
  }
}

async function download({ name, sha256 }) {
  const answer = await ask(`/admin/copies/${name}`);
  const digest = createHash('sha256');
  const counted = new Transform({
    transform(piece, _, done) {
      digest.update(piece);
      done(null, piece);
    },
  });
  await pipeline(Readable.fromWeb(answer.body), counted, createWriteStream(file, { mode: 0o600 }));
  if (digest.digest('hex') !== sha256)
    throw new Refusal(`What came of ${name} is not what was sent. Run the job again.`);
}

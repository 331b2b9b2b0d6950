import type { Instrument } from '@calibrate/contract';

/** Asks the API at `base` for all instruments. Throws an Error whose message is the user's to read. */
export async function listInstruments(
  base: string | undefined,
  key: string,
  ask: typeof fetch = fetch,
): Promise<Instrument[]> {
  const address = (base ?? '').replace(/\/$/, '');
  const answer = await ask(`${address}/api/instruments`, { headers: { authorization: `Bearer ${key}` } });
  if (answer.status === 401) throw new Error('The access key is not known.');
  if (!answer.ok) throw new Error(`The server answered ${answer.status}.`);
  const body: { instruments: Instrument[] } = await answer.json();
  return body.instruments;
}

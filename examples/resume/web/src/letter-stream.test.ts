import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readLetter, type Stream, type Surroundings } from './letter-stream.ts';

type Listener = (event: { data?: string; lastEventId?: string }) => void;

/** A stream that the test speaks through. */
class Spoken implements Stream {
  readonly url: string;
  closed = false;
  #listeners = new Map<string, Listener>();
  constructor(url: string) {
    this.url = url;
  }
  addEventListener(name: string, listener: Listener): void {
    this.#listeners.set(name, listener);
  }
  close(): void {
    this.closed = true;
  }
  say(name: string, data: object = {}, position = 0): void {
    this.#listeners.get(name)?.({ data: JSON.stringify(data), lastEventId: String(position) });
  }
}

function scene() {
  const streams: Spoken[] = [];
  const heard: string[] = [];
  const waiting: (() => void)[] = [];
  const surroundings: Surroundings = {
    open(url) {
      const stream = new Spoken(url);
      streams.push(stream);
      return stream;
    },
    later: (work, ms) => void (waiting.push(work), heard.push(`waits ${ms}`)),
  };
  readLetter(
    'https://api.example.com/api/letters/1/stream',
    {
      word: (text) => heard.push(text),
      interrupted: () => undefined,
      end: () => heard.push('end'),
      failed: (reason) => heard.push(`failed: ${reason}`),
    },
    surroundings,
  );
  const latest = () => streams.at(-1) as Spoken;
  return { streams, heard, latest, time: () => waiting.shift()?.() };
}

describe('a letter that is read', () => {
  it('goes on after the last word when a deployment cuts the stream', () => {
    const { streams, heard, latest, time } = scene();
    latest().say('word', { text: 'Dear' }, 1);
    latest().say('interrupted');
    time();
    assert.match(latest().url, /\?after=1$/);
    latest().say('word', { text: 'all' }, 2);
    latest().say('end');
    assert.deepEqual(heard, ['Dear', 'waits 500', 'all', 'end']);
    assert.ok(streams.every(({ closed }) => closed));
  });

  it('shows no word twice, whoever sends it again', () => {
    const { heard, latest } = scene();
    latest().say('word', { text: 'Dear' }, 1);
    latest().say('word', { text: 'Dear' }, 1);
    assert.deepEqual(heard, ['Dear']);
  });

  it('waits longer while the service is away, and gives up in the end', () => {
    const { streams, heard, latest, time } = scene();
    for (let attempt = 0; attempt < 31; attempt += 1) {
      latest().say('error');
      time();
    }
    assert.equal(streams.length, 31);
    assert.deepEqual(heard.slice(0, 4), ['waits 500', 'waits 1000', 'waits 2000', 'waits 5000']);
    assert.match(heard.at(-1) ?? '', /^failed: The service does not answer/);
  });

  it('asks once when a stream says that it ends and then breaks', () => {
    const { streams, latest, time } = scene();
    latest().say('interrupted');
    latest().say('error');
    time();
    time();
    assert.equal(streams.length, 2);
  });

  it('says why a letter could not be written', () => {
    const { heard, latest } = scene();
    latest().say('failed', { reason: 'No model.' });
    assert.deepEqual(heard, ['failed: No model.']);
  });
});

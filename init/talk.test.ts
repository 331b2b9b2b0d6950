import { PassThrough, Writable } from 'node:stream';
import { describe, expect, it } from '@jest/globals';
import { terminalTalk } from './talk.js';

/** Where somebody types; `isTTY` as a terminal has it. */
function keyboard(typed: string): NodeJS.ReadStream {
  const input = Object.assign(new PassThrough(), { isTTY: true });
  input.write(typed);
  return input as unknown as NodeJS.ReadStream;
}

/** An output whose reader has gone, as after `| head`. */
function closedPipe(): Writable {
  return new Writable({
    write: (_chunk, _encoding, done) => done(Object.assign(new Error('write EPIPE'), { code: 'EPIPE' })),
  });
}

describe('the talk', () => {
  it('goes on without a word when nobody reads any more, and takes no answer as a no', async () => {
    const talk = terminalTalk(keyboard('y\n'), closedPipe());
    talk.say('one');
    await new Promise(setImmediate);
    talk.say('two');
    expect(await talk.ask('Write?')).toBe(false);
  });

  it('takes a question that nobody can see as a no', async () => {
    const talk = terminalTalk(keyboard(''), closedPipe());
    expect(await talk.ask('Write?')).toBe(false);
  });

  it('takes yes for yes, and everything else for no', async () => {
    expect(await terminalTalk(keyboard('yes\n'), new PassThrough()).ask('Write?')).toBe(true);
    expect(await terminalTalk(keyboard('\n'), new PassThrough()).ask('Write?')).toBe(false);
  });
});

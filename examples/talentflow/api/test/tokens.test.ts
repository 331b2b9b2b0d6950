import { describe, expect, it } from 'vitest';
import { Tokens } from '../src/auth/tokens.js';

const before = 'the secret of before, which is 32 or more';
const now = 'the secret of now, which is 32 or more too';

describe('tokens', () => {
  it('hold while their secret is changed, and no longer once it is gone', async () => {
    const token = await new Tokens([before]).issue('ada');
    expect(await new Tokens([now, before]).userOf(token)).toBe('ada');
    expect(await new Tokens([now]).userOf(token)).toBeUndefined();
  });

  it('are signed with the new secret from the beginning of the change', async () => {
    const token = await new Tokens([now, before]).issue('ada');
    expect(await new Tokens([now]).userOf(token)).toBe('ada');
  });
});

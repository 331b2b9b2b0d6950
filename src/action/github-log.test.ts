import { describe, expect, it } from '@jest/globals';
import { createGitHubLogger } from './github-log.js';
import { escapeMarkdown } from './summary.js';
import type { Toolkit } from './toolkit.js';

function printed(line: string): string {
  const lines: string[] = [];
  createGitHubLogger({ info: (text: string) => lines.push(text) } as unknown as Toolkit).info(line);
  return lines.join('\n');
}

describe('text from outside', () => {
  it.each([
    '::add-mask::x',
    'log:\n  ::stop-commands::x',
    'log:\r::error::x',
    '\u0085::error::x',
    'a line with ##[stop-commands]x',
  ])('cannot command the runner from the log: %j', (text) => {
    expect(printed(text)).not.toMatch(/(^|[\r\n])[\s\u0085]*::|##\[/);
  });

  it('is printed as it is when it commands nothing', () => {
    expect(printed('std::vector at a::b, #[test]')).toBe('std::vector at a::b, #[test]');
  });

  it.each(['a\rb', 'a\r\nb', 'a\nb'])('stays on its line of a summary: %j', (text) => {
    expect(escapeMarkdown(text)).toBe('a b');
  });
});

export { codeBlock, details, escapeMarkdown, markdownTable } from '../text/markdown.js';

/** GitHub refuses a step summary over 1 MiB whole; a cut one is better than none. */
const summaryLimitBytes = 1_000_000;

/** Cuts a summary to what GitHub accepts and says so. */
export function fitSummary(markdown: string): string {
  const bytes = Buffer.from(markdown);
  if (bytes.length <= summaryLimitBytes) return markdown;
  const kept = bytes
    .subarray(0, summaryLimitBytes)
    .toString('utf8')
    .replace(/\uFFFD*$/, '');
  return `${kept}\n\n… cut here: the summary is longer than GitHub accepts (1 MiB). The log has all of it.\n`;
}

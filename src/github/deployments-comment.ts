import { z } from 'zod';
import type { ComponentNews, ComponentState } from '../release/presence.js';
import { escapeMarkdown, markdownTable } from '../text/markdown.js';

/** One line of the comment: what a component's newest deployment of this pull request came to. */
export interface Row extends ComponentNews {
  /** The commit that is shipped. */
  commit: string;
  /** The run's page. */
  run: string;
  /** ISO 8601, UTC. */
  at: string;
}

const rowSchema = z.object({
  component: z.string(),
  platform: z.enum(['Vercel', 'Railway']),
  state: z.string(),
  url: z.string().optional(),
  page: z.string().optional(),
  detail: z.string().optional(),
  commit: z.string(),
  run: z.string(),
  at: z.string(),
});

const words: Record<ComponentState, string> = {
  queued: '⏳ Queued',
  building: '🔨 Building',
  deploying: '🚚 Starting',
  staged: '✅ Staged',
  ready: '✅ Ready',
  live: '✅ Live',
  failed: '❌ Failed',
  cancelled: '⚪ Cancelled',
  superseded: '⚪ Superseded',
  skipped: '⚪ Skipped',
  removed: '⚪ Removed',
};

/** Puts a component's row into the comment; the rows of other components stay as they are. */
export function withRow(body: string, row: Row): string {
  const others = rowsOf(body).filter((other) => keyOf(other) !== keyOf(row));
  const rows = [...others, row].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
  return `${markdownOf(rows)}\n\n${dataOf(rows)}\n`;
}

/** Whether the comment shows this row as it is. */
export function hasRow(body: string, row: Row): boolean {
  return rowsOf(body).some((other) => JSON.stringify(kept(other)) === JSON.stringify(kept(row)));
}

/** The rows stand in the comment a second time, hidden and as data, so that a job can change its own and keep the others'. */
const dataPattern = /<!-- rows ([A-Za-z0-9+/=]*) -->/;

function dataOf(rows: readonly Row[]): string {
  return `<!-- rows ${Buffer.from(JSON.stringify(rows.map(kept))).toString('base64')} -->`;
}

function rowsOf(body: string): Row[] {
  try {
    const text = Buffer.from(dataPattern.exec(body)?.[1] ?? '', 'base64').toString('utf8');
    const parsed = z.array(rowSchema).safeParse(JSON.parse(text));
    return parsed.success ? parsed.data.filter(isRow) : [];
  } catch {
    // Somebody edited the comment: it is written anew.
    return [];
  }
}

function isRow(row: z.infer<typeof rowSchema>): row is Row {
  return row.state in words;
}

function kept(row: Row): Row {
  const { component, platform, state, url, page, detail, commit, run, at } = row;
  return { component, platform, state, url, page, detail, commit, run, at };
}

function keyOf({ platform, component }: Row): string {
  return `${component} ${platform}`;
}

function markdownOf(rows: readonly Row[]): string {
  const table = markdownTable(
    ['Component', 'State', 'Address', 'Commit', 'Updated (UTC)'],
    rows.map((row) => [
      `**${escapeMarkdown(row.component)}** (${row.platform})`,
      stateOf(row),
      row.url ? link(hostOf(row.url), row.url) : '',
      link(`\`${row.commit.slice(0, 7)}\``, row.run),
      row.at.replace('T', ' ').slice(0, 16),
    ]),
  );
  const failures = rows
    .filter(({ state, detail }) => state === 'failed' && detail)
    .map(({ component, detail }) => `- **${escapeMarkdown(component)}**: ${escapeMarkdown(detail ?? '')}`);
  return ['### Deployments', table, ...(failures.length > 0 ? [failures.join('\n')] : [])].join('\n\n');
}

function stateOf({ state, page }: Row): string {
  return page ? link(words[state], page) : words[state];
}

/** An address that would break out of the link is shown without one. */
function link(text: string, address: string): string {
  return /^https?:\/\/[^\s<>()|"]+$/.test(address) ? `[${text}](${address})` : text;
}

function hostOf(address: string): string {
  return URL.canParse(address) ? escapeMarkdown(new URL(address).host) : escapeMarkdown(address);
}

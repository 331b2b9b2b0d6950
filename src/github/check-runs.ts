import { z } from 'zod';
import type { GitHubClient } from './client.js';

/** A message at a line of a file, as a check run shows it. */
export interface CheckRunAnnotation {
  /** From the repository's root. */
  path: string;
  line: number;
  level: 'notice' | 'warning' | 'failure';
  title: string;
  message: string;
}

/** A check of a commit (REST API 2022-11-28, "Check runs"). */
export interface CheckRun {
  name: string;
  commit: string;
  detailsUrl: string;
}

/** How a check ended. */
export interface CheckRunEnd {
  conclusion: 'success' | 'failure' | 'neutral' | 'cancelled';
  title: string;
  /** Markdown. */
  summary: string;
  annotations: readonly CheckRunAnnotation[];
}

const schema = z.object({ id: z.number(), html_url: z.string().nullish() });

/** GitHub's limits: characters of a summary, annotations of one request. */
const summaryLimit = 65_535;
const annotationLimit = 50;

/** Shows a check as running and gives its id. Throws PlatformError when GitHub refuses: the token needs `checks: write`. */
export async function startCheckRun(client: GitHubClient, run: CheckRun): Promise<number> {
  const { id } = await client.call('create a check run', 'POST', '/check-runs', schema, {
    name: run.name,
    head_sha: run.commit,
    status: 'in_progress',
    details_url: run.detailsUrl,
  });
  return id;
}

/** Ends a check run and gives its address; annotations over 50 are added by further requests. Throws PlatformError. */
export async function endCheckRun(client: GitHubClient, id: number, end: CheckRunEnd): Promise<string> {
  const { conclusion, title } = end;
  const summary = fitted(end.summary);
  const [first = [], ...more] = pagesOf(end.annotations);
  const update = (json: object) => client.call('end a check run', 'PATCH', `/check-runs/${id}`, schema, json);
  // What is added comes before the end: whoever waits for the end has all of it then.
  for (const annotations of more) await update({ output: { title, summary, annotations } });
  const ended = await update({
    status: 'completed',
    conclusion,
    output: { title, summary, annotations: first },
  });
  return ended.html_url ?? '';
}

function fitted(summary: string): string {
  if (summary.length <= summaryLimit) return summary;
  // Half a character at the cut would make the whole request unreadable.
  const kept = summary.slice(0, summaryLimit - 60).replace(/[\uD800-\uDBFF]$/, '');
  return `${kept}\n\n… cut here: the job summary has all of it.`;
}

function pagesOf(annotations: readonly CheckRunAnnotation[]): object[][] {
  const all = annotations.map(({ path, line, level, title, message }) => ({
    path,
    start_line: line,
    end_line: line,
    annotation_level: level,
    title,
    message,
  }));
  const count = Math.ceil(all.length / annotationLimit);
  return Array.from({ length: count }, (_, page) =>
    all.slice(page * annotationLimit, (page + 1) * annotationLimit),
  );
}

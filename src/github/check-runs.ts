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

/** A finished check of a commit (REST API 2022-11-28, "Create a check run"). */
export interface FinishedCheckRun {
  name: string;
  commit: string;
  conclusion: 'success' | 'failure' | 'neutral';
  title: string;
  /** Markdown. */
  summary: string;
  detailsUrl: string;
  annotations: readonly CheckRunAnnotation[];
}

const schema = z.object({ id: z.number(), html_url: z.string().nullish() });

/** GitHub's limits: characters of a summary, annotations of one request. */
const summaryLimit = 65_535;
const annotationLimit = 50;

/**
 * Writes a finished check run and gives its address; annotations over 50 are added by further requests. Throws
 * PlatformError when GitHub refuses: the token needs `checks: write`.
 */
export async function createCheckRun(client: GitHubClient, run: FinishedCheckRun): Promise<string> {
  const { name, commit, conclusion, title, detailsUrl } = run;
  const summary = fitted(run.summary);
  const pages = pagesOf(run.annotations);
  const created = await client.call('create a check run', 'POST', '/check-runs', schema, {
    name,
    head_sha: commit,
    status: 'completed',
    conclusion,
    details_url: detailsUrl,
    output: { title, summary, annotations: pages[0] ?? [] },
  });
  for (const annotations of pages.slice(1)) {
    await client.call('add to a check run', 'PATCH', `/check-runs/${created.id}`, schema, {
      output: { title, summary, annotations },
    });
  }
  return created.html_url ?? '';
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

import { z } from 'zod';
import { PlatformError } from '../../../src/errors/errors.js';
import type { Http } from '../../../src/http/client.js';
import type { Ecosystem, Locked } from '../../../src/project/locked.js';
import {
  type Advisory,
  type Audit,
  type Severity,
  severityOf,
} from '../../../src/reports/advisories/model.js';

const batch = z.object({
  results: z.array(z.object({ vulns: z.array(z.object({ id: z.string() })).default([]) }).nullish()),
});
const vulnerability = z.object({
  id: z.string(),
  summary: z.string().default(''),
  aliases: z.array(z.string()).default([]),
  withdrawn: z.string().optional(),
  database_specific: z.object({ severity: z.string().optional() }).partial().optional(),
  affected: z
    .array(
      z.object({
        package: z.object({ name: z.string() }).partial().optional(),
        ranges: z
          .array(z.object({ events: z.array(z.record(z.string(), z.string())).default([]) }))
          .default([]),
      }),
    )
    .default([]),
});

/** OSV takes 1,000 questions at once. */
const batchSize = 1_000;
const parallel = 8;

/**
 * Asks OSV (`POST /v1/querybatch`, then each advisory) about every locked version. OSV's answers do not depend on a
 * package manager or its registry. A service that cannot be asked is `asked: false`.
 */
export async function askOsv(
  locked: { ecosystem: Ecosystem; packages: Locked },
  { http, url }: { http: Http; url: string },
): Promise<Audit> {
  const versions = [...locked.packages].flatMap(([name, all]) =>
    [...all].map((version) => ({ name, version })),
  );
  try {
    const hits: { name: string; version: string; id: string }[] = [];
    for (let at = 0; at < versions.length; at += batchSize) {
      const part = versions.slice(at, at + batchSize);
      const queries = part.map(({ name, version }) => ({
        package: { name, ecosystem: locked.ecosystem },
        version,
      }));
      const { results } = await ask(http, `${url}/v1/querybatch`, batch, { queries });
      for (const [index, result] of results.entries()) {
        const asked = part[index];
        for (const { id } of result?.vulns ?? []) if (asked) hits.push({ ...asked, id });
      }
    }
    return { asked: true, advisories: await describe(hits, http, url) };
  } catch (error) {
    if (!(error instanceof PlatformError)) throw error;
    return { asked: false, reason: error.message };
  }
}

async function describe(
  hits: readonly { name: string; version: string; id: string }[],
  http: Http,
  url: string,
): Promise<Advisory[]> {
  const ids = [...new Set(hits.map(({ id }) => id))];
  const known = new Map<string, z.infer<typeof vulnerability>>();
  for (let at = 0; at < ids.length; at += parallel) {
    const part = ids.slice(at, at + parallel);
    const found = await Promise.all(
      part.map((id) => ask(http, `${url}/v1/vulns/${encodeURIComponent(id)}`, vulnerability)),
    );
    for (const one of found) known.set(one.id, one);
  }
  return hits.flatMap(({ name, version, id }) => {
    const one = known.get(id);
    if (!one || one.withdrawn) return [];
    return [
      {
        ...{ id, aliases: one.aliases, package: name, version, title: one.summary },
        severity: severityIn(one),
        url: `https://osv.dev/vulnerability/${encodeURIComponent(id)}`,
        fixed: fixedIn(one, name),
        direct: undefined,
      },
    ];
  });
}

function severityIn(one: z.infer<typeof vulnerability>): Severity {
  return severityOf(one.database_specific?.severity ?? 'high');
}

function fixedIn({ affected }: z.infer<typeof vulnerability>, name: string): string {
  const mine = affected.filter((one) => one.package?.name === undefined || one.package.name === name);
  const events = mine.flatMap(({ ranges }) => ranges.flatMap((range) => range.events));
  return [...new Set(events.flatMap(({ fixed }) => fixed ?? []))].join(', ');
}

async function ask<Schema extends z.ZodType>(
  http: Http,
  url: string,
  schema: Schema,
  json?: unknown,
): Promise<z.infer<Schema>> {
  const response = await http.request({
    operation: 'OSV: ask about packages',
    // A question changes nothing, also when it is a POST.
    kind: 'read',
    method: json === undefined ? 'GET' : 'POST',
    url,
    ...(json === undefined ? {} : { json }),
    tries: 3,
  });
  const parsed = schema.safeParse(response.status === 200 ? response.json() : undefined);
  if (parsed.success) return parsed.data;
  throw new PlatformError(`OSV answered HTTP ${response.status} with something that is no answer.`, {
    code: 'unexpected-answer',
    status: response.status,
    fix: 'Run the job again later; see https://google.github.io/osv.dev/.',
  });
}

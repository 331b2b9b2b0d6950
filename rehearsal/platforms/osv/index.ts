import { z } from 'zod';
import type { Faults } from '../http/faults.js';
import { HttpAnswer, PlatformServer, type RecordedRequest } from '../http/server.js';

/** An advisory as a story tells it. */
export interface PublishedAdvisory {
  id: string;
  /** The package's name, where it comes from (`npm`, `PyPI`, …) and the versions that are affected. */
  package: string;
  ecosystem: string;
  versions: readonly string[];
  /** GitHub's words: LOW, MODERATE, HIGH, CRITICAL. */
  severity: string;
  summary: string;
  /** The version without it; absent when there is none yet. */
  fixed?: string | undefined;
  /** It was a mistake: nobody is told of it any more. */
  withdrawn?: boolean | undefined;
}

/** A local OSV that knows what it was told. */
export interface OsvPlatform {
  /** Stands for `https://api.osv.dev`. */
  apiUrl: string;
  requests: RecordedRequest[];
  faults: Faults;
  /** From now on it is known; one of the same id is replaced. */
  publish(advisory: PublishedAdvisory): void;
  close(): Promise<void>;
}

const query = z.object({
  package: z.object({ name: z.string(), ecosystem: z.string() }),
  version: z.string(),
});
const batch = z.object({ queries: z.array(query) });

/** More are refused: https://google.github.io/osv.dev/post-v1-querybatch/. */
const mostQueries = 1_000;

/** Starts a local OSV on 127.0.0.1 that knows no advisory. Its operations have the names of OSV's own service definition. */
export async function startOsvPlatform(): Promise<OsvPlatform> {
  const known = new Map<string, PublishedAdvisory>();
  const server = new PlatformServer(() => ({ status: 404, body: { code: 5, message: 'Not Found' } }));
  const affecting = (asked: z.infer<typeof query>) =>
    [...known.values()].filter((one) => !one.withdrawn && affects(one, asked));
  server.route('POST', '/v1/query', 'QueryAffected', (request) => {
    const found = affecting(read(query, request.json())).map(describe);
    return { status: 200, body: found.length === 0 ? {} : { vulns: found } };
  });
  server.route('POST', '/v1/querybatch', 'QueryAffectedBatch', (request) => {
    const { queries } = read(batch, request.json());
    if (queries.length > mostQueries) throw new HttpAnswer(400, { code: 3, message: 'Too many queries.' });
    const results = queries.map((one) => {
      const vulns = affecting(one).map(({ id }) => ({ id, modified }));
      return vulns.length === 0 ? {} : { vulns };
    });
    return { status: 200, body: { results } };
  });
  server.route('GET', '/v1/vulns/:id', 'GetVulnById', ({ params }) => {
    const one = known.get(params.id ?? '');
    if (!one) throw new HttpAnswer(404, { code: 5, message: 'Bug not found.' });
    return { status: 200, body: describe(one) };
  });
  return {
    apiUrl: await server.start(),
    requests: server.requests,
    faults: server.faults,
    publish: (advisory) => void known.set(advisory.id, advisory),
    close: () => server.close(),
  };
}

const modified = '2026-01-01T00:00:00Z';

function affects(one: PublishedAdvisory, { package: asked, version }: z.infer<typeof query>): boolean {
  return one.package === asked.name && one.ecosystem === asked.ecosystem && one.versions.includes(version);
}

/** In OSV's format: https://ossf.github.io/osv-schema/. */
function describe(one: PublishedAdvisory): unknown {
  const events = [{ introduced: '0' }, ...(one.fixed === undefined ? [] : [{ fixed: one.fixed }])];
  return {
    id: one.id,
    summary: one.summary,
    modified,
    ...(one.withdrawn ? { withdrawn: modified } : {}),
    affected: [
      {
        package: { name: one.package, ecosystem: one.ecosystem },
        ranges: [{ type: 'ECOSYSTEM', events }],
        versions: one.versions,
      },
    ],
    database_specific: { severity: one.severity },
  };
}

function read<Schema extends z.ZodType>(schema: Schema, body: unknown): z.infer<Schema> {
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  throw new HttpAnswer(400, { code: 3, message: 'Invalid query.' });
}

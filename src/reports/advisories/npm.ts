import { z } from 'zod';
import { type Advisory, type Audit, fixedBehind, severityOf } from './model.js';

const via = z.object({
  source: z.union([z.number(), z.string()]).optional(),
  name: z.string().optional(),
  title: z.string().default(''),
  url: z.string().default(''),
  severity: z.string().optional(),
});
const npm7 = z.object({
  vulnerabilities: z.record(
    z.string(),
    z.object({
      severity: z.string(),
      isDirect: z.boolean().optional(),
      via: z.array(z.union([z.string(), via])),
      fixAvailable: z.union([z.boolean(), z.object({ name: z.string(), version: z.string() })]).optional(),
    }),
  ),
});

const advisories = z.object({
  advisories: z.record(
    z.string(),
    z.object({
      id: z.union([z.number(), z.string()]).optional(),
      module_name: z.string(),
      severity: z.string(),
      title: z.string().default(''),
      url: z.string().nullish(),
      patched_versions: z.string().nullish(),
      cves: z.array(z.string()).default([]),
      github_advisory_id: z.string().nullish(),
      findings: z
        .array(z.object({ version: z.string().default(''), paths: z.array(z.string()).default([]) }))
        .default([]),
    }),
  ),
});

/** What the registry's bulk address answers, and `bun audit --json` prints as it is. */
const bulk = z.record(
  z.string(),
  z
    .array(
      z.object({
        id: z.union([z.number(), z.string()]),
        url: z.string().default(''),
        title: z.string().default(''),
        severity: z.string(),
        vulnerable_versions: z.string().optional(),
      }),
    )
    .min(1),
);

const refusal = z.object({
  message: z.string().optional(),
  statusCode: z.union([z.number(), z.string()]).optional(),
  error: z
    .union([
      z.string(),
      z.object({
        summary: z.string().optional(),
        message: z.string().optional(),
        code: z.string().optional(),
      }),
    ])
    .optional(),
});

/**
 * Reads the JSON of npm 7 and later, of npm 6, pnpm, Yarn 2 and 3, and bun, and what they print when their service refuses: npm
 * retired its old audit addresses on 2026-07-15 (HTTP 410), and tools that still ask there say so. Undefined for another form.
 */
export function readNpm(json: unknown): Audit | undefined {
  const modern = npm7.safeParse(json);
  if (modern.success) return { asked: true, advisories: modernAdvisories(modern.data) };
  const old = advisories.safeParse(json);
  if (old.success) return { asked: true, advisories: oldAdvisories(old.data) };
  const plain = bulk.safeParse(json);
  if (plain.success && Object.keys(plain.data).length > 0)
    return { asked: true, advisories: bulkAdvisories(plain.data) };
  const refused = refusal.safeParse(json);
  if (!refused.success) return undefined;
  const { message, statusCode, error } = refused.data;
  const words = typeof error === 'string' ? error : (error?.summary ?? error?.message ?? error?.code);
  const said = [statusCode && `HTTP ${statusCode}`, words || message].filter(Boolean).join(', ');
  return said === '' ? undefined : { asked: false, reason: `the audit service refused (${said})` };
}

/** A package that is only affected through another names that other's; the advisory itself stands where it is an object. */
function modernAdvisories({ vulnerabilities }: z.infer<typeof npm7>): Advisory[] {
  const found = new Map<string, Advisory>();
  for (const [name, { isDirect, via: causes, fixAvailable }] of Object.entries(vulnerabilities)) {
    for (const cause of causes) {
      if (typeof cause === 'string') continue;
      const id = /GHSA-[\w-]+/.exec(cause.url)?.[0] ?? String(cause.source ?? cause.title);
      const key = `${id} ${cause.name ?? name}`;
      found.set(key, {
        ...{ id, aliases: [], package: cause.name ?? name, version: '' },
        severity: severityOf(cause.severity),
        title: cause.title,
        url: cause.url,
        fixed:
          typeof fixAvailable === 'object'
            ? `${fixAvailable.name} ${fixAvailable.version}`
            : fixAvailable
              ? 'yes'
              : '',
        direct: isDirect,
      });
    }
  }
  return [...found.values()];
}

function bulkAdvisories(packages: z.infer<typeof bulk>): Advisory[] {
  return Object.entries(packages).flatMap(([name, all]) =>
    all.map((one) => ({
      id: /GHSA-[\w-]+/.exec(one.url)?.[0] ?? String(one.id),
      ...{ aliases: [], package: name, version: '', direct: undefined },
      severity: severityOf(one.severity),
      title: one.title,
      url: one.url,
      fixed: fixedBehind(one.vulnerable_versions),
    })),
  );
}

function oldAdvisories({ advisories: all }: z.infer<typeof advisories>): Advisory[] {
  return Object.entries(all).map(([key, one]) => ({
    id: one.github_advisory_id ?? /GHSA-[\w-]+/.exec(one.url ?? '')?.[0] ?? String(one.id ?? key),
    aliases: one.cves,
    package: one.module_name,
    version: one.findings[0]?.version ?? '',
    severity: severityOf(one.severity),
    title: one.title,
    url: one.url ?? '',
    // "<0.0.0" is how these registries write that no version is free of it.
    fixed: one.patched_versions && one.patched_versions !== '<0.0.0' ? one.patched_versions : '',
    direct: undefined,
  }));
}

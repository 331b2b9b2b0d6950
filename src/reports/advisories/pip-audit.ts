import { z } from 'zod';
import type { Audit } from './model.js';

const report = z.object({
  dependencies: z.array(
    z.object({
      name: z.string(),
      version: z.string().default(''),
      skip_reason: z.string().optional(),
      vulns: z
        .array(
          z.object({
            id: z.string(),
            fix_versions: z.array(z.string()).default([]),
            aliases: z.array(z.string()).default([]),
            description: z.string().default(''),
          }),
        )
        .default([]),
    }),
  ),
});

/** Reads `pip-audit -f json`. It tells no severity, so everything counts as high. Undefined for another form. */
export function readPipAudit(json: unknown): Audit | undefined {
  const parsed = report.safeParse(json);
  if (!parsed.success) return undefined;
  const advisories = parsed.data.dependencies.flatMap(({ name, version, vulns }) =>
    vulns.map((vuln) => ({
      id: vuln.id,
      aliases: vuln.aliases,
      package: name,
      version,
      severity: 'high' as const,
      title: vuln.description.split('\n')[0]?.slice(0, 200) ?? '',
      url: `https://osv.dev/vulnerability/${encodeURIComponent(vuln.id)}`,
      fixed: vuln.fix_versions.join(', '),
      direct: undefined,
    })),
  );
  return { asked: true, advisories };
}

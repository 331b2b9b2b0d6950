import { z } from 'zod';
import { type Advisory, type Audit, fixedBehind, severityOf } from './model.js';

const yarn1 = z.object({
  type: z.literal('auditAdvisory'),
  data: z.object({
    advisory: z.object({
      id: z.union([z.number(), z.string()]).optional(),
      module_name: z.string(),
      severity: z.string(),
      title: z.string().default(''),
      url: z.string().default(''),
      patched_versions: z.string().nullish(),
      cves: z.array(z.string()).default([]),
      github_advisory_id: z.string().nullish(),
      findings: z.array(z.object({ version: z.string().default('') })).default([]),
    }),
  }),
});
const yarn1Summary = z.object({ type: z.literal('auditSummary') });
const yarn1Error = z.object({
  type: z.literal('error'),
  data: z.union([z.string(), z.record(z.string(), z.unknown())]),
});

const yarn4 = z.object({
  value: z.string(),
  children: z.object({
    ID: z.union([z.number(), z.string()]),
    Issue: z.string().default(''),
    URL: z.string().default(''),
    Severity: z.string(),
    'Vulnerable Versions': z.string().optional(),
    'Tree Versions': z.array(z.string()).default([]),
  }),
});

/** Reads the lines of Yarn 1 and of Yarn 4. Undefined when no line is of either; Yarn 4 prints none when all is well. */
export function readLines(lines: readonly unknown[]): Audit | undefined {
  const found = lines.flatMap((line) => advisoryIn(line) ?? []);
  const known = lines.some(
    (line) =>
      yarn1Summary.safeParse(line).success || yarn1.safeParse(line).success || yarn4.safeParse(line).success,
  );
  if (known) return { asked: true, advisories: unique(found) };
  const refused = lines.map((line) => yarn1Error.safeParse(line)).find(({ success }) => success);
  if (!refused?.data) return undefined;
  const { data } = refused.data;
  return {
    asked: false,
    reason: `the audit service refused (${typeof data === 'string' ? data : JSON.stringify(data)})`,
  };
}

function advisoryIn(line: unknown): Advisory | undefined {
  const old = yarn1.safeParse(line);
  if (old.success) {
    const { advisory } = old.data.data;
    return {
      id: advisory.github_advisory_id ?? String(advisory.id ?? advisory.title),
      aliases: advisory.cves,
      package: advisory.module_name,
      version: advisory.findings[0]?.version ?? '',
      severity: severityOf(advisory.severity),
      title: advisory.title,
      url: advisory.url,
      fixed:
        advisory.patched_versions && advisory.patched_versions !== '<0.0.0' ? advisory.patched_versions : '',
      direct: undefined,
    };
  }
  const modern = yarn4.safeParse(line);
  if (!modern.success) return undefined;
  const { value, children } = modern.data;
  return {
    id: /GHSA-[\w-]+/.exec(children.URL)?.[0] ?? String(children.ID),
    aliases: [],
    package: value,
    version: children['Tree Versions'][0] ?? '',
    severity: severityOf(children.Severity),
    title: children.Issue,
    url: children.URL,
    fixed: fixedBehind(children['Vulnerable Versions']),
    direct: undefined,
  };
}

/** Yarn 1 prints an advisory once for every path to the package. */
function unique(advisories: readonly Advisory[]): Advisory[] {
  return [...new Map(advisories.map((one) => [`${one.id} ${one.package}`, one])).values()];
}

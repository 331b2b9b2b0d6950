import { codeBlock, details, escapeMarkdown, markdownTable } from '../../src/action/summary.js';
import { formatDuration, formatSize } from '../../src/runtime/duration.js';
import { endings, overallStatus, statusOf } from './messages.js';
import type { Deployed, PlannedService, Result, ServiceResult } from './result.js';
import { timelineOf } from './timeline.js';

/** What the job's page shows, in Markdown. */
export function summaryOf(result: Result): string {
  if (result.kind === 'no-credentials') return '### Nothing was deployed to Railway: there is no token\n';
  if (result.kind === 'environment-deleted') return `### ${deletionOf(result)}\n`;
  if (result.kind === 'planned') return planSummary(result.services);
  return deployedSummary(result);
}

function deletionOf({ name, existed, dryRun }: Extract<Result, { kind: 'environment-deleted' }>): string {
  const what = !existed ? 'is not there (any more)' : dryRun ? 'would be deleted' : 'is deleted';
  return `The environment ${escapeMarkdown(name)} ${what} on Railway`;
}

function planSummary(services: readonly PlannedService[]): string {
  const rows = services.map((service) => [
    escapeMarkdown(service.name),
    String(service.wave),
    escapeMarkdown(service.actions.join('; ')),
    escapeMarkdown(service.previous ?? 'nothing'),
  ]);
  return `### Dry run: nothing was changed on Railway\n\n${markdownTable(['service', 'wave', 'would', 'live now'], rows)}\n`;
}

function deployedSummary(result: Deployed): string {
  const { services, failure, several } = result;
  const [only] = services;
  const parts = [
    `### ${escapeMarkdown(headline(result))}`,
    ...(failure ? [escapeMarkdown(failure.message)] : []),
    several || !only ? servicesTable(services) : factsTable(only),
    ...timelineOf(services),
    ...services.flatMap(logsOf),
  ];
  return `${parts.join('\n\n')}\n`;
}

/** The result in a heading. */
function headline(result: Deployed): string {
  const [only] = result.services;
  if (!result.several && only) return `${only.name} ${endings[only.outcome]}`;
  const live = result.services.filter((service) => statusOf(service) === 'live').length;
  const words: Record<string, string> = {
    live: 'all is live',
    skipped: 'nothing in them changed',
    restored: 'failed, and all serves what it did before',
    failed: 'failed',
  };
  return `${result.services.length} services: ${words[overallStatus(result)] ?? 'failed'} (${live} live)`;
}

function servicesTable(services: readonly ServiceResult[]): string {
  const rows = services.map((service) => [
    service.url ? `[${escapeMarkdown(service.name)}](${service.url})` : escapeMarkdown(service.name),
    `${statusOf(service)}${service.railwayStatus ? ` (Railway: ${escapeMarkdown(service.railwayStatus)})` : ''}`,
    linkOf(service),
    escapeMarkdown(service.previous ?? 'none'),
    escapeMarkdown(noteOf(service)),
    formatDuration(service.durationMs),
  ]);
  return markdownTable(['service', 'status', 'deployment', 'previous', 'note', 'time'], rows);
}

function noteOf({ putBack, failure, source }: ServiceResult): string {
  if (putBack?.outcome === 'restored') return `put back as ${putBack.deploymentId}`;
  if (putBack)
    return `${putBack.outcome === 'left' ? 'left as it is' : 'could NOT be put back'}: ${putBack.reason}`;
  return failure ? failure.message : source;
}

function factsTable(service: ServiceResult): string {
  const { uploaded } = service;
  return markdownTable(
    ['', ''],
    [
      ['service', `${escapeMarkdown(service.service.name)} in ${escapeMarkdown(service.environment.name)}`],
      ['deployment', linkOf(service)],
      ['previous', escapeMarkdown(service.previous ?? 'none')],
      ['commit', `\`${service.commit.slice(0, 7) || 'unknown'}\``],
      ['address', service.url ?? 'none'],
      ['status', `${statusOf(service)} (Railway: ${escapeMarkdown(service.railwayStatus ?? 'not asked')})`],
      [
        'source',
        uploaded
          ? `${uploaded.files} file(s) uploaded, ${formatSize(uploaded.packedBytes)} packed`
          : service.source,
      ],
      ...(service.imageDigest ? [['image', `\`${escapeMarkdown(service.imageDigest)}\``]] : []),
      ['variables set', escapeMarkdown(service.variables.join(', ') || 'none')],
      ...(service.variablesRemoved.length > 0
        ? [['variables removed', escapeMarkdown(service.variablesRemoved.join(', '))]]
        : []),
      ...(service.settingsChanged.length > 0
        ? [['settings changed', escapeMarkdown(service.settingsChanged.join(', '))]]
        : []),
      ...(service.changesUndone ? [['changed back', 'what was set for it, as it does not serve']] : []),
      ['time', formatDuration(service.durationMs)],
    ],
  );
}

function linkOf({ deploymentId, page }: ServiceResult): string {
  if (deploymentId === undefined) return 'none';
  return page ? `[${escapeMarkdown(deploymentId)}](${page})` : escapeMarkdown(deploymentId);
}

function logsOf({ name, cause }: ServiceResult): string[] {
  if (!cause || cause.lines.length === 0) return [];
  return [details(`Last lines of the ${cause.log} log of ${name}`, codeBlock(cause.lines.join('\n')))];
}

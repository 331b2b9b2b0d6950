import { ExpectedError } from '../../../src/errors/errors.js';
import type { Http } from '../../../src/http/client.js';
import { headlineOf } from '../messages.js';
import type { Outcome, Result } from '../result.js';
import type { Webhook } from './webhook-settings.js';

const timeoutMs = 10_000;

/**
 * Tells the end of a release. Sent once: a lost answer is not worth a second alarm. Returns a note when the receiver refuses
 * or cannot be reached; the release's end stands.
 */
export async function tellWebhook(
  webhook: Webhook,
  result: Result,
  { http, runUrl, issueUrl }: { http: Http; runUrl: string; issueUrl: string | undefined },
): Promise<string | undefined> {
  const quiet: readonly Outcome[] = ['verified', 'planned', 'well', 'unclear'];
  if (webhook.on === 'problems' && quiet.includes(result.outcome)) return undefined;
  try {
    const response = await http.request({
      operation: 'Webhook: tell the end of the release',
      kind: 'change',
      method: 'POST',
      url: webhook.url,
      json: bodyOf(webhook, result, { runUrl, issueUrl }),
      timeoutMs,
    });
    if (response.status < 300) return undefined;
    return `The webhook refused the message: HTTP ${response.status}. Check its address and that "webhook-format" is what it takes.`;
  } catch (error) {
    if (!(error instanceof ExpectedError)) throw error;
    // The message names the address, which is the secret.
    return 'The webhook could not be reached. Check its address and whether the runner may reach it.';
  }
}

interface Links {
  runUrl: string;
  issueUrl: string | undefined;
}

/** The message in the form its receiver takes. Text from outside is data: no receiver reads it as mark-up or a mention. */
export function bodyOf(webhook: Webhook, result: Result, links: Links): Record<string, unknown> {
  const { format } = webhook;
  if (format === 'slack') return slack(result, links);
  if (format === 'discord') return discord(result, links);
  if (format === 'pagerduty') return pagerDuty(webhook, result, links);
  return plain(result, links);
}

function plain(result: Result, { runUrl, issueUrl }: Links): Record<string, unknown> {
  const { outcome, reason, environment, release, commit, backTo } = result;
  return {
    outcome,
    summary: headlineOf(result),
    reason,
    environment,
    release,
    commit,
    backTo: backTo ?? null,
    run: runUrl,
    issue: issueUrl ?? null,
    components: result.components.map(({ kind, name }) => ({ kind, name })),
  };
}

function slack(result: Result, { runUrl, issueUrl }: Links): Record<string, unknown> {
  const title = `${mark(result.outcome)} ${headlineOf(result)}`;
  const lines = [
    `*${result.environment}* at \`${result.commit.slice(0, 7)}\`: ${slackText(result.reason)}`,
    `<${runUrl}|The run>${issueUrl ? `, <${issueUrl}|the incident>` : ''}`,
  ];
  return {
    // Shown in notifications and by clients that know no blocks.
    text: `${title}: ${slackText(result.reason)}`,
    blocks: [
      { type: 'header', text: { type: 'plain_text', text: title.slice(0, 150) } },
      { type: 'section', text: { type: 'mrkdwn', text: lines.join('\n').slice(0, 3_000) } },
    ],
  };
}

/** Slack reads `<!channel>` and links between angle brackets, and nothing else that could do harm. */
function slackText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').slice(0, 1_500);
}

function discord(result: Result, { runUrl, issueUrl }: Links): Record<string, unknown> {
  return {
    // Nobody is called by what a commit message or a server says.
    allowed_mentions: { parse: [] },
    embeds: [
      {
        title: `${mark(result.outcome)} ${headlineOf(result)}`.slice(0, 256),
        url: issueUrl ?? runUrl,
        description: result.reason.slice(0, 2_000),
        fields: [
          { name: 'Environment', value: result.environment, inline: true },
          { name: 'Commit', value: result.commit.slice(0, 7), inline: true },
        ],
        color:
          mark(result.outcome) === '✅' ? 0x2e7d32 : result.outcome === 'rolled-back' ? 0xef6c00 : 0xc62828,
      },
    ],
  };
}

/** Events API v2: one incident for an environment, or for the subject of an alert (`dedup_key`); what is well resolves it. */
function pagerDuty({ routingKey }: Webhook, result: Result, { runUrl }: Links): Record<string, unknown> {
  const good = result.outcome === 'verified' || result.outcome === 'rolled-back';
  return {
    routing_key: routingKey ?? '',
    event_action: mark(result.outcome) === '✅' ? 'resolve' : 'trigger',
    dedup_key:
      `deploy-actions ${result.environment}${result.subject === undefined ? '' : ` ${result.subject}`}`.slice(
        0,
        255,
      ),
    payload: {
      summary: `${headlineOf(result)}: ${result.reason}`.slice(0, 1_024),
      source: result.environment,
      severity: good ? 'warning' : 'critical',
      custom_details: { release: result.release, commit: result.commit },
    },
    links: [{ href: runUrl, text: 'The run' }],
  };
}

function mark(outcome: Outcome): string {
  if (outcome === 'verified' || outcome === 'recovered' || outcome === 'well') return '✅';
  return outcome === 'rolled-back' || outcome === 'nothing-to-do' ? '⚠️' : '❌';
}

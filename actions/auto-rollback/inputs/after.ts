import type { InputReader } from '../../../src/action/inputs.js';
import { InputError } from '../../../src/errors/errors.js';
import { type Webhook, webhookFormats } from '../after/webhook-settings.js';

/** What is told after the release has ended, and where. */
export interface AfterInputs {
  incidentIssue: boolean;
  /** Whether the incident shows the errors in the bad deployment's log; `auto` not where everybody may read it. */
  incidentLogs: 'auto' | 'always' | 'never';
  commitStatus: boolean;
  /** Branch on which the bad commit is to be reverted by a pull request; undefined for none. */
  revertOn: string | undefined;
  webhook: Webhook | undefined;
}

/** Reads what is told afterwards; the webhook's address is a secret. Throws InputError for a bad value. */
export function readAfterInputs(read: InputReader): AfterInputs {
  return {
    incidentIssue: read.boolean('incident-issue', true),
    incidentLogs: read.choice('incident-logs', ['auto', 'always', 'never'], 'auto'),
    commitStatus: read.boolean('commit-status', true),
    revertOn: read.string('revert-on'),
    webhook: readWebhook(read),
  };
}

function readWebhook(read: InputReader): Webhook | undefined {
  const address = read.secret('webhook-url');
  const format = read.choice('webhook-format', webhookFormats, 'slack');
  const routingKey = read.secret('pagerduty-routing-key');
  const on = read.choice('notify-on', ['problems', 'always'], 'problems');
  const url = address ?? (routingKey ? 'https://events.pagerduty.com/v2/enqueue' : undefined);
  if (url === undefined) return undefined;
  // The value is a secret, so it cannot be shown.
  if (!isWebAddress(url)) {
    throw new InputError('The input "webhook-url" is no https:// address.', {
      fix: 'Give the whole address that Slack, Discord or your own service gave you, from a secret.',
    });
  }
  if (format === 'pagerduty' && routingKey === undefined) {
    throw new InputError('"webhook-format" is "pagerduty", but "pagerduty-routing-key" is missing.', {
      fix: 'Give the integration key of an Events API v2 integration, from a secret.',
    });
  }
  return { url, format: address === undefined ? 'pagerduty' : format, routingKey, on };
}

function isWebAddress(text: string): boolean {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const local = url !== undefined && ['127.0.0.1', 'localhost', '[::1]'].includes(url.hostname);
  return url?.protocol === 'https:' || (url?.protocol === 'http:' && local);
}

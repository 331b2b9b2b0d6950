/** How the receiver wants it. */
export const webhookFormats = ['slack', 'discord', 'pagerduty', 'json'] as const;
export type WebhookFormat = (typeof webhookFormats)[number];

/** Where to tell the end of a release, and which ends. */
export interface Webhook {
  /** A secret: whoever has it can write there. */
  url: string;
  format: WebhookFormat;
  /** PagerDuty's integration key; a secret. */
  routingKey: string | undefined;
  /** `problems` leaves out verified releases. */
  on: 'problems' | 'always';
}

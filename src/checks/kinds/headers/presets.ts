import type { z } from 'zod';
import type { textExpectation } from '../expectations.js';
import type { presetNames } from './spec.js';

type Rules = Record<string, z.infer<typeof textExpectation>>;

const transport: Rules = {
  // Half a year at least, as the preload list's first stage asks (hstspreload.org).
  'strict-transport-security': { matches: 'max-age=(1[5-9]|[2-9]\\d)\\d{6}|max-age=\\d{9,}' },
  'x-content-type-options': { matches: '^nosniff$' },
  'x-powered-by': { exists: false },
};

/** What each preset asks, after the OWASP secure headers project and RFC 9111 (HTTP caching). */
export const presets: Record<(typeof presetNames)[number], Rules> = {
  security: {
    ...transport,
    'content-security-policy': { exists: true },
    'referrer-policy': { exists: true },
  },
  'security-api': transport,
  // A name with a hash never changes its content: a year, and no question in between (RFC 8246).
  'cache-immutable': {
    'cache-control': { matches: '(?=.*immutable)(?=.*max-age=(3153[6-9]\\d{3}|\\d{9,}))' },
  },
  // A page names the newest assets: a browser must ask for it each time, or after a minute at most.
  'cache-page': {
    'cache-control': {
      matches: 'no-cache|no-store|must-revalidate|(^|[^-])max-age=([0-9]|[1-5]\\d|60)(\\D|$)',
    },
  },
  'no-store': { 'cache-control': { contains: 'no-store' } },
};

import type { Target } from '../kinds/kind.js';

/** How to get past Vercel's deployment protection. */
export interface Bypass {
  /** The project's automation bypass secret. */
  secret?: string;
  /** Mints a GitHub OIDC token that the project's trusted sources accept; masked by whoever mints it. */
  mint?: () => Promise<string>;
}

/** GitHub's id tokens hold for five minutes; one that is about to end must not be sent. */
const mintEveryMs = 180_000;

/**
 * The headers that open a protected deployment (vercel.com/docs/deployment-protection), for the exact origins of targets
 * on Vercel and nowhere else: any other service would learn them.
 */
export class Protection {
  readonly #origins: ReadonlySet<string>;
  readonly #bypass: Bypass;
  #token: { minted: number; text: Promise<string> } | undefined;

  constructor(targets: Iterable<Target>, bypass: Bypass) {
    const vercel = [...targets].filter((target) => target.vercel);
    this.#origins = new Set(vercel.map(({ base }) => new URL(base).origin));
    this.#bypass = bypass;
  }

  /** For one address; empty for everything that is not a target on Vercel. */
  async headersFor(url: string): Promise<Record<string, string>> {
    if (!this.#origins.has(new URL(url).origin)) return {};
    const { secret, mint } = this.#bypass;
    return {
      ...(secret === undefined ? {} : { 'x-vercel-protection-bypass': secret }),
      ...(mint === undefined ? {} : { 'x-vercel-trusted-oidc-idp-token': await this.#minted(mint) }),
    };
  }

  /** One token for a batch of requests, minted again before it ends. */
  #minted(mint: () => Promise<string>): Promise<string> {
    const now = performance.now();
    if (!this.#token || now - this.#token.minted > mintEveryMs) this.#token = { minted: now, text: mint() };
    return this.#token.text;
  }
}

/** Whether a host is Vercel's own, where its protection can stand. */
export function isVercelHost(base: string): boolean {
  const { hostname } = new URL(base);
  return hostname.endsWith('.vercel.app') || hostname.endsWith('.now.sh');
}

/** Vercel's protection answers before the app does: a redirect to its login, or a 401 with its nonce cookie. */
export function wallOf({
  status,
  headers,
  setCookies,
}: {
  status: number;
  headers: Record<string, string>;
  setCookies: readonly string[];
}): string | undefined {
  const login = /^https:\/\/vercel\.com\/sso-api\b/.test(headers.location ?? '');
  const nonce = status === 401 && setCookies.some((cookie) => cookie.includes('_vercel_sso_nonce'));
  return login || nonce ? wallText : undefined;
}

const wallText = [
  "Vercel's deployment protection answered in place of the app.",
  'Either (1) in the Vercel project under Settings > Deployment Protection > Protection Bypass for Automation make a secret, store it as a GitHub secret and give it as `protection-bypass`;',
  "or (2) add this repository to the project's Trusted Sources, give the job `id-token: write` and set `protection-oidc: true`.",
  'When one is given already: it must be the one of this project, and the target must be on *.vercel.app or be marked as served by Vercel (`name=https://app.example.com vercel`)',
].join(' ');

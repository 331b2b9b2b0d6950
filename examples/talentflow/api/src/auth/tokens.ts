import { jwtVerify, SignJWT } from 'jose';

const LIFETIME = '1h';

/** Tells users again after they have logged in. */
export class Tokens {
  readonly #keys: Uint8Array[];

  /** The first secret signs; what one of the others has signed still counts. */
  constructor(secrets: string[]) {
    this.#keys = secrets.map((secret) => new TextEncoder().encode(secret));
  }

  issue(userId: string): Promise<string> {
    const [key] = this.#keys;
    if (!key) throw new Error('There is no secret to sign with.');
    return new SignJWT()
      .setProtectedHeader({ alg: 'HS256' })
      .setSubject(userId)
      .setIssuedAt()
      .setExpirationTime(LIFETIME)
      .sign(key);
  }

  /** The user's id; undefined for a token that is not ours or has run out. */
  async userOf(token: string): Promise<string | undefined> {
    for (const key of this.#keys) {
      const verified = await jwtVerify(token, key, { algorithms: ['HS256'] }).catch(() => undefined);
      if (verified) return verified.payload.sub;
    }
    return undefined;
  }
}

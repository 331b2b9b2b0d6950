import { ConflictException, HttpException, Inject, Injectable, UnauthorizedException } from '@nestjs/common';
import { EmailTaken, STORE, type Store } from '../store/store.js';
import { Attempts } from './attempts.js';
import { hashPassword, verifyPassword } from './password.js';
import { Tokens } from './tokens.js';

/** Who somebody is, and how they show it. */
export interface Session {
  user: { id: string; email: string };
  token: string;
}

const TOO_MANY_REQUESTS = 429;

@Injectable()
export class AuthService {
  readonly #store: Store;
  readonly #tokens: Tokens;
  readonly #attempts: Attempts;

  constructor(
    @Inject(STORE) store: Store,
    @Inject(Tokens) tokens: Tokens,
    @Inject(Attempts) attempts: Attempts,
  ) {
    this.#store = store;
    this.#tokens = tokens;
    this.#attempts = attempts;
  }

  async signUp(email: string, password: string): Promise<Session> {
    try {
      return await this.#sessionOf(await this.#store.addUser(email, await hashPassword(password)));
    } catch (error) {
      if (error instanceof EmailTaken)
        throw new ConflictException('There is an account with this e-mail address.');
      throw error;
    }
  }

  async logIn(email: string, password: string): Promise<Session> {
    if (!(await this.#attempts.allow(email))) {
      throw new HttpException('Too many attempts. Try again in a minute.', TOO_MANY_REQUESTS);
    }
    const user = await this.#store.userByEmail(email);
    // One answer for both, so that nobody learns who has an account.
    if (!user || !(await verifyPassword(password, user.passwordHash))) {
      throw new UnauthorizedException('E-mail address or password are not right.');
    }
    await this.#attempts.forget(email);
    return this.#sessionOf(user);
  }

  async removeAccount(userId: string): Promise<void> {
    await this.#store.removeUser(userId);
  }

  async #sessionOf({ id, email }: { id: string; email: string }): Promise<Session> {
    return { user: { id, email }, token: await this.#tokens.issue(id) };
  }
}

import {
  type CanActivate,
  createParamDecorator,
  type ExecutionContext,
  Inject,
  Injectable,
  UnauthorizedException,
} from '@nestjs/common';
import { Tokens } from './tokens.js';

/** A request once the guard has seen who sends it. */
interface KnownRequest {
  headers: { authorization?: string };
  userId?: string;
}

/** Lets in who has logged in. */
@Injectable()
export class AuthGuard implements CanActivate {
  readonly #tokens: Tokens;

  constructor(@Inject(Tokens) tokens: Tokens) {
    this.#tokens = tokens;
  }

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<KnownRequest>();
    const token = /^Bearer (\S+)$/.exec(request.headers.authorization ?? '')?.[1];
    const userId = token === undefined ? undefined : await this.#tokens.userOf(token);
    if (userId === undefined) throw new UnauthorizedException('Log in first.');
    request.userId = userId;
    return true;
  }
}

/** The id of who sends the request; only behind the guard. */
export const UserId = createParamDecorator(
  (_: unknown, context: ExecutionContext) => context.switchToHttp().getRequest<KnownRequest>().userId,
);

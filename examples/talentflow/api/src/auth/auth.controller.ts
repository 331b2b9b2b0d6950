import { Body, Controller, Delete, HttpCode, Inject, Post, UseGuards } from '@nestjs/common';
import { z } from 'zod';
import { ZodPipe } from '../zod.pipe.js';
import { AuthGuard, UserId } from './auth.guard.js';
import { AuthService, type Session } from './auth.service.js';

const credentials = z.object({
  email: z.email().max(254).toLowerCase(),
  password: z.string().min(12).max(200),
});
type Credentials = z.infer<typeof credentials>;

@Controller('api')
export class AuthController {
  readonly #auth: AuthService;

  constructor(@Inject(AuthService) auth: AuthService) {
    this.#auth = auth;
  }

  @Post('auth/sign-up')
  signUp(@Body(new ZodPipe(credentials)) { email, password }: Credentials): Promise<Session> {
    return this.#auth.signUp(email, password);
  }

  @Post('auth/log-in')
  @HttpCode(200)
  logIn(@Body(new ZodPipe(credentials)) { email, password }: Credentials): Promise<Session> {
    return this.#auth.logIn(email, password);
  }

  @Delete('account')
  @HttpCode(204)
  @UseGuards(AuthGuard)
  removeAccount(@UserId() userId: string): Promise<void> {
    return this.#auth.removeAccount(userId);
  }
}

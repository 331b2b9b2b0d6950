import type { INestApplication } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { AppModule, type AppParts } from './app.module.js';

/** Makes the API; nothing listens yet. `webOrigins` are the pages that may call it. */
export async function createApp(parts: AppParts, webOrigins: string[]): Promise<INestApplication> {
  const app = await NestFactory.create(AppModule.with(parts), { logger: ['error', 'warn'] });
  // Every answer tells the commit that gave it, errors too.
  app.use((_: unknown, response: Response, next: () => void) => {
    response.setHeader('x-version', parts.version);
    response.setHeader('cache-control', 'no-store');
    response.setHeader('x-content-type-options', 'nosniff');
    response.removeHeader('x-powered-by');
    next();
  });
  app.enableCors({ origin: webOrigins, exposedHeaders: ['x-version'] });
  return app;
}

interface Response {
  setHeader(name: string, value: string): void;
  removeHeader(name: string): void;
}

import { type DynamicModule, Module } from '@nestjs/common';
import { Attempts, type Counters } from './auth/attempts.js';
import { AuthController } from './auth/auth.controller.js';
import { AuthGuard } from './auth/auth.guard.js';
import { AuthService } from './auth/auth.service.js';
import { Tokens } from './auth/tokens.js';
import { EVENTS, type Events } from './events/events.js';
import { HealthController, PROBES, VERSION } from './health/health.controller.js';
import type { Probe } from './health/health.js';
import { JobsController } from './jobs/jobs.controller.js';
import { STORE, type Store } from './store/store.js';

/** What the API is made with; a test gives its own. */
export interface AppParts {
  store: Store;
  redis: Counters;
  events: Events;
  probes: Record<string, Probe>;
  version: string;
  jwtSecrets: string[];
}

@Module({})
// biome-ignore lint/complexity/noStaticOnlyClass: a module of Nest is a class.
export class AppModule {
  static with(parts: AppParts): DynamicModule {
    return {
      module: AppModule,
      controllers: [HealthController, AuthController, JobsController],
      providers: [
        AuthService,
        AuthGuard,
        { provide: Tokens, useValue: new Tokens(parts.jwtSecrets) },
        { provide: Attempts, useValue: new Attempts(parts.redis) },
        { provide: STORE, useValue: parts.store },
        { provide: EVENTS, useValue: parts.events },
        { provide: PROBES, useValue: parts.probes },
        { provide: VERSION, useValue: parts.version },
      ],
    };
  }
}

import { Controller, Get, Inject, ServiceUnavailableException } from '@nestjs/common';
import { type Health, healthOf, type Probe } from './health.js';

/** The name under which Nest hands out what the health check asks. */
export const PROBES = Symbol('probes');
/** The name under which Nest hands out the commit that is running. */
export const VERSION = Symbol('version');

@Controller()
export class HealthController {
  readonly #probes: Record<string, Probe>;
  readonly #version: string;

  constructor(@Inject(PROBES) probes: Record<string, Probe>, @Inject(VERSION) version: string) {
    this.#probes = probes;
    this.#version = version;
  }

  @Get('health')
  async health(): Promise<Health> {
    const health = await healthOf(this.#probes);
    if (health.status !== 'ok') throw new ServiceUnavailableException(health);
    return health;
  }

  @Get('version')
  version(): { version: string; name: string } {
    return { version: this.#version, name: 'talentflow-api' };
  }
}

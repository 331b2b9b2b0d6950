import type { Logger } from '../runtime/log.js';
import { describeEvent } from './events.js';
import { cleanLine, LogCursor } from './logs.js';
import type { Glimpse } from './look-documents.js';

/** What is told of a deployment, and how. */
interface Told {
  name?: string;
  deploymentId: string;
  followLogs?: boolean;
  hide?: readonly string[];
}

/** Says each thing about a deployment once: failed attempts of its health check, lines of its logs, strange words. */
export class Narrator {
  readonly #told: Told;
  readonly #log: Logger;
  readonly #subject: string;
  readonly #said = new Set<string>();
  readonly #build = new LogCursor();
  readonly #deploy = new LogCursor();

  constructor(told: Told, log: Logger) {
    this.#told = told;
    this.#log = log;
    this.#subject = told.name ?? `Railway deployment ${told.deploymentId}`;
  }

  /** Where the logs are to be read on from; undefined when nobody wants them. */
  cursors(): { build: string | undefined; deploy: string | undefined } | undefined {
    return this.#told.followLogs ? { build: this.#build.since, deploy: this.#deploy.since } : undefined;
  }

  /** Prints what a look brought that was not printed before. */
  tell({ events, buildLog, deployLog }: Glimpse): void {
    const hide = this.#told.hide ?? [];
    for (const line of this.#build.take(buildLog))
      this.#log.info(`  build | ${cleanLine(line.message, hide)}`);
    for (const line of this.#deploy.take(deployLog))
      this.#log.info(`  run   | ${cleanLine(line.message, hide)}`);
    for (const event of events) {
      const { error, reason } = event.payload ?? {};
      if (error || reason) this.#once(cleanLine(`${this.#subject}: ${describeEvent(event)}`, hide));
    }
  }

  /** A status that is in no schema is taken as under way; somebody should hear of it. */
  tellUnknown(status: string): void {
    const words = `Railway says "${status}", a status this action does not know; it is taken as still under way.`;
    if (this.#said.has(words)) return;
    this.#said.add(words);
    this.#log.warning(words);
  }

  #once(line: string): void {
    if (this.#said.has(line)) return;
    this.#said.add(line);
    this.#log.info(line);
  }
}

import { createHash } from 'node:crypto';
import { evaluateJson, evaluateText, evaluateTextMap, type Scope } from '../expressions/evaluate.js';
import type { JobState } from '../jobs/job-state.js';
import { jobFrame, stepScope } from '../steps/frame.js';
import { StepLog } from '../steps/step-log.js';
import { child, type Template } from '../workflow/template.js';
import type { RunningService, ServiceHost, ServiceRequest } from './service-host.js';
import { mappingOf } from './service-ports.js';

interface Wanted {
  id: string;
  request: Pick<ServiceRequest, 'image' | 'env' | 'port'>;
  /** The port inside its container. */
  port: number;
  /** Whether the job's steps can reach it: a job without a container only reaches ports that are mapped. */
  mapped: boolean;
}

/** The services of one job: started after its set-up, stopped before it is complete. */
export class JobServices {
  private readonly job: JobState;
  private readonly running: { id: string; service: RunningService }[] = [];

  constructor(job: JobState) {
    this.job = job;
  }

  /** Starts what the job asks for, in the step GitHub calls so. @returns false when one cannot start: no step runs then. */
  async start(): Promise<boolean> {
    const host = this.job.plan.run.request.services;
    const { services } = this.job.plan.job;
    if (services?.kind !== 'mapping' || services.entries.length === 0 || !host) return true;
    const log = new StepLog(this.job, 'Initialize containers');
    const cancelled = new AbortController();
    const forget = this.job.onCancel(() => cancelled.abort());
    try {
      if (this.job.status === 'cancelled') cancelled.abort();
      const wanted: Wanted[] = [];
      for (const { key, value } of services.entries)
        wanted.push(...(await read(this.job, host, log, key, value)));
      // In one order for all jobs: two that want the same ports do not then wait for each other.
      wanted.sort((left, right) => (left.request.port ?? 0) - (right.request.port ?? 0));
      for (const one of wanted) await this.startOne(host, one, log, cancelled.signal);
      log.finish('success');
      return true;
    } catch (error) {
      const conclusion = cancelled.signal.aborted ? 'cancelled' : 'failure';
      if (conclusion === 'failure') log.annotate({ level: 'error', message: (error as Error).message });
      log.finish(conclusion);
      this.job.countIn(conclusion);
      return false;
    } finally {
      forget();
    }
  }

  /** Stops what was started. */
  async stop(): Promise<void> {
    if (this.running.length === 0) return;
    const log = new StepLog(this.job, 'Stop containers');
    for (const { id, service } of this.running.splice(0).reverse()) {
      await service.close().then(
        () => log.log(`${id} is stopped.`),
        (error: Error) => log.annotate({ level: 'warning', message: `${id}: ${error.message}` }),
      );
    }
    log.finish('success');
  }

  private async startOne(
    host: ServiceHost,
    wanted: Wanted,
    log: StepLog,
    signal: AbortSignal,
  ): Promise<void> {
    const { id, request, port, mapped } = wanted;
    const service = await host.start({ ...request, signal, say: (line) => log.log(line) });
    this.running.push({ id, service });
    log.log(
      `${id} (${request.image}) is ${service.name}, no container, at 127.0.0.1:${service.port}. It is healthy.`,
    );
    const container = createHash('sha256').update(`${this.job.plan.trackingId} ${id}`).digest('hex');
    this.job.services[id] = {
      id: container,
      network: `github_network_${this.job.plan.trackingId.slice(-32)}`,
      ports: mapped ? { [String(port)]: String(service.port) } : {},
    };
    if (mapped) return;
    const message =
      `The service '${id}' maps no port ${port}, so on GitHub no step of this job can reach it. ` +
      `Add 'ports: ["${port}:${port}"]', or 'ports: ["${port}"]' and read job.services.${id}.ports['${port}'].`;
    log.annotate({ level: 'warning', message });
  }
}

/** Options of `docker create` that change nothing here: the service is up before the first step. */
const idleOptions =
  /^--(health-(cmd|interval|timeout|retries|start-period|start-interval)|name|hostname|network-alias|shm-size|tmpfs|memory|cpus|restart)$/;

async function read(
  job: JobState,
  host: ServiceHost,
  log: StepLog,
  id: string,
  template: Template,
): Promise<Wanted[]> {
  const scope = stepScope(jobFrame(job));
  const image = await evaluateText(child(template, 'image') ?? template, scope);
  if (image === '') {
    log.log(`${id} has no image, so it is left out.`);
    return [];
  }
  const judged = host.judge(image);
  if ('refusal' in judged) throw new Error(`The service '${id}': ${judged.refusal}`);
  const env = await evaluateTextMap(child(template, 'env'), scope);
  for (const message of await idleSettings(id, template, scope)) log.annotate({ level: 'warning', message });
  const mapping = mappingOf(id, await portsOf(template, scope), judged.port);
  const request = { image, env, ...(mapping?.host === undefined ? {} : { port: mapping.host }) };
  return [{ id, request, port: judged.port, mapped: mapping !== undefined }];
}

async function portsOf(template: Template, scope: Scope): Promise<string[]> {
  const ports = child(template, 'ports');
  const json = ports ? await evaluateJson(ports, scope) : [];
  return (Array.isArray(json) ? json : [json]).map(String);
}

/** What is asked for and does nothing here, one sentence each. */
async function idleSettings(id: string, template: Template, scope: Scope): Promise<string[]> {
  const settings = ['volumes', 'command', 'entrypoint'].filter((key) => child(template, key));
  const options =
    (await evaluateText(child(template, 'options'), scope)).match(/(?<=^|\s)--?[a-z][a-z-]*/g) ?? [];
  const strange = options.filter((option) => !idleOptions.test(option)).map((option) => `options ${option}`);
  return [...settings, ...strange].map(
    (what) =>
      `'${what}' of the service '${id}' has no effect in a rehearsal: it runs a local server, no container.`,
  );
}

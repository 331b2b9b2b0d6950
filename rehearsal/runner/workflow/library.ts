import { readFile } from 'node:fs/promises';
import { join, posix } from 'node:path';
import { type Home, type Origin, readReference } from '../actions/resolve.js';
import type { RunRequest } from '../request.js';
import { ActionInspector } from './inspect-actions.js';
import { inspectJob } from './inspect-job.js';
import { loadWorkflow } from './load.js';
import type { Job, Workflow } from './model.js';
import { type Refusal, UnsupportedWorkflow } from './refusal.js';
import { readFromCommit, readWorkflowText } from './source.js';
import { validateWorkflow } from './validate.js';

/** Levels of workflows that call workflows, the first one included. */
const DEEPEST = 10;

/** The workflow of a run and all those it calls, read and found fit to run. */
export class WorkflowLibrary {
  readonly entry: Workflow;
  private readonly called: ReadonlyMap<string, Workflow>;
  private readonly home: Home;

  constructor(entry: Workflow, called: ReadonlyMap<string, Workflow>, home: Home) {
    this.entry = entry;
    this.called = called;
    this.home = home;
  }

  /** The workflow that a job of another one calls. @throws Error if it was not read, which is this runner's bug. */
  calledBy(workflow: Workflow, job: Job): Workflow {
    const place = calledPlace(job.uses ?? '', workflow.origin, this.home);
    const found = typeof place === 'string' ? undefined : this.called.get(keyOf(place));
    if (!found) throw new Error(`The called workflow '${job.uses}' was not read.`);
    return found;
  }
}

interface Place {
  origin: Origin;
  path: string;
}

/**
 * Reads the workflow of a request with everything it refers to.
 * @throws UnsupportedWorkflow with every place that keeps it from running.
 */
export async function openLibrary(request: RunRequest): Promise<WorkflowLibrary> {
  const { repository, sha } = request;
  const home = { repository: `${repository.owner}/${repository.name}`, sha };
  const reader = new LibraryReader(request, home);
  const text = await readWorkflowText({ gitDirectory: repository.gitDirectory, sha }, request.workflow);
  const entry = await reader.read(request.workflow, text, 'workflow-repository', 1);
  if (reader.refusals.length > 0 || !entry) throw new UnsupportedWorkflow(reader.refusals);
  return new WorkflowLibrary(entry, reader.called, home);
}

class LibraryReader {
  readonly called = new Map<string, Workflow>();
  readonly refusals: Refusal[] = [];
  private readonly request: RunRequest;
  private readonly home: Home;
  private readonly actions: ActionInspector;

  constructor(request: RunRequest, home: Home) {
    this.request = request;
    this.home = home;
    this.actions = new ActionInspector(request, home);
  }

  async read(file: string, text: string, origin: Origin, level: number): Promise<Workflow | undefined> {
    const problems = await validateWorkflow(file, text);
    if (problems.length > 0) {
      this.refusals.push(...problems);
      return undefined;
    }
    const workflow = loadWorkflow(file, text, origin);
    this.refusals.push(...inspectJob(file, text, this.request.services));
    for (const job of workflow.jobs) {
      this.refusals.push(...(await this.actions.inspectSteps(file, job.steps, origin)));
      if (job.uses !== undefined) await this.readCalled(workflow, job, job.uses, level);
    }
    return workflow;
  }

  private async readCalled(workflow: Workflow, job: Job, uses: string, level: number): Promise<void> {
    const refuse = (reason: string): number =>
      this.refusals.push({ file: workflow.file, line: job.line, reason });
    const place = calledPlace(uses, workflow.origin, this.home);
    if (typeof place === 'string') return void refuse(place);
    if (level >= DEEPEST)
      return void refuse(`'${uses}' is level ${level + 1}; workflows may call ${DEEPEST} levels deep`);
    const text = await this.textOf(place);
    if (text === undefined) return void refuse(`the called workflow '${uses}' does not exist`);
    const known =
      this.called.get(keyOf(place)) ?? (await this.read(place.path, text, place.origin, level + 1));
    if (!known) return;
    this.called.set(keyOf(place), known);
    if (!known.call) refuse(`'${uses}' cannot be called: it has no 'on: workflow_call'`);
    else for (const reason of callProblems(job, known)) refuse(reason);
  }

  private async textOf(place: Place): Promise<string | undefined> {
    if (place.origin === 'deploy-actions') {
      return readFile(join(this.request.actionsCheckout, place.path), 'utf8').catch(() => undefined);
    }
    const { repository, sha } = this.request;
    return readFromCommit({ gitDirectory: repository.gitDirectory, sha }, place.path);
  }
}

/** What a call gives wrongly: inputs and secrets that are not declared, or required ones that are missing. */
function callProblems(job: Job, called: Workflow): string[] {
  const problems: string[] = [];
  const given = job.with?.kind === 'mapping' ? job.with.entries.map((entry) => entry.key) : [];
  const inputs = called.call?.inputs ?? {};
  for (const name of given) {
    if (!has(inputs, name))
      problems.push(`Invalid input, ${name} is not defined in the referenced workflow.`);
  }
  for (const [name, input] of Object.entries(inputs)) {
    if (input.required && !given.some((key) => same(key, name))) {
      problems.push(`Input ${name} is required, but not provided while calling.`);
    }
  }
  if (job.secrets === 'inherit') return problems;
  const secrets = called.call?.secrets ?? {};
  const passed = job.secrets?.kind === 'mapping' ? job.secrets.entries.map((entry) => entry.key) : [];
  for (const name of passed) {
    if (!has(secrets, name))
      problems.push(`Invalid secret, ${name} is not defined in the referenced workflow.`);
  }
  for (const [name, secret] of Object.entries(secrets)) {
    if (secret.required && !passed.some((key) => same(key, name))) {
      problems.push(`Secret ${name} is required, but not provided while calling.`);
    }
  }
  return problems;
}

function has(declared: Record<string, unknown>, name: string): boolean {
  return Object.keys(declared).some((key) => same(key, name));
}

function same(left: string, right: string): boolean {
  return left.toLowerCase() === right.toLowerCase();
}

/** Where a called workflow lies, or why it cannot be called here. */
function calledPlace(uses: string, origin: Origin, home: Home): Place | string {
  if (uses.startsWith('./')) return { origin, path: posix.normalize(uses) };
  const reference = readReference(uses, origin, home);
  if (reference.kind === 'refused') return reference.reason;
  if (reference.kind === 'deploy-actions') return { origin: 'deploy-actions', path: reference.path };
  if (reference.kind === 'snapshot' && reference.ref === home.sha) {
    return { origin: 'workflow-repository', path: reference.path };
  }
  return `'${uses}' cannot be called here. Use './${posix.normalize('.github/workflows/<file>')}' or a workflow of deploy-actions`;
}

function keyOf(place: Place): string {
  return `${place.origin}:${place.path}`;
}

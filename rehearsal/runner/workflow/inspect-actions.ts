import { readFile } from 'node:fs/promises';
import { join, posix } from 'node:path';
import { METADATA_FILES, parseMetadata } from '../actions/metadata.js';
import { type Home, type Origin, type Reference, readReference } from '../actions/resolve.js';
import type { RunRequest } from '../request.js';
import type { Step } from './model.js';
import type { Refusal } from './refusal.js';
import { unsupportedShell } from './shells.js';
import { readFromCommit } from './source.js';
import { literalText } from './template.js';

/** Looks through steps, and the actions they use, for what cannot be run here. */
export class ActionInspector {
  private readonly request: RunRequest;
  private readonly home: Home;
  private readonly seen = new Set<string>();

  constructor(request: RunRequest, home: Home) {
    this.request = request;
    this.home = home;
  }

  /** What keeps these steps of a file from running. */
  async inspectSteps(file: string, steps: Step[], origin: Origin): Promise<Refusal[]> {
    const refusals: Refusal[] = [];
    for (const step of steps) {
      const shell = unsupportedShell(literalText(step.shell) ?? '');
      if (shell) refusals.push({ file, line: step.line, reason: shell });
      if (step.uses !== undefined) refusals.push(...(await this.inspectUse(file, step, step.uses, origin)));
    }
    return refusals;
  }

  private async inspectUse(file: string, step: Step, uses: string, origin: Origin): Promise<Refusal[]> {
    const refuse = (reason: string): Refusal[] => [{ file, line: step.line, reason }];
    const reference = readReference(uses, origin, this.home);
    if (reference.kind === 'refused') return refuse(reference.reason);
    if (reference.kind === 'builtin') return [];
    const id = `${reference.kind}:${reference.path}:${'ref' in reference ? reference.ref : ''}`;
    if (this.seen.has(id)) return [];
    this.seen.add(id);
    const found = await this.readAction(reference);
    if (!found) {
      // An earlier step may still create an action of the workspace; any other one must be there.
      return reference.kind === 'workspace' ? [] : refuse(`'${uses}' has no action.yml or action.yaml`);
    }
    const metadata = parseMetadata(found.file, found.text);
    if (Array.isArray(metadata)) return metadata;
    if (metadata.runs.kind !== 'composite') return [];
    const inner = reference.kind === 'deploy-actions' ? 'deploy-actions' : 'workflow-repository';
    return this.inspectSteps(found.file, metadata.runs.steps, inner);
  }

  private async readAction(
    reference: Exclude<Reference, { kind: 'refused' | 'builtin' }>,
  ): Promise<{ file: string; text: string } | undefined> {
    const { repository, sha } = this.request;
    for (const name of METADATA_FILES) {
      const file = posix.join(reference.path, name).replace(/^\/+/, '');
      const commit = {
        gitDirectory: repository.gitDirectory,
        sha: reference.kind === 'snapshot' ? reference.ref : sha,
      };
      const text =
        reference.kind === 'deploy-actions'
          ? await readFile(join(this.request.actionsCheckout, file), 'utf8').catch(() => undefined)
          : await readFromCommit(commit, file);
      if (text !== undefined) return { file, text };
    }
    return undefined;
  }
}

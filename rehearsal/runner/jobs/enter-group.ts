import { evaluateBoolean, evaluateText, type Scope } from '../expressions/evaluate.js';
import { child, literalText, type Template } from '../workflow/template.js';
import type { WorkflowCall } from './call.js';
import { joinGroup, type Place } from './concurrency.js';

/** A place in a concurrency group, and the group's name for those that run inside it. */
export interface GroupPlace extends Place {
  held: string[];
}

/** Who wants a place: what it is called in messages, how it is cancelled, and when it gives up waiting. */
export interface Applicant {
  name: string;
  cancel(): void;
  signal?: AbortSignal | undefined;
}

/**
 * Evaluates a `concurrency` key and waits for its group; without the key there is nothing to wait for.
 * @returns undefined when a newer run or job took the place.
 * @throws Error when the group is empty, or held by the very workflow this would run in.
 */
export async function enterGroup(
  call: WorkflowCall,
  template: Template | undefined,
  scope: Scope,
  applicant: Applicant,
): Promise<GroupPlace | undefined> {
  if (!template) return { leave: () => undefined, held: call.heldGroups };
  const group = await evaluateText(child(template, 'group') ?? template, scope);
  if (group === '') throw new Error(`The concurrency group of '${applicant.name}' is empty.`);
  const { owner, name } = call.run.request.repository;
  const key = `${owner}/${name}:${group}`.toLowerCase();
  if (call.heldGroups.includes(key)) {
    throw new Error(
      `Canceling since a deadlock for concurrency group '${group}' was detected between 'top level workflow' and ` +
        `'${applicant.name}'. Give one of them another group.`,
    );
  }
  const rules = {
    cancelInProgress: await evaluateBoolean(child(template, 'cancel-in-progress'), scope),
    queue: literalText(child(template, 'queue')) === 'max',
  };
  const place = await joinGroup(key, rules, applicant.cancel, applicant.signal);
  return place && { leave: place.leave, held: [...call.heldGroups, key] };
}

import { evaluateBoolean, evaluateJson, evaluateNumber, evaluateText } from '../expressions/evaluate.js';
import type { Json } from '../expressions/values.js';
import { expandMatrix } from '../matrix/expand.js';
import { legName } from '../matrix/leg-name.js';
import type { Job } from '../workflow/model.js';
import { child } from '../workflow/template.js';
import { callScope, needsContext, type WorkflowCall } from './call.js';

/** One run of a job: the job itself, or one combination of its matrix. */
export interface Leg {
  job: Job;
  /** Id with the ids of calling jobs before it; a matrix leg has its values behind it. */
  key: string;
  /** Id with the ids of calling jobs before it. */
  id: string;
  name: string;
  matrix: Json;
  strategy: Json;
  /** `needs`, `strategy` and `matrix`, for keys that are evaluated before the job runs. */
  contexts: Record<string, Json>;
  continueOnError: boolean;
  timeoutMinutes: number;
}

/** The legs of a job, and how they run together. */
export interface LegPlan {
  legs: Leg[];
  failFast: boolean;
  mostParallel: number;
}

const LONGEST_JOB_MINUTES = 360;

/** Evaluates a job's strategy. @throws Error when the matrix or another key cannot be evaluated. */
export async function planLegs(call: WorkflowCall, job: Job): Promise<LegPlan> {
  const needs = needsContext(call, job);
  const scope = callScope(call, { needs });
  const matrix = child(job.strategy, 'matrix');
  const evaluated = matrix ? await evaluateJson(matrix, scope) : null;
  const combinations =
    evaluated !== null && typeof evaluated === 'object' && !Array.isArray(evaluated)
      ? expandMatrix(evaluated)
      : [];
  if (combinations.length > 256) {
    throw new Error(`The matrix of job '${job.id}' makes ${combinations.length} jobs; GitHub allows 256.`);
  }
  const failFastTemplate = child(job.strategy, 'fail-fast');
  const failFast = failFastTemplate ? await evaluateBoolean(failFastTemplate, scope) : true;
  const total = Math.max(1, combinations.length);
  const mostParallel = (await evaluateNumber(child(job.strategy, 'max-parallel'), scope)) || total;
  const shapes = combinations.length > 0 ? combinations : [{ values: null, named: [] as Json[] }];
  const legs: Leg[] = [];
  for (const [index, shape] of shapes.entries()) {
    const strategy = {
      'fail-fast': failFast,
      'job-index': index,
      'job-total': total,
      'max-parallel': mostParallel,
    };
    const contexts = { needs, strategy, matrix: shape.values };
    legs.push(await planLeg(call, job, contexts, legName(job.id, shape.named)));
  }
  return { legs, failFast, mostParallel };
}

async function planLeg(
  call: WorkflowCall,
  job: Job,
  contexts: { needs: Json; strategy: Json; matrix: Json },
  defaultName: string,
): Promise<Leg> {
  const scope = callScope(call, contexts);
  const ownName = job.name ? await evaluateText(job.name, scope) : '';
  return {
    job,
    key: `${call.idPrefix}${defaultName}`,
    id: `${call.idPrefix}${job.id}`,
    name: `${call.namePrefix}${ownName || defaultName}`,
    matrix: contexts.matrix,
    strategy: contexts.strategy,
    contexts,
    continueOnError: await evaluateBoolean(job.continueOnError, scope),
    timeoutMinutes: (await evaluateNumber(job.timeoutMinutes, scope)) || LONGEST_JOB_MINUTES,
  };
}

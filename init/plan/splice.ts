import { isMap, isScalar, isSeq, parseDocument, type YAMLMap } from 'yaml';

/** New values of a step: `with` by input, and its own working directory. Undefined leaves what is there. */
export interface StepValues {
  with?: Readonly<Record<string, string | undefined>>;
  workingDirectory?: string | undefined;
}

/** A step as it is written: its name, and the action of this project that it uses ('' for the whole pipeline). */
export interface WrittenStep {
  name: string | undefined;
  action: string | undefined;
}

/** Gives steps other values where they have the key already. All else stays as it is written, comments and spaces too. */
export function withStepValues(text: string, valuesOf: (step: WrittenStep) => StepValues): string {
  const edits = stepsIn(text).flatMap((step) => {
    const values = valuesOf({ name: textOf(step, 'name'), action: actionOf(textOf(step, 'uses') ?? '') });
    const inputs = step.get('with');
    return [
      ...(isMap(inputs)
        ? Object.entries(values.with ?? {}).flatMap(([key, to]) => edit(inputs, key, to))
        : []),
      ...edit(step, 'working-directory', values.workingDirectory),
    ];
  });
  return edits
    .sort((one, other) => other.from - one.from)
    .reduce((all, { from, to, value }) => all.slice(0, from) + value + all.slice(to), text);
}

function stepsIn(text: string): YAMLMap[] {
  const jobs = parseDocument(text).get('jobs');
  if (!isMap(jobs)) return [];
  return jobs.items.flatMap(({ value: job }) => {
    const steps = isMap(job) ? job.get('steps') : undefined;
    return isSeq(steps) ? steps.items.filter((step): step is YAMLMap => isMap(step)) : [];
  });
}

function textOf(step: YAMLMap, key: string): string | undefined {
  const value = step.get(key);
  return typeof value === 'string' ? value : undefined;
}

function actionOf(uses: string): string | undefined {
  const found = /^org\/deploy-actions(?:\/([\w-]+))?@/.exec(uses);
  return found ? (found[1] ?? '') : undefined;
}

function edit(map: YAMLMap, key: string, value: string | undefined) {
  const there = map.get(key, true);
  if (value === undefined || !isScalar(there) || !there.range) return [];
  const [from, to] = there.range;
  return [{ from, to, value }];
}

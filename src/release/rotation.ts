/** One step of giving a secret a new value while the old one still counts. */
export const rotationSteps = ['begin', 'finish', 'undo'] as const;
/** One of `rotationSteps`. */
export type RotationStep = (typeof rotationSteps)[number];

/** What is to be done with which variable. Values are secrets. */
export interface Rotation {
  step: RotationStep;
  /** The variable; the old value goes to `<name>_PREVIOUS`. */
  name: string;
  /** The new value: of `begin`, and of `finish` where the platform does not tell it. */
  value: string | undefined;
  /** The value before, where the platform does not tell it. */
  oldValue: string | undefined;
}

/** A variable on a platform: its value, null when it is set and the platform keeps it to itself, undefined when it is not set. */
export type ToldValue = string | null | undefined;

/** What a step comes to, or why it is refused before anything is changed. */
export type RotationPlan =
  | { set: Readonly<Record<string, string>>; remove: readonly string[] }
  | { refused: { message: string; fix: string } };

/** The variable that holds the old value as long as both count. */
export function previousName(name: string): string {
  return `${name}_PREVIOUS`;
}

/**
 * Plans one step of a rotation. A rotation is under way as long as `<name>_PREVIOUS` is set and another than `<name>`; each
 * step made twice does nothing the second time.
 * @param place what messages call the place, such as `"api" on Railway`
 * @param removes whether the place can take a variable away; elsewhere both get the same value
 */
export function planRotation(
  rotation: Rotation,
  told: { now: ToldValue; previous: ToldValue },
  { place, removes }: { place: string; removes: boolean },
): RotationPlan {
  if (told.now === undefined) return refusedUnset(rotation.name, place);
  if (rotation.step === 'begin') return begin(rotation, told, place);
  const isUnderWay = told.previous !== undefined && (told.previous === null || told.previous !== told.now);
  if (!isUnderWay) return nothing;
  return rotation.step === 'finish'
    ? finish(rotation, told.now, place, removes)
    : undo(rotation, told.previous, place, removes);
}

const nothing: RotationPlan = { set: {}, remove: [] };

function begin(
  { name, value = '', oldValue }: Rotation,
  { now, previous }: { now: ToldValue; previous: ToldValue },
  place: string,
): RotationPlan {
  if (now === value) return nothing;
  const old = now ?? oldValue;
  if (old === undefined) return refusedSecret(name, place, 'rotate-old-value', 'the value it has now');
  if (previous !== undefined && previous !== old) {
    return refused(
      `A rotation of ${name} is under way at ${place}: ${previousName(name)} holds another value. Nothing was changed.`,
      'End it first, with "finish" when everything runs with the new value, or with "undo". A second one would lose the value that still counts.',
    );
  }
  return { set: { [name]: value, [previousName(name)]: old }, remove: [] };
}

function finish({ name, value }: Rotation, now: ToldValue, place: string, removes: boolean): RotationPlan {
  if (removes) return { set: {}, remove: [previousName(name)] };
  const current = now ?? value;
  if (current === undefined) return refusedSecret(name, place, 'rotate-value', 'the new value');
  return { set: { [previousName(name)]: current }, remove: [] };
}

function undo(
  { name, oldValue }: Rotation,
  previous: ToldValue,
  place: string,
  removes: boolean,
): RotationPlan {
  const old = previous ?? oldValue;
  if (old === undefined) return refusedSecret(name, place, 'rotate-old-value', 'the value before');
  return { set: { [name]: old }, remove: removes ? [previousName(name)] : [] };
}

function refusedUnset(name: string, place: string): RotationPlan {
  return refused(
    `${name} is not set at ${place}, so there is nothing to rotate. Nothing was changed.`,
    'Check the name, and name only the places that have it. A token that may not read variables sees none; a sealed one on Railway is told by nobody.',
  );
}

function refusedSecret(name: string, place: string, input: string, what: string): RotationPlan {
  return refused(
    `${place} does not tell the value of ${name}, which is kept as a secret there. Nothing was changed.`,
    `Give ${what} in "${input}", from a secret.`,
  );
}

function refused(message: string, fix: string): RotationPlan {
  return { refused: { message, fix } };
}

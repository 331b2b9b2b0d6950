/** The stations of the kitchen, in the order a dish passes them. */
export const STATIONS = ['cold', 'hot', 'pastry', 'pass'] as const;
export type Station = (typeof STATIONS)[number];

/** The longest name a recipe may have, in characters. */
export const MAX_NAME_LENGTH = 120;

/** What a client sends to make a recipe. */
export interface NewRecipe {
  name: string;
  station: Station;
}

/** What the sender got wrong; its message may be shown to them. */
export class InvalidRecipe extends Error {}

/** Checks what a client sent as a new recipe. Throws InvalidRecipe. */
export function parseNewRecipe(body: unknown): NewRecipe {
  const given: Record<string, unknown> = typeof body === 'object' && body !== null ? { ...body } : {};
  const name = typeof given.name === 'string' ? given.name.trim() : '';
  if (name === '') throw new InvalidRecipe('A recipe needs a name.');
  if (name.length > MAX_NAME_LENGTH) {
    throw new InvalidRecipe(`A name has at most ${MAX_NAME_LENGTH} characters; this one has ${name.length}.`);
  }
  const wanted = given.station ?? 'pass';
  const station = STATIONS.find((one) => one === wanted);
  if (station === undefined) throw new InvalidRecipe(`The station is one of ${STATIONS.join(', ')}.`);
  return { name, station };
}

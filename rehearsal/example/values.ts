import { z } from 'zod';

const unit = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000 } as const;

/** A length of time as people write it (`500ms`, `4s`, `10m`), read as milliseconds. */
export const duration = z
  .string()
  .regex(/^\d+(ms|s|m|h)$/, 'is a length of time: a number with ms, s, m or h, such as 4s')
  .transform((text) => {
    const [, digits = '0', name = 's'] = /^(\d+)(ms|s|m|h)$/.exec(text) ?? [];
    return Number(digits) * unit[name as keyof typeof unit];
  });

/** A name that other parts of the file refer to. */
export const key = z
  .string()
  .regex(/^[a-z][a-z0-9-]*$/, 'is a name of small letters, digits and hyphens that begins with a letter');

/** Names and texts: environment variables, secrets, headers. Numbers and yes-or-no are taken as their text. */
export const texts = z.record(
  z.string(),
  z.union([z.string(), z.number(), z.boolean()]).transform((value) => String(value)),
);

/** One entry or several. */
export const oneOrMore = z
  .union([z.string(), z.array(z.string()).min(1)])
  .transform((value) => (typeof value === 'string' ? [value] : value));

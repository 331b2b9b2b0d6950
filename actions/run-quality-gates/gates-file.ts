import { z } from 'zod';
import { parseDuration } from '../../src/runtime/duration.js';
import { builtInGates } from './built-in/index.js';

const duration = z
  .string()
  .refine((text) => parseDuration(text) !== undefined, 'is not a duration with its unit, such as 90s or 10m');

const common = {
  level: z.enum(['block', 'warn']).default('block').describe('block stops the release, warn only says so.'),
  'working-directory': z.string().min(1).optional(),
  timeout: duration.describe('For one attempt; the input "timeout" when absent.').optional(),
  needs: z.array(z.string()).default([]).describe('Gates that must pass before this one starts.'),
  changed: z
    .array(z.string().min(1))
    .optional()
    .describe(
      'Patterns as in a .gitignore: the gate is asked only when a changed file fits one. Asked when the changes are unknown.',
    ),
};

const gateName = z
  .string()
  .trim()
  .min(1)
  .regex(/^[^\r\n]*$/, 'must be one line');

const affected = z
  .union([z.boolean(), z.literal('in-order')])
  .default(false)
  .describe(
    'Run in each workspace that changed or depends on one that did, in place of "working-directory"; "in-order" lets a package wait for those it depends on, as a build must. A script is run only where package.json has it.',
  );

const commandGate = z.strictObject({
  name: gateName,
  command: z
    .string()
    .trim()
    .min(1)
    .describe('Run by bash; several lines are one script that stops at the first error.'),
  ...common,
  env: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).default({}),
  retries: z.int().min(0).max(10).default(0),
  affected,
});

const builtInGate = z
  .strictObject({
    name: gateName.optional().describe('The name of the built-in gate when absent.'),
    gate: z.enum(builtInGates.map(({ name }) => name) as [string, ...string[]]),
    with: z.record(z.string(), z.unknown()).default({}).describe('Options of the built-in gate.'),
    ...common,
  })
  .superRefine(({ gate, with: options }, context) => {
    const parsed = builtInGates.find(({ name }) => name === gate)?.options.safeParse(options);
    for (const issue of parsed?.error?.issues ?? []) {
      context.addIssue({ code: 'custom', message: issue.message, path: ['with', ...issue.path] });
    }
  })
  .transform((gate) => ({ ...gate, name: gate.name ?? gate.gate }));

const gateSchema = z.union([commandGate, builtInGate], {
  error: (issue) => unionMessage(issue.input),
});

/** The file of gates. Strict: a key that is misspelt is an error, never a gate that is not asked. */
export const gatesSchema = z
  .strictObject({
    auto: z
      .boolean()
      .optional()
      .describe('Begin with the gates that are found in the project; true when a preset is named.'),
    preset: z
      .string()
      .optional()
      .describe('Begin with a ready checklist: node-api, nextjs, fastapi or monorepo.'),
    gates: z.array(gateSchema).default([]).describe('Added, or in place of a found one of the same name.'),
    security: z
      .boolean()
      .optional()
      .describe(
        'Begin with what looks for the unsafe in the whole repository, for a scan by schedule: an audit for each lock file, secrets, licenses, containers, workflows.',
      ),
    remove: z.array(z.string()).default([]).describe('Names of found gates that are not to be asked.'),
  })
  .refine(
    ({ auto, preset, security, gates }) => auto || security || preset !== undefined || gates.length > 0,
    { message: 'names no gate: give "gates", "preset", "security: true" or "auto: true"' },
  );

/** The input `gates`: the file's form, its list alone, or the word `auto` or `security`. */
export const inlineGatesSchema = z.preprocess((value) => {
  if (value === 'auto' || value === 'security') return { [value]: true };
  return Array.isArray(value) ? { gates: value } : value;
}, gatesSchema);

/** A gate that runs a command. */
export type CommandGate = z.infer<typeof commandGate>;
/** A gate that this action asks itself. */
export type OwnGate = z.infer<typeof builtInGate>;
export type Gate = CommandGate | OwnGate;
export type GatesFile = z.infer<typeof gatesSchema>;

/** The JSON Schema of the file, for editors; a pure function of the schema above. */
export function gatesJsonSchema(): Record<string, unknown> {
  const schema = z.toJSONSchema(gatesSchema, { io: 'input', target: 'draft-7', unrepresentable: 'any' });
  return { title: 'Quality gates', ...schema };
}

/** A union's own message would only say that nothing fits; what is wrong is known once it is clear which form is meant. */
function unionMessage(input: unknown): string {
  if (typeof input !== 'object' || input === null) return 'must be a gate: { name, command } or { gate }';
  const form = 'gate' in input ? builtInGate : commandGate;
  const issues = form.safeParse(input).error?.issues ?? [];
  const texts = issues.map(({ path, message }) =>
    path.length > 0 ? `${path.join('.')}: ${message}` : message,
  );
  return texts.join('; ') || 'is no gate';
}

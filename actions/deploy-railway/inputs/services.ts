import { z } from 'zod';
import { parseDuration } from '../../../src/runtime/duration.js';

/** What Railway takes for a variable's name. */
export const variableName = /^[A-Za-z_][A-Za-z0-9_]*$/;

/** More instances than this are a slip of the hand. */
export const mostReplicas = 100;

const text = z.string().min(1);
const duration = z
  .string()
  .refine(
    (value) => (parseDuration(value) ?? 1) % 1_000 === 0,
    'is not a duration in whole seconds with its unit, such as 30s or 5m',
  );

const settings = z.strictObject({
  'health-check-path': z.string().startsWith('/', 'must begin with "/"').optional(),
  'health-check-timeout': duration.optional(),
  'start-command': text.optional(),
  'pre-deploy-command': z.union([text, z.array(text).min(1)]).optional(),
  replicas: z.int().min(1).max(mostReplicas).optional(),
  region: text.optional(),
  overlap: duration.describe('How long the old version still runs beside the new one.').optional(),
  draining: duration.describe('From SIGTERM to SIGKILL.').optional(),
});

const service = z
  .strictObject({
    service: text.describe('Name or id of the service on Railway.'),
    name: text
      .describe("Name of the component in the release record; the service's name when it is not given.")
      .optional(),
    directory: text.describe('Directory to upload, relative to working-directory.').optional(),
    image: text.describe('Image to deploy.').optional(),
    commit: text.describe('Commit of the connected repository to deploy.').optional(),
    redeploy: text
      .describe('`current`, `previous`, or the id of a deployment that is deployed again.')
      .optional(),
    rebuild: z.boolean().describe('With redeploy: build it anew instead of taking its image.').optional(),
    needs: z.array(text).describe('Services of this list that must be live first.').default([]),
    variables: z
      .record(
        z.string().regex(variableName, 'is not a variable name: letters, digits and _'),
        z.union([z.string(), z.number(), z.boolean()]),
      )
      .default({}),
    'variables-mode': z.enum(['merge', 'replace']).optional(),
    settings: settings.default({}),
    'public-domain': z.enum(['lookup', 'create']).optional(),
  })
  .refine(
    ({ directory, image, commit, redeploy }) =>
      [directory, image, commit, redeploy].filter((one) => one !== undefined).length <= 1,
    'has more than one source: give one of directory, image, commit, redeploy',
  )
  .refine(({ redeploy, rebuild }) => rebuild === undefined || redeploy !== undefined, {
    message: '"rebuild" belongs to "redeploy"',
    path: ['rebuild'],
  });

/** The form of the input `services`. */
export const servicesSchema = z.array(service).min(1, 'names no service');

/** One entry of `services`, accepted. */
export type ServiceEntry = z.infer<typeof service>;
export type SettingsEntry = z.infer<typeof settings>;

/** The JSON Schema of the input `services`, for editors. */
export function servicesJsonSchema(): Record<string, unknown> {
  return {
    title: 'Services of deploy-railway',
    ...z.toJSONSchema(servicesSchema, { io: 'input', target: 'draft-7' }),
  };
}

import { z } from 'zod';

/** What Neon's API answers (api-docs.neon.tech, v2), as far as this project reads it. */
export const branchSchema = z.object({
  id: z.string().min(1),
  name: z.string(),
  parent_id: z.string().optional(),
  /** The project's default branch, which production runs on. */
  default: z.boolean().optional(),
  protected: z.boolean().optional(),
  current_state: z.string().optional(),
});

/** Work that Neon does after it has answered. */
export const operationSchema = z.object({
  id: z.string().min(1),
  action: z.string(),
  status: z.string(),
  error: z.string().optional(),
});

const operations = z.array(operationSchema).default([]);

/** `GET /projects/{id}/branches`. */
export const branchListSchema = z.object({
  branches: z.array(branchSchema),
  pagination: z.object({ next: z.string().optional(), cursor: z.string().optional() }).optional(),
});

/** The answer to a branch that is made, reset or deleted. */
export const branchChangeSchema = z.object({ branch: branchSchema, operations });

/** `GET /projects/{id}/operations/{id}`. */
export const operationAnswerSchema = z.object({ operation: operationSchema });

/** `GET /projects/{id}/branches/{id}/endpoints`. */
export const endpointListSchema = z.object({
  endpoints: z.array(
    z.object({ id: z.string(), host: z.string(), branch_id: z.string(), type: z.string().optional() }),
  ),
});

/** The answer to an endpoint that is made. */
export const endpointChangeSchema = z.object({ operations });

/** `GET /projects/{id}/branches/{id}/databases`. */
export const databaseListSchema = z.object({
  databases: z.array(z.object({ name: z.string().min(1), owner_name: z.string().min(1) })),
});

/** `GET /projects/{id}/connection_uri`; the address holds the password. */
export const connectionSchema = z.object({ uri: z.string().min(1) });

/** A refusal. */
export const errorSchema = z.object({
  message: z.string().optional(),
  code: z.string().optional(),
  request_id: z.string().optional(),
});

/** A branch of a project. */
export type NeonBranch = z.infer<typeof branchSchema>;
/** Work that has to end before what it changes can be used. */
export type NeonOperation = z.infer<typeof operationSchema>;

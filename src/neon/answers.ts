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

export const operationSchema = z.object({
  id: z.string().min(1),
  action: z.string(),
  status: z.string(),
  error: z.string().optional(),
});

const operations = z.array(operationSchema).default([]);

export const branchListSchema = z.object({
  branches: z.array(branchSchema),
  pagination: z.object({ next: z.string().optional(), cursor: z.string().optional() }).optional(),
});

export const branchChangeSchema = z.object({ branch: branchSchema, operations });

export const operationAnswerSchema = z.object({ operation: operationSchema });

export const endpointListSchema = z.object({
  endpoints: z.array(
    z.object({ id: z.string(), host: z.string(), branch_id: z.string(), type: z.string().optional() }),
  ),
});

export const endpointChangeSchema = z.object({ operations });

export const databaseListSchema = z.object({
  databases: z.array(z.object({ name: z.string().min(1), owner_name: z.string().min(1) })),
});

export const connectionSchema = z.object({ uri: z.string().min(1) });

export const errorSchema = z.object({
  message: z.string().optional(),
  code: z.string().optional(),
  request_id: z.string().optional(),
});

export type NeonBranch = z.infer<typeof branchSchema>;
export type NeonOperation = z.infer<typeof operationSchema>;

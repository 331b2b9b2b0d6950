import { z } from 'zod';
import { InputError } from '../errors/errors.js';
import type { VercelClient } from './client.js';

/** A run of a project's check for one deployment. */
export interface VercelCheckRun {
  deploymentId: string;
  id: string;
}

/** How a check ended, as Vercel shows it. */
export interface VercelCheckEnd {
  conclusion: 'succeeded' | 'failed' | 'neutral' | 'canceled';
  /** One line. */
  text: string;
}

const runSchema = z.object({ id: z.string().min(1), name: z.string(), status: z.string() });
const runsSchema = z.object({ runs: z.array(runSchema) });
const checksSchema = z.object({ checks: z.array(z.object({ id: z.string().min(1), name: z.string() })) });

/**
 * Shows a check of a deployment as running: the run that Vercel has made for it, or a new one where the check has none
 * that is still open (REST 2026: `/v2/deployments/{id}/check-runs`, `/v2/projects/{id}/checks`). Throws InputError when
 * the project has no check of that name, PlatformError when Vercel refuses.
 */
export async function startVercelCheck(
  client: VercelClient,
  { deploymentId, name, detailsUrl }: { deploymentId: string; name: string; detailsUrl: string },
): Promise<VercelCheckRun> {
  const run = (await openRun(client, deploymentId, name)) ?? (await newRun(client, deploymentId, name));
  await update(client, run, { status: 'running', externalUrl: detailsUrl });
  return run;
}

/** Ends a check run; what it holds back is let go, or stays where it is. Throws PlatformError. */
export async function endVercelCheck(
  client: VercelClient,
  run: VercelCheckRun,
  { conclusion, text }: VercelCheckEnd,
): Promise<void> {
  await update(client, run, { status: 'completed', conclusion, conclusionText: text.slice(0, 250) });
}

async function openRun(
  client: VercelClient,
  deploymentId: string,
  name: string,
): Promise<VercelCheckRun | undefined> {
  const { runs } = await client.call({
    operation: `list the check runs of ${deploymentId}`,
    method: 'GET',
    path: runsPath(deploymentId),
    schema: runsSchema,
  });
  const open = runs.find((run) => run.name === name && run.status !== 'completed');
  return open && { deploymentId, id: open.id };
}

async function newRun(client: VercelClient, deploymentId: string, name: string): Promise<VercelCheckRun> {
  const { projectId = '' } = await client.deployment(deploymentId);
  const { checks } = await client.call({
    operation: 'list the checks of the project',
    method: 'GET',
    path: `/v2/projects/${encodeURIComponent(projectId)}/checks`,
    schema: checksSchema,
  });
  const check = checks.find((one) => one.name === name);
  if (!check) throw unknownCheck(name, checks);
  const { id } = await client.call({
    operation: `begin the check "${name}"`,
    method: 'POST',
    path: runsPath(deploymentId),
    json: { checkId: check.id },
    schema: runSchema,
  });
  return { deploymentId, id };
}

function unknownCheck(name: string, checks: readonly { name: string }[]): InputError {
  const known = checks.map((check) => `"${check.name}"`).join(', ') || 'none';
  return new InputError(
    `The input "vercel-check" is "${name}", and the project on Vercel has no such check; it has: ${known}.`,
    {
      fix: 'Make it once: POST /v2/projects/{project}/checks with {"name", "requires": "deployment-url", "blocks": "deployment-alias", "source": {"kind": "webhook"}}, or use one that is there.',
    },
  );
}

async function update(client: VercelClient, run: VercelCheckRun, json: object): Promise<void> {
  await client.call({
    operation: 'report the check',
    method: 'PATCH',
    path: `${runsPath(run.deploymentId)}/${encodeURIComponent(run.id)}`,
    json,
    // The same state twice is one state.
    repeatable: true,
  });
}

function runsPath(deploymentId: string): string {
  return `/v2/deployments/${encodeURIComponent(deploymentId)}/check-runs`;
}

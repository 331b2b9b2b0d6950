import type { VercelDeployment } from '../../src/vercel/answers.js';
import { ensureBypassSecret, showsLogin } from '../../src/vercel/protection.js';
import { bypassRefused, howToBypass } from './messages.js';
import type { Deps, Start } from './start.js';

/** The secret that opens protected deployments: the one given, or one of the project's own if that is asked for. Masked. */
export async function bypassOf({ inputs, project }: Start, deps: Deps): Promise<string | undefined> {
  if (inputs.protectionBypass !== undefined || !inputs.createsProtectionBypass)
    return inputs.protectionBypass;
  const secret = await ensureBypassSecret(project, deps);
  deps.mask(secret);
  deps.know({ 'protection-bypass': secret });
  return secret;
}

/** What somebody should know about the protection of a deployment that is built; asks its address with the secret. */
export async function protectionNotes(
  { inputs, project, bypass }: Start,
  { host }: VercelDeployment,
  { client }: Deps,
): Promise<string[]> {
  // Production's own domain is open.
  const matters = project.isProtected && inputs.target !== 'production';
  if (bypass === undefined) return matters ? [howToBypass(project.name)] : [];
  return (await showsLogin(client.address(host), bypass, client)) ? [bypassRefused()] : [];
}

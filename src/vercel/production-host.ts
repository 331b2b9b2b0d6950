import type { VercelProject } from './answers.js';

/** The domain people know first: their own, else the project's `<name>.vercel.app`, else whatever there is. */
export function productionHost({ name, production }: VercelProject): string | undefined {
  const hosts = production?.hosts ?? [];
  return (
    hosts.find((host) => !host.endsWith('.vercel.app')) ??
    hosts.find((host) => host === `${name}.vercel.app`) ??
    // A branch's domain follows its branch, not production.
    hosts.find((host) => !host.includes('-git-'))
  );
}

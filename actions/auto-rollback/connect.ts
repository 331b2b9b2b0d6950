import { runUrl } from '../../src/action/context.js';
import type { Run } from '../../src/action/run-action.js';
import { GitHubClient } from '../../src/github/client.js';
import { type EvidenceAccess, gatherEvidence } from './after/evidence.js';
import { tellAfterwards } from './after/tell.js';
import type { Deps } from './deps.js';
import type { Inputs } from './inputs.js';
import { databasePlatform } from './platforms/database.js';
import { flagPlatform } from './platforms/flag.js';
import type { ComponentPlatform, Platforms } from './platforms/platform.js';
import { railwayPlatform } from './platforms/railway.js';
import { vercelPlatform } from './platforms/vercel.js';
import { proveLive } from './prove.js';
import type { Result } from './result.js';

/** What main works with, made of a run and the tokens that were given. */
export function connect(inputs: Inputs, run: Run): Deps {
  const { githubToken } = inputs;
  const { apiUrl, repository } = run.context;
  const github =
    githubToken === undefined
      ? undefined
      : new GitHubClient({ http: run.http, apiUrl, token: githubToken, repository });
  return {
    ...run,
    platforms: platformsOf(inputs, run),
    github,
    tell: (result) => {
      const evidence = (bad: Result) => gatherEvidence(bad, evidenceAccess(inputs, run), run);
      return tellAfterwards(result, inputs, { ...run, github, runUrl: runUrl(run.context), evidence });
    },
    prove: (live) => proveLive(inputs, live, run),
  };
}

/** Runners mask secrets in logs; an issue is none. */
function evidenceAccess(inputs: Inputs, { context }: Run): EvidenceAccess {
  const { records, vercel, railway, incidentLogs, webhook, database } = inputs;
  const secrets = [
    ...[vercel.token, railway.token, inputs.githubToken, inputs.protectionBypass],
    ...[webhook?.url, webhook?.routingKey, database?.backupKey, database?.neon?.apiKey],
    ...(database?.address.secrets ?? []),
  ];
  return {
    ...{ records, vercel, railway },
    logs: incidentLogs === 'always' || (incidentLogs === 'auto' && context.isPrivate),
    hide: secrets.filter((secret) => typeof secret === 'string'),
  };
}

function platformsOf(inputs: Inputs, run: Run): Platforms {
  const { rollbackTimeoutMs: timeoutMs, vercel, railway, database } = inputs;
  const onVercel = vercel.token === undefined ? undefined : { ...vercel, token: vercel.token, timeoutMs };
  const onRailway = railway.token === undefined ? undefined : { ...railway, token: railway.token, timeoutMs };
  const platforms: Platforms = {
    vercel: onVercel && vercelPlatform(onVercel, run),
    railway: onRailway && railwayPlatform(onRailway, run),
    flag: onVercel && flagPlatform(onVercel, run),
    database: database && databasePlatform(database, run),
  };
  const byHand = inputs.command === 'rollback' || inputs.command === 'drill';
  return byHand ? withoutPins(platforms) : platforms;
}

/** Who asks for a rollback by hand means it, also where production is pinned by the rollback before. */
function withoutPins(platforms: Platforms): Platforms {
  const { vercel } = platforms;
  if (!vercel) return platforms;
  const look: ComponentPlatform['look'] = async (component, to) => {
    const { pinned: _, ...view } = await vercel.look(component, to);
    return view;
  };
  return { ...platforms, vercel: { ...vercel, look } };
}

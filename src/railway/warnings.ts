/** What a service deploys from in this step. */
type Source = 'upload' | 'commit' | 'image' | 'redeploy';

/** What is known of a service before it is deployed; undefined where it could not be read. */
export interface WarningFacts {
  service: string;
  source: Source;
  /** The project's plan: `free`, `hobby`, `pro` or `trial`. */
  plan: string | undefined;
  /** What Railway itself suffers from just now, in its own words. */
  incident: { message: string; status: string; url: string } | undefined;
  /** Whether Railway deploys the service by itself on a push. */
  autoDeploy: boolean | undefined;
  /** What it deploys on a push; `checkSuites` is "Wait for CI". */
  triggers: readonly { branch: string; repository: string; checkSuites: boolean }[];
  healthcheckPath: string | undefined;
  /** A config-as-code file the service is set to read. */
  configFile: string | undefined;
  /** What takes the traffic now; undefined when nothing does. */
  live: string | undefined;
  /** The branch of this workflow run; undefined when it has none. */
  branch: string | undefined;
  /** Whether the deployed commit is the one whose checks this workflow run is part of. */
  ownCommit: boolean;
  /** Variables this step sets on the service. Values may be secret and are never repeated. */
  variables: Readonly<Record<string, string>>;
  /** Environment of the job, which runs outside of Railway. Values are never repeated. */
  jobVariables: Readonly<Record<string, string | undefined>>;
  /** Milliseconds since the epoch. */
  now: number;
}

/** Something that goes well today and costs a night later. */
export interface DeployWarning {
  code:
    | 'incident'
    | 'double-deploy'
    | 'wait-for-ci'
    | 'no-health-check'
    | 'private-host-outside'
    | 'private-host-public'
    | 'plan-limits'
    | 'short-retention'
    | 'config-as-code';
  message: string;
  fix: string;
}

/** Railway stops reading config as code (docs.railway.com, "Config as code"). */
const configAsCodeEnds = Date.UTC(2026, 11, 1);
/** Hours that the image of a removed deployment is kept (docs.railway.com/pricing/plans, image retention policy). */
const retentionHours: Readonly<Record<string, number>> = { free: 24, trial: 24, hobby: 72, pro: 120 };
/** Prefixes of variables that build tools put into what browsers get. */
const browserPrefix = /^(NEXT_PUBLIC|VITE|PUBLIC|REACT_APP|NUXT_PUBLIC|EXPO_PUBLIC|GATSBY)_/;
/** Names under this domain exist only inside a Railway project (docs.railway.com, private networking). */
const privateHost = /\.railway\.internal\b/i;

/** What is worth saying before a service is deployed, the costliest first. Pure: it asks nobody and repeats no value. */
export function warningsOf(facts: WarningFacts): DeployWarning[] {
  const found = [
    incidentNow(facts),
    doubleDeploy(facts),
    waitForCi(facts),
    privateHostOutside(facts),
    privateHostPublic(facts),
    configAsCode(facts),
    noHealthCheck(facts),
    planLimits(facts),
    shortRetention(facts),
  ];
  return found.filter((warning) => warning !== undefined);
}

type Found = DeployWarning | undefined;

function incidentNow({ incident }: WarningFacts): Found {
  if (!incident || incident.status === 'RESOLVED') return undefined;
  return {
    code: 'incident',
    message: `Railway reports an incident (${incident.status.toLowerCase()}): ${incident.message}`,
    fix: `A deployment may take long or fail for no reason of its own: look at ${incident.url} before you look for the cause in the code.`,
  };
}

function doubleDeploy({ service, autoDeploy, triggers, branch, source }: WarningFacts): Found {
  const trigger = triggers.find((one) => branch === undefined || one.branch === branch);
  if (autoDeploy !== true || !trigger || source === 'redeploy') return undefined;
  const where = `${trigger.repository}, branch ${trigger.branch}`;
  return {
    code: 'double-deploy',
    message: `Railway deploys "${service}" by itself on every push (${where}), and this workflow deploys it too: each push makes two deployments, and the one that ends last is live.`,
    fix: 'Turn automatic deploys off for this service on Railway (service, Settings, Source), or leave the deploying to Railway and only wait and test here.',
  };
}

function waitForCi({ service, source, triggers, ownCommit }: WarningFacts): Found {
  if (source !== 'commit' || !ownCommit || !triggers.some(({ checkSuites }) => checkSuites)) return undefined;
  return {
    code: 'wait-for-ci',
    message: `"${service}" waits for the GitHub checks of a commit before it is built ("Wait for CI"), and this workflow run is one of the checks of the commit it deploys: each may wait for the other.`,
    fix: 'Turn "Wait for CI" off for this service on Railway: this workflow decides itself when to deploy.',
  };
}

/** A later step of the job (migrations, a smoke test) that takes such an address fails after the deployment is live. */
function privateHostOutside({ jobVariables, variables }: WarningFacts): Found {
  // What is set on the service is meant for the service, wherever the workflow keeps it; inputs are variables too.
  const meant = new Set<string | undefined>(Object.values(variables));
  const names = namesWith(jobVariables, privateHost).filter(
    (name) => !/^(INPUT|GITHUB|RUNNER)_/.test(name) && !meant.has(jobVariables[name]),
  );
  if (names.length === 0) return undefined;
  return {
    code: 'private-host-outside',
    message: `${listOf(names)} in this job's environment name${names.length === 1 ? 's' : ''} a host under railway.internal, which exists only inside the Railway project: nothing that runs on this runner can reach it.`,
    fix: 'Use the public address on the runner (DATABASE_PUBLIC_URL, a TCP proxy), or run what needs the private one as the service’s pre-deploy command.',
  };
}

function privateHostPublic({ service, variables }: WarningFacts): Found {
  const names = namesWith(variables, privateHost).filter((name) => browserPrefix.test(name));
  if (names.length === 0) return undefined;
  return {
    code: 'private-host-public',
    message: `${listOf(names)} of "${service}" end${names.length === 1 ? 's' : ''} up in what browsers get, and name${names.length === 1 ? 's' : ''} a host under railway.internal, which no browser can reach.`,
    fix: 'Give such variables the public address of the service they mean.',
  };
}

function configAsCode({ service, source, configFile, now }: WarningFacts): Found {
  // An upload is looked into, and what is found there is told with what it says.
  if (!configFile || source === 'upload') return undefined;
  const over = now >= configAsCodeEnds;
  return {
    code: 'config-as-code',
    message: `"${service}" is set to read ${configFile}, ${over ? 'which Railway no longer reads since 2026-12-01' : 'which Railway stops reading on 2026-12-01'}.`,
    fix: 'Move what it says to inputs of this action (health-check-path, start-command, pre-deploy-command, …), to the settings on Railway, or to .railway/railway.ts.',
  };
}

function noHealthCheck({ service, healthcheckPath }: WarningFacts): Found {
  if (healthcheckPath) return undefined;
  return {
    code: 'no-health-check',
    message: `"${service}" has no health check, so Railway sends it traffic as soon as its container has started, whether or not it answers.`,
    fix: 'Give it a path that answers 200 when it is ready: the input health-check-path, or the service’s settings on Railway.',
  };
}

function planLimits({ plan }: WarningFacts): Found {
  if (plan !== 'free' && plan !== 'trial') return undefined;
  return {
    code: 'plan-limits',
    message: `The project is on the ${plan} plan: Railway may hold its deployments in the queue or refuse them at a region's peak hours, and allows 100 requests an hour, of which one deployment takes about 20.`,
    fix: 'Give queue-timeout room, deploy few services in one step, or move the project to a paid plan.',
  };
}

function shortRetention({ plan, live, service }: WarningFacts): Found {
  const hours = retentionHours[plan ?? ''];
  if (hours === undefined || hours > 24 || live === undefined) return undefined;
  return {
    code: 'short-retention',
    message: `On the ${plan} plan Railway keeps the image of a replaced deployment for ${hours} hours: after that, "${service}" cannot be rolled back to ${live} any more, only built anew.`,
    fix: 'Decide within that time whether the release is good (smoke-test and auto-rollback do it in the same workflow), or move the project to a plan that keeps images longer.',
  };
}

function namesWith(variables: Readonly<Record<string, string | undefined>>, pattern: RegExp): string[] {
  return Object.entries(variables)
    .filter(([, value]) => value !== undefined && pattern.test(value))
    .map(([name]) => name)
    .sort();
}

function listOf(names: readonly string[]): string {
  return names.length === 1 ? `The variable ${names[0]}` : `The variables ${names.join(', ')}`;
}

/** What is known of something that went wrong, in Vercel's own words. */
export interface Symptoms {
  /** Vercel's code: `errorCode` of a deployment, `error.code` of a refusal, `seatBlock.blockCode`; '' when there is none. */
  code: string;
  message: string;
  /** The end of the build log. */
  lines: readonly string[];
}

/** Why it happened and what to do now, one sentence each. */
export interface Diagnosis {
  cause: string;
  fix: string;
}

/** One cause that is known: by its code, or by what the message or the build log says. */
interface Row extends Diagnosis {
  code?: RegExp;
  text?: RegExp;
}

const membership =
  'Let the commit\'s author join the team on Vercel and connect their Git account there, or deploy with "git-metadata: none", so that Vercel is not told of a commit.';

/**
 * The catalogue, most telling first. Codes are those of Vercel's REST API and its CLI; texts are what Vercel's builders,
 * npm, Node and the frameworks print.
 */
export const catalogue: readonly Row[] = [
  {
    code: /^TEAM_ACCESS_REQUIRED$/,
    text: /git author .+ must have access to the (team|project)/i,
    cause: "The commit's author is no member of the Vercel team that owns the project.",
    fix: membership,
  },
  {
    code: /^COMMIT_AUTHOR_REQUIRED$/,
    text: /no git user was found|could not (determine|find) the (commit )?author/i,
    cause: "Vercel could not tell which account on it belongs to the commit's author.",
    fix: membership,
  },
  {
    code: /^api-upload-|^too_many_requests_uploads$/,
    cause: "The account's limit on uploaded files is reached.",
    fix: 'Send fewer files: set "archive: tgz", which packs them, or list what the build does not need in .vercelignore.',
  },
  {
    code: /^(too_many_files|files_limit)$/,
    text: /`files` should NOT have more than \d+ items/i,
    cause: 'The deployment has more files than Vercel takes one by one (15 000).',
    fix: 'Set "archive: tgz", or list what the build does not need in .vercelignore.',
  },
  {
    code: /^(request_entity_too_large|body_too_large|size_limit_exceeded)$/,
    text: /entity too large|size limit .*exceeded|exceeds? the (maximum )?(file|upload) size/i,
    cause: 'A file is, or all files together are, larger than the plan allows.',
    fix: 'Set "archive: tgz", list what the build does not need in .vercelignore, or keep large files elsewhere.',
  },
  {
    code: /^builds_rate_limited$/,
    cause: "The account's builds are used up for now; sending it again does not help.",
    fix: 'Wait until the limit ends, deploy prebuilt output ("source: prebuilt"), or use a plan with more builds.',
  },
  {
    code: /^api-deployments-/,
    cause: "The account's limit on new deployments is reached.",
    fix: 'Wait until the limit ends, deploy less often (fewer pushes, or fewer projects a push), or use a plan with more deployments.',
  },
  {
    code: /^(payment_required|plan_limit|missing_payment|deployment_limit_exceeded)$|_limit_exceeded$/,
    text: /upgrade (to|your) (the )?(pro|plan)|resource is limited/i,
    cause: "The account's plan does not allow this, or a payment is due.",
    fix: "Look at the account's usage and billing pages on Vercel.",
  },
  {
    code: /^(rate_limited|too_many_requests)$/,
    cause: 'More requests were sent with this account than Vercel takes in so short a time.',
    fix: 'Run the job again in some minutes.',
  },
  {
    code: /^missing_files$/,
    cause: 'Vercel lost files that were just uploaded.',
    fix: 'Run the job again; only what is missing is sent.',
  },
  {
    code: /^missing_build_script$/,
    text: /missing (required )?(")?build(")? script|missing script: "?(vercel-)?build"?/i,
    cause: 'The app has no build script, and the project names no build command.',
    fix: 'Add "scripts": {"build": "…"} to package.json, or set the build command in the project settings or vercel.json.',
  },
  {
    text: /root directory ".*" does not exist|couldn't find any `?(pages|app)`? (or `?(app|pages)`? )?directory/i,
    cause: "The project's root directory on Vercel does not fit what was sent.",
    fix: 'Set "working-directory" to the directory that contains the root directory, or correct the root directory in the project settings.',
  },
  {
    text: /no output directory named|output directory ".*" (is empty|was not found)/i,
    cause: 'The build ended without the output directory that Vercel looks for.',
    fix: 'Set the output directory in the project settings or as "outputDirectory" in vercel.json to where the build writes.',
  },
  {
    code: /^(BUILD_OUT_OF_MEMORY|OUT_OF_MEMORY|oom)$/i,
    text: /javascript heap out of memory|out of memory|SIGKILL|exited with 137|oom[- ]?kill/i,
    cause: 'The build needed more memory than its machine has.',
    fix: 'Make the build smaller, raise NODE_OPTIONS=--max-old-space-size, choose a larger build machine on Vercel, or build in the workflow and deploy with "source: prebuilt".',
  },
  {
    text: /lock ?file .*(out of date|not up to date|needs to be updated)|npm ci` can only install|ERR_PNPM_OUTDATED_LOCKFILE|frozen-lockfile/i,
    cause: 'The lock file does not fit package.json, so the packages were not installed.',
    fix: 'Run the package manager locally, and commit the lock file.',
  },
  {
    text: /E40[134]\b.*(registry|npm)|npm error code E40[134]|ERR_PNPM_FETCH_40[134]|authentication token .*(npm|registry)/i,
    cause: 'A package could not be fetched: the registry wants a token, or has no such package.',
    fix: 'Give the build the token of the private registry (NPM_TOKEN or NPM_RC as a variable of the project), and check the name of the package.',
  },
  {
    text: /cannot find module|module not found|can't resolve '|command not found|exited with 127|node_modules.*(missing|no such file)/i,
    cause: 'The build does not find a module or a command.',
    fix: 'Check that it stands in package.json (not only as a development dependency of another package), that its case is right, and that .vercelignore does not leave it out; for "source: prebuilt", install the packages before.',
  },
  {
    text: /found invalid node\.?js version|unsupported engine|node\.js version .* is (deprecated|not supported|discontinued)/i,
    cause: 'Vercel does not offer the Node.js version that the project asks for.',
    fix: 'Set "engines": {"node": "22.x"} in package.json, or the version in the project settings.',
  },
  {
    text: /error TS\d+:|type error:/i,
    cause: 'The type check failed.',
    fix: 'Correct the type error that the build log names.',
  },
  {
    text: /BUILD_UTILS_SPAWN|exceeded the (maximum )?build (time|duration)|build (was )?timed? ?out/i,
    code: /^(BUILD_TIMEOUT|build_timed_out)$/i,
    cause: 'The build took longer than Vercel allows (45 minutes).',
    fix: 'Make it shorter, or build in the workflow and deploy with "source: prebuilt".',
  },
  {
    text: /serverless function .*(exceeds|larger than).*size|exceeded the unzipped maximum size/i,
    cause: 'A function is larger than Vercel allows (250 MB with its packages).',
    fix: 'Leave out of it what it does not need ("excludeFiles" in vercel.json, or your framework\'s own setting).',
  },
  {
    code: /^(conflicting_file_path|conflicting_path_segment)$/,
    cause: 'Two files lead to the same address.',
    fix: 'Rename or remove one of the files that the message names.',
  },
  {
    code: /^invalid_vercel_json$/,
    text: /vercel\.json.*(invalid|should (not )?have|couldn't parse)|invalid vercel\.json/i,
    cause: 'Vercel does not accept the configuration.',
    fix: 'Correct what the message names in vercel.json.',
  },
  {
    code: /^cert_missing$|certificate/i,
    cause: 'The domain has no certificate yet.',
    fix: "Open the project's domains page on Vercel: its DNS records must lead to Vercel before a certificate is issued.",
  },
  {
    code: /^(domain_not_verified|domain_verification_failed|domain_configuration_error|domain_invalid)$/,
    cause: 'The domain is not verified for this account.',
    fix: "Set the DNS record that the project's domains page on Vercel shows.",
  },
  {
    code: /^(domain_missing|domain_not_found|not_domain_owner|no_domain_access)$/,
    text: /(don't|do not) have access to the domain/i,
    cause: 'The domain does not belong to this account.',
    fix: 'Add the domain to the account that owns the project, or use a host below vercel.app.',
  },
  {
    code: /^(alias_in_use|alias_conflict)$/,
    cause: 'The alias belongs to another project.',
    fix: 'Choose another name, or remove the alias from the other project first.',
  },
  {
    code: /^invalid_alias$/,
    cause: 'The alias is no host name that Vercel accepts.',
    fix: 'Use letters, digits and hyphens; a name without a dot gets ".vercel.app".',
  },
];

/** Finds the cause of something that went wrong; undefined for what the catalogue does not know. */
export function diagnose({ code, message, lines }: Symptoms): Diagnosis | undefined {
  // A code says more than any line of a log.
  const row =
    catalogue.find((candidate) => code !== '' && candidate.code?.test(code)) ??
    catalogue.find((candidate) => candidate.text?.test(message)) ??
    catalogue.find((candidate) => lines.some((line) => candidate.text?.test(line)));
  return row && { cause: row.cause, fix: row.fix };
}

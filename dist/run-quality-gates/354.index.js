export const id = 354;
export const ids = [354];
export const modules = {

/***/ 3354:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  VercelClient: () => (/* binding */ VercelClient),
  createVercelClient: () => (/* binding */ createVercelClient)
});

// EXTERNAL MODULE: ./.cache/plain/src/errors/errors.js
var errors = __webpack_require__(6985);
// EXTERNAL MODULE: ./.cache/plain/src/http/loopback.js
var loopback = __webpack_require__(1266);
// EXTERNAL MODULE: ./.cache/plain/src/runtime/clock.js
var runtime_clock = __webpack_require__(2831);
// EXTERNAL MODULE: ./node_modules/zod/v4/classic/schemas.js + 11 modules
var schemas = __webpack_require__(2857);
// EXTERNAL MODULE: ./node_modules/zod/v4/core/core.js
var core = __webpack_require__(8532);
;// CONCATENATED MODULE: ./.cache/plain/src/vercel/answers.js

const aliasError = schemas/* object */.Ikc({ code: schemas/* string */.YjP().optional(), message: schemas/* string */.YjP().optional() });
const rawDeployment = schemas/* object */.Ikc({
  id: schemas/* string */.YjP().optional(),
  uid: schemas/* string */.YjP().optional(),
  url: schemas/* string */.YjP().nullish(),
  inspectorUrl: schemas/* string */.YjP().nullish(),
  name: schemas/* string */.YjP().nullish(),
  projectId: schemas/* string */.YjP().nullish(),
  target: schemas/* string */.YjP().nullish(),
  readyState: schemas/* string */.YjP().optional(),
  state: schemas/* string */.YjP().optional(),
  readySubstate: schemas/* string */.YjP().nullish(),
  aliasAssigned: schemas/* union */.KCZ([schemas/* number */.aig(), schemas/* boolean */.zMY()]).nullish(),
  aliasError: schemas/* union */.KCZ([aliasError, schemas/* string */.YjP()]).nullish(),
  aliasWarning: schemas/* object */.Ikc({ message: schemas/* string */.YjP().nullish() }).nullish(),
  errorCode: schemas/* string */.YjP().nullish(),
  errorLink: schemas/* string */.YjP().nullish(),
  oomReport: schemas/* unknown */.L5J().optional(),
  errorMessage: schemas/* string */.YjP().nullish(),
  checksState: schemas/* string */.YjP().nullish(),
  checksConclusion: schemas/* string */.YjP().nullish(),
  checks: schemas/* record */.g1P(schemas/* string */.YjP(), schemas/* object */.Ikc({ state: schemas/* string */.YjP().optional() })).nullish(),
  seatBlock: schemas/* object */.Ikc({ blockCode: schemas/* string */.YjP().optional(), gitProvider: schemas/* string */.YjP().nullish() }).nullish(),
  createdAt: schemas/* number */.aig().nullish(),
  created: schemas/* number */.aig().nullish(),
  meta: schemas/* record */.g1P(schemas/* string */.YjP(), schemas/* unknown */.L5J()).nullish()
});
const deploymentSchema = rawDeployment.transform((raw, context) => {
  const id = raw.id ?? raw.uid;
  const state = raw.readyState ?? raw.state;
  if (!id || !state) {
    context.addIssue("a deployment needs `id` or `uid`, and `readyState` or `state`");
    return core/* NEVER */.tm;
  }
  return {
    id,
    state,
    /** Host (and port) of the deployment itself, without a scheme; '' when it has none yet. */
    host: raw.url ?? "",
    inspectorUrl: raw.inspectorUrl ?? "",
    projectId: raw.projectId ?? void 0,
    /** `production`, `staging`, a custom environment, or undefined for a preview. */
    target: raw.target ?? void 0,
    /** Of a READY production deployment: STAGED (never served), ROLLING (serves a part), PROMOTED. */
    substate: raw.readySubstate ?? void 0,
    /** Milliseconds since the epoch, by Vercel's clock; 0 when it was not told. */
    createdAt: raw.createdAt ?? raw.created ?? 0,
    /** Whether all its domains lead to it. */
    aliasAssigned: Boolean(raw.aliasAssigned),
    aliasError: aliasErrorOf(raw.aliasError),
    /** What Vercel has to say about domains that it assigned all the same. */
    aliasWarning: raw.aliasWarning?.message ?? void 0,
    errorCode: raw.errorCode ?? void 0,
    /** Vercel's page about the error. */
    errorLink: raw.errorLink ?? void 0,
    /** Whether the build ran out of memory, which its error code does not say. */
    outOfMemory: Boolean(raw.oomReport),
    errorMessage: raw.errorMessage ?? void 0,
    /** Whether checks that hold its domains back have not ended yet. */
    checksRunning: isUnderWay(raw.checksState) || isUnderWay(raw.checks?.["deployment-alias"]?.state),
    checksFailed: raw.checksConclusion === "failed" || raw.checks?.["deployment-alias"]?.state === "failed",
    blockCode: raw.seatBlock?.blockCode,
    /** With a `blockCode`: where the commit's author has the account that Vercel looked for, such as `github`. */
    gitProvider: raw.seatBlock?.gitProvider ?? void 0,
    meta: raw.meta ?? {}
  };
});
function isUnderWay(checks) {
  return checks === "registered" || checks === "running" || checks === "pending";
}
function aliasErrorOf(error) {
  if (!error) return void 0;
  if (typeof error === "string") return { code: void 0, message: error };
  return { code: error.code, message: error.message };
}
const deploymentListSchema = schemas/* object */.Ikc({ deployments: schemas/* array */.YOg(deploymentSchema) });
const aliasRequest = schemas/* object */.Ikc({
  type: schemas/* string */.YjP().optional(),
  jobStatus: schemas/* string */.YjP(),
  /** Milliseconds since the epoch, by Vercel's clock. */
  requestedAt: schemas/* number */.aig(),
  toDeploymentId: schemas/* string */.YjP(),
  /** What was live before it. */
  fromDeploymentId: schemas/* string */.YjP().nullish()
});
const identifier = schemas/* union */.KCZ([schemas/* string */.YjP(), schemas/* number */.aig()]).nullish();
const linkSchema = schemas/* object */.Ikc({
  type: schemas/* string */.YjP(),
  productionBranch: schemas/* string */.YjP().nullish(),
  /** GitHub. */
  repoId: identifier,
  /** GitLab. */
  projectId: identifier,
  /** Bitbucket. */
  uuid: identifier,
  workspaceUuid: identifier
});
function sourceOf(link) {
  if (!link) return void 0;
  const { type, repoId, projectId, uuid, workspaceUuid } = link;
  const common = { type, ref: link.productionBranch || "main" };
  if ((type === "github" || type === "github-limited") && repoId) return { ...common, repoId };
  if (type === "gitlab" && projectId) return { ...common, projectId };
  if (type === "bitbucket" && uuid)
    return { ...common, repoUuid: uuid, ...workspaceUuid ? { workspaceUuid } : {} };
  return void 0;
}
const bypassSchema = schemas/* object */.Ikc({ scope: schemas/* string */.YjP().optional(), createdAt: schemas/* number */.aig().optional() });
const projectSchema = schemas/* object */.Ikc({
  id: schemas/* string */.YjP().min(1),
  name: schemas/* string */.YjP().min(1),
  accountId: schemas/* string */.YjP().nullish(),
  rootDirectory: schemas/* string */.YjP().nullish(),
  autoAssignCustomDomains: schemas/* boolean */.zMY().nullish(),
  rollingRelease: schemas/* unknown */.L5J().optional(),
  link: linkSchema.nullish().catch(void 0),
  targets: schemas/* object */.Ikc({
    production: schemas/* object */.Ikc({ id: schemas/* string */.YjP(), alias: schemas/* array */.YOg(schemas/* string */.YjP()).nullish() }).nullish()
  }).nullish(),
  lastAliasRequest: aliasRequest.nullish(),
  ssoProtection: schemas/* unknown */.L5J().optional(),
  passwordProtection: schemas/* unknown */.L5J().optional(),
  protectionBypass: schemas/* record */.g1P(schemas/* string */.YjP(), bypassSchema).nullish()
}).transform((raw) => ({
  id: raw.id,
  name: raw.name,
  /** Team id; undefined for a personal account, whose id must not be sent as a team. */
  teamId: raw.accountId?.startsWith("team_") ? raw.accountId : void 0,
  /** Directory of the app inside what is deployed; '' for all of it. */
  rootDirectory: (raw.rootDirectory ?? "").replace(/^(\.?\/)+|\/+$/g, ""),
  /** False after a rollback: production deployments then stay staged until one is promoted. */
  autoAssignCustomDomains: raw.autoAssignCustomDomains ?? true,
  rollingRelease: Boolean(raw.rollingRelease),
  /** Its connected repository, at the production branch; undefined when there is none to build from. */
  repository: sourceOf(raw.link),
  /** The production deployment by the project's own account; its domains, if it lists them. */
  production: raw.targets?.production ? { id: raw.targets.production.id, hosts: raw.targets.production.alias ?? [] } : void 0,
  lastAliasRequest: raw.lastAliasRequest ?? void 0,
  /**
   * Whether production was rolled back and is to stay so until somebody says otherwise. Automatic assignment is off then
   * (REST API, instant rollback); a project that has it turned off on purpose shows a promotion as its last change.
   */
  pinned: raw.autoAssignCustomDomains === false && raw.lastAliasRequest?.type !== "promote",
  /** Whether its deployments' own addresses ask people to log in. */
  isProtected: Boolean(raw.ssoProtection) || Boolean(raw.passwordProtection),
  /** The newest secret that opens it to automation; undefined when there is none or the token may not see it. */
  bypassSecret: newestBypass(raw.protectionBypass)
}));
function newestBypass(secrets) {
  const own = Object.entries(secrets ?? {}).filter(([, { scope }]) => scope === "automation-bypass");
  own.sort(([, one], [, other]) => (other.createdAt ?? 0) - (one.createdAt ?? 0));
  return own[0]?.[0];
}
const bypassAnswerSchema = schemas/* object */.Ikc({ protectionBypass: schemas/* record */.g1P(schemas/* string */.YjP(), bypassSchema) }).transform(({ protectionBypass }) => newestBypass(protectionBypass));
const failedAliasesSchema = schemas/* object */.Ikc({
  aliases: schemas/* array */.YOg(
    schemas/* object */.Ikc({ alias: schemas/* object */.Ikc({ alias: schemas/* string */.YjP() }).or(schemas/* string */.YjP()), status: schemas/* string */.YjP().optional() })
  )
});
const errorFields = schemas/* object */.Ikc({
  code: schemas/* string */.YjP().optional(),
  /** Tells the limits on uploads apart: `api-upload-free`, `api-upload-paid`. */
  errorName: schemas/* string */.YjP().optional(),
  message: schemas/* string */.YjP().optional(),
  invalidToken: schemas/* boolean */.zMY().optional(),
  limit: schemas/* object */.Ikc({ reset: schemas/* number */.aig().optional() }).optional()
});
const errorBodySchema = schemas/* object */.Ikc({ error: errorFields.optional(), err: errorFields.optional() }).transform(({ error, err }) => error ?? err ?? {});


;// CONCATENATED MODULE: ./.cache/plain/src/vercel/error-body.js

function errorOf({ text }) {
  const read = errorBodySchema.safeParse(parseOrNothing(text));
  const {
    code = "",
    errorName = "",
    message = text.slice(0, 120),
    invalidToken,
    limit
  } = read.success ? read.data : {};
  return {
    code: errorName.startsWith("api-upload") ? errorName : code,
    message,
    ...invalidToken ? { invalidToken } : {},
    ...limit?.reset ? { resetAt: limit.reset } : {}
  };
}
function parseOrNothing(text) {
  try {
    return JSON.parse(text);
  } catch {
    return void 0;
  }
}


;// CONCATENATED MODULE: ./.cache/plain/src/vercel/production-host.js
function productionHost({ name, production }) {
  const hosts = production?.hosts ?? [];
  return hosts.find((host) => !host.endsWith(".vercel.app")) ?? hosts.find((host) => host === `${name}.vercel.app`) ?? // A branch's domain follows its branch, not production.
  hosts.find((host) => !host.includes("-git-"));
}


;// CONCATENATED MODULE: ./.cache/plain/src/vercel/diagnosis.js
const membership = `Let the commit's author join the team on Vercel and connect their Git account there, or deploy with "git-metadata: none", so that Vercel is not told of a commit.`;
const catalogue = [
  {
    code: /^TEAM_ACCESS_REQUIRED$/,
    text: /git author .+ must have access to the (team|project)/i,
    cause: "The commit's author is no member of the Vercel team that owns the project.",
    fix: membership
  },
  {
    code: /^COMMIT_AUTHOR_REQUIRED$/,
    text: /no git user was found|could not (determine|find) the (commit )?author/i,
    cause: "Vercel could not tell which account on it belongs to the commit's author.",
    fix: membership
  },
  {
    code: /^api-upload-|^too_many_requests_uploads$/,
    cause: "The account's limit on uploaded files is reached.",
    fix: 'Send fewer files: set "archive: tgz", which packs them, or list what the build does not need in .vercelignore.'
  },
  {
    code: /^(too_many_files|files_limit)$/,
    text: /`files` should NOT have more than \d+ items/i,
    cause: "The deployment has more files than Vercel takes one by one (15 000).",
    fix: 'Set "archive: tgz", or list what the build does not need in .vercelignore.'
  },
  {
    code: /^(request_entity_too_large|body_too_large|size_limit_exceeded)$/,
    text: /entity too large|size limit .*exceeded|exceeds? the (maximum )?(file|upload) size/i,
    cause: "A file is, or all files together are, larger than the plan allows.",
    fix: 'Set "archive: tgz", list what the build does not need in .vercelignore, or keep large files elsewhere.'
  },
  {
    code: /^builds_rate_limited$/,
    cause: "The account's builds are used up for now; sending it again does not help.",
    fix: 'Wait until the limit ends, deploy prebuilt output ("source: prebuilt"), or use a plan with more builds.'
  },
  {
    code: /^api-deployments-/,
    cause: "The account's limit on new deployments is reached.",
    fix: "Wait until the limit ends, deploy less often (fewer pushes, or fewer projects a push), or use a plan with more deployments."
  },
  {
    code: /^(payment_required|plan_limit|missing_payment|deployment_limit_exceeded)$|_limit_exceeded$/,
    text: /upgrade (to|your) (the )?(pro|plan)|resource is limited/i,
    cause: "The account's plan does not allow this, or a payment is due.",
    fix: "Look at the account's usage and billing pages on Vercel."
  },
  {
    code: /^(rate_limited|too_many_requests)$/,
    cause: "More requests were sent with this account than Vercel takes in so short a time.",
    fix: "Run the job again in some minutes."
  },
  {
    code: /^missing_files$/,
    cause: "Vercel lost files that were just uploaded.",
    fix: "Run the job again; only what is missing is sent."
  },
  {
    code: /^missing_build_script$/,
    text: /missing (required )?(")?build(")? script|missing script: "?(vercel-)?build"?/i,
    cause: "The app has no build script, and the project names no build command.",
    fix: 'Add "scripts": {"build": "\u2026"} to package.json, or set the build command in the project settings or vercel.json.'
  },
  {
    text: /root directory ".*" does not exist|couldn't find any `?(pages|app)`? (or `?(app|pages)`? )?directory/i,
    cause: "The project's root directory on Vercel does not fit what was sent.",
    fix: 'Set "working-directory" to the directory that contains the root directory, or correct the root directory in the project settings.'
  },
  {
    text: /no output directory named|output directory ".*" (is empty|was not found)/i,
    cause: "The build ended without the output directory that Vercel looks for.",
    fix: 'Set the output directory in the project settings or as "outputDirectory" in vercel.json to where the build writes.'
  },
  {
    code: /^(BUILD_OUT_OF_MEMORY|OUT_OF_MEMORY|oom)$/i,
    text: /javascript heap out of memory|out of memory|SIGKILL|exited with 137|oom[- ]?kill/i,
    cause: "The build needed more memory than its machine has.",
    fix: 'Make the build smaller, raise NODE_OPTIONS=--max-old-space-size, choose a larger build machine on Vercel, or build in the workflow and deploy with "source: prebuilt".'
  },
  {
    text: /lock ?file .*(out of date|not up to date|needs to be updated)|npm ci` can only install|ERR_PNPM_OUTDATED_LOCKFILE|frozen-lockfile/i,
    cause: "The lock file does not fit package.json, so the packages were not installed.",
    fix: "Run the package manager locally, and commit the lock file."
  },
  {
    text: /E40[134]\b.*(registry|npm)|npm error code E40[134]|ERR_PNPM_FETCH_40[134]|authentication token .*(npm|registry)/i,
    cause: "A package could not be fetched: the registry wants a token, or has no such package.",
    fix: "Give the build the token of the private registry (NPM_TOKEN or NPM_RC as a variable of the project), and check the name of the package."
  },
  {
    text: /cannot find module|module not found|can't resolve '|command not found|exited with 127|node_modules.*(missing|no such file)/i,
    cause: "The build does not find a module or a command.",
    fix: 'Check that it stands in package.json (not only as a development dependency of another package), that its case is right, and that .vercelignore does not leave it out; for "source: prebuilt", install the packages before.'
  },
  {
    text: /found invalid node\.?js version|unsupported engine|node\.js version .* is (deprecated|not supported|discontinued)/i,
    cause: "Vercel does not offer the Node.js version that the project asks for.",
    fix: 'Set "engines": {"node": "22.x"} in package.json, or the version in the project settings.'
  },
  {
    text: /error TS\d+:|type error:/i,
    cause: "The type check failed.",
    fix: "Correct the type error that the build log names."
  },
  {
    text: /BUILD_UTILS_SPAWN|exceeded the (maximum )?build (time|duration)|build (was )?timed? ?out/i,
    code: /^(BUILD_TIMEOUT|build_timed_out)$/i,
    cause: "The build took longer than Vercel allows (45 minutes).",
    fix: 'Make it shorter, or build in the workflow and deploy with "source: prebuilt".'
  },
  {
    text: /serverless function .*(exceeds|larger than).*size|exceeded the unzipped maximum size/i,
    cause: "A function is larger than Vercel allows (250 MB with its packages).",
    fix: `Leave out of it what it does not need ("excludeFiles" in vercel.json, or your framework's own setting).`
  },
  {
    code: /^(conflicting_file_path|conflicting_path_segment)$/,
    cause: "Two files lead to the same address.",
    fix: "Rename or remove one of the files that the message names."
  },
  {
    code: /^invalid_vercel_json$/,
    text: /vercel\.json.*(invalid|should (not )?have|couldn't parse)|invalid vercel\.json/i,
    cause: "Vercel does not accept the configuration.",
    fix: "Correct what the message names in vercel.json."
  },
  {
    code: /^cert_missing$|certificate/i,
    cause: "The domain has no certificate yet.",
    fix: "Open the project's domains page on Vercel: its DNS records must lead to Vercel before a certificate is issued."
  },
  {
    code: /^(domain_not_verified|domain_verification_failed|domain_configuration_error|domain_invalid)$/,
    cause: "The domain is not verified for this account.",
    fix: "Set the DNS record that the project's domains page on Vercel shows."
  },
  {
    code: /^(domain_missing|domain_not_found|not_domain_owner|no_domain_access)$/,
    text: /(don't|do not) have access to the domain/i,
    cause: "The domain does not belong to this account.",
    fix: "Add the domain to the account that owns the project, or use a host below vercel.app."
  },
  {
    code: /^(alias_in_use|alias_conflict)$/,
    cause: "The alias belongs to another project.",
    fix: "Choose another name, or remove the alias from the other project first."
  },
  {
    code: /^invalid_alias$/,
    cause: "The alias is no host name that Vercel accepts.",
    fix: 'Use letters, digits and hyphens; a name without a dot gets ".vercel.app".'
  }
];
function diagnose({ code, message, lines }) {
  const row = catalogue.find((candidate) => code !== "" && candidate.code?.test(code)) ?? catalogue.find((candidate) => candidate.text?.test(message)) ?? catalogue.find((candidate) => lines.some((line) => candidate.text?.test(line)));
  return row && { cause: row.cause, fix: row.fix };
}


;// CONCATENATED MODULE: ./.cache/plain/src/vercel/refusals.js


function refusalError(refusal) {
  const { operation, status, code, message, requestId, changes } = refusal;
  const said = [status && `HTTP ${status}`, code].filter(Boolean).join(" ");
  return new errors/* PlatformError */.Wk(
    `${operation} was refused (${said || "no code"}): ${asSentence(message || "no reason given")}`,
    {
      code: code || `http-${status ?? "unknown"}`,
      fix: `${fixFor(refusal)}${resetText(refusal)}`,
      ...status === void 0 ? {} : { status },
      ...requestId === void 0 ? {} : { requestId },
      // A change that ended in a server's fault may have happened all the same.
      ambiguous: changes && status !== void 0 && status >= 500
    }
  );
}
function fixFor(refusal) {
  const { status, team } = refusal;
  const code = refusal.code || (status === 413 ? "request_entity_too_large" : "");
  const known = diagnose({ code, message: refusal.message, lines: [] });
  if (known) return `${known.cause} ${known.fix}`;
  const scope = team ? `the team "${team}"` : 'the personal account (the input "team" is not given, or names a person)';
  if (status === 401 || refusal.invalidToken)
    return 'The token is not valid (any more). Create one under Account Settings, Tokens on Vercel, and store it as the secret that "vercel-token" reads.';
  if (status === 403)
    return `The token may not do this. What was asked for is ${scope}: check "team" (the id or the slug of the team that owns the project) and that the token's scope includes it.`;
  if (status === 402) return "The account's plan does not allow this; see its billing page on Vercel.";
  if (status === 404)
    return `Check the name or id, and whose it is: ${scope} was asked. What belongs to a team is found only with "team".`;
  if (status === 429) return "Too many requests; run the job again in some minutes.";
  if (status !== void 0 && status >= 500)
    return "Vercel has a fault; see https://www.vercel-status.com, then run the job again.";
  return "Vercel's message says what it does not accept; correct that and run the job again.";
}
function asSentence(text) {
  return /[.!?…]$/.test(text) ? text : `${text}.`;
}
function resetText({ resetAt }) {
  if (resetAt === void 0) return "";
  const ms = resetAt < 1e12 ? resetAt * 1e3 : resetAt;
  return ` The limit ends at ${new Date(ms).toISOString()}.`;
}


;// CONCATENATED MODULE: ./.cache/plain/src/vercel/client.js







const readTries = 4;
const neverAborted = new AbortController().signal;
function isPassing(error) {
  return error instanceof errors/* PlatformError */.Wk && (error.status === 500 || error.code === "unexpected-answer");
}
const createVercelClient = (access) => new VercelClient(access);
class VercelClient {
  apiUrl;
  log;
  /** The API is on this machine: a rehearsal. */
  loopback;
  #access;
  #team;
  constructor(access) {
    this.#access = access;
    this.#team = access.team?.startsWith("user_") ? void 0 : access.team;
    this.apiUrl = access.apiUrl;
    this.log = access.log;
    this.loopback = (0,loopback/* isLoopback */.U)(access.apiUrl);
  }
  /** The team that is asked, id or slug; undefined for the personal account. */
  get team() {
    return this.#team;
  }
  /** The address of a host that Vercel gave without a scheme; '' for ''. */
  address(host) {
    return host === "" || /^https?:\/\//.test(host) ? host : (0,loopback/* addressOf */.c)(this.apiUrl, host);
  }
  /**
   * `rollbackInfo` is asked for always: without it the last promotion or rollback may be left out. A token that belongs to
   * a team finds its projects without one; what follows then names the project's team.
   */
  async project(nameOrId) {
    const project = await this.call({
      operation: `read the project "${nameOrId}"`,
      method: "GET",
      path: `/v9/projects/${encodeURIComponent(nameOrId)}`,
      query: { rollbackInfo: "true" },
      schema: projectSchema
    });
    this.#team ??= project.teamId;
    return project;
  }
  /** By id, or by any host that leads to it. With `once` for those who look again anyway: it gives up sooner. */
  async deployment(idOrHost, once = false) {
    return this.call({
      operation: `read the deployment ${idOrHost}`,
      method: "GET",
      path: `/v13/deployments/${encodeURIComponent(idOrHost)}`,
      schema: deploymentSchema,
      ...once ? { once, tries: 2, timeoutMs: 15e3 } : {}
    });
  }
  /** The deployments of a project that carry a meta value, newest first. What the answer lists besides is left out. */
  async deploymentsByMeta(projectId, key, value) {
    const { deployments } = await this.call({
      operation: "look for the deployment of this run",
      method: "GET",
      path: "/v7/deployments",
      query: { projectId, [`meta-${key}`]: value, limit: "10" },
      schema: deploymentListSchema
    });
    return deployments.filter(({ meta }) => meta[key] === value);
  }
  /** The newest deployments that came from a branch, newest first; what other branches made is left out. */
  async deploymentsOfBranch(projectId, branch) {
    const { deployments } = await this.call({
      operation: `list the deployments of ${branch}`,
      method: "GET",
      path: "/v7/deployments",
      query: { projectId, branch, limit: "10" },
      schema: deploymentListSchema
    });
    return deployments.filter(({ meta }) => meta.githubCommitRef === branch);
  }
  /** Deletes a deployment with everything that leads to it; one that is gone already is no error. */
  async remove(deploymentId) {
    try {
      await this.call({
        operation: `delete the deployment ${deploymentId}`,
        method: "DELETE",
        path: `/v13/deployments/${encodeURIComponent(deploymentId)}`,
        repeatable: true
      });
    } catch (error) {
      if (!(error instanceof errors/* PlatformError */.Wk) || error.status !== 404) throw error;
    }
  }
  /** True when Vercel stopped it; false when it had ended already. */
  async cancel(deploymentId) {
    try {
      await this.call({
        operation: `cancel the deployment ${deploymentId}`,
        method: "PATCH",
        path: `/v12/deployments/${encodeURIComponent(deploymentId)}/cancel`,
        // Nothing but the deployment itself is a proof.
        schema: deploymentSchema,
        timeoutMs: 5e3
      });
      return true;
    } catch (error) {
      if (error instanceof errors/* PlatformError */.Wk && error.status === 400) return false;
      throw error;
    }
  }
  /**
   * What production serves now; undefined when it serves nothing. The domain's own answer counts over the project's.
   * `createdAt` is 0 where only the project tells.
   */
  async productionDeployment(project) {
    const { production } = project;
    if (!production) return void 0;
    const host = productionHost(project);
    const byProject = { id: production.id, host, createdAt: 0 };
    if (!host) return byProject;
    try {
      const { id, createdAt } = await this.deployment(host);
      return { id, host, createdAt };
    } catch (error) {
      if (error instanceof errors/* PlatformError */.Wk && error.status === 404) return byProject;
      throw error;
    }
  }
  /** The id of what production serves now, freshly read; undefined when it serves nothing. */
  async liveDeploymentId(projectId) {
    return (await this.productionDeployment(await this.project(projectId)))?.id;
  }
  /** The address people use, without a slash at the end; undefined while nothing is in production. */
  async productionUrl(projectId) {
    const host = productionHost(await this.project(projectId));
    return host === void 0 ? void 0 : this.address(host);
  }
  /** Sends one call and reads its answer. What may be repeated is sent again when it meets a fault of the server or nonsense. */
  async call(call) {
    const { clock = runtime_clock/* systemClock */.m, signal = neverAborted } = this.#access;
    const again = (call.method === "GET" || call.repeatable) && !call.once;
    for (let attempt = 1; ; attempt += 1) {
      try {
        return this.#read(call, await this.answer(call));
      } catch (error) {
        if (!again || attempt >= readTries || !isPassing(error)) throw error;
        this.log.debug(`${String(error)} Asking again.`);
        await clock.sleep(this.loopback ? 50 : 500 * 2 ** (attempt - 1), signal);
      }
    }
  }
  #read(call, response) {
    const operation = `Vercel: ${call.operation}`;
    if (!call.schema) return void 0;
    const read = call.schema.safeParse(response.json());
    if (read.success) return read.data;
    const issue = read.error.issues[0];
    throw new errors/* PlatformError */.Wk(
      `${operation} answered something this action does not understand (${issue?.path.join(".") || "body"}: ${issue?.message ?? "not as expected"}).`,
      {
        code: "unexpected-answer",
        status: response.status,
        ambiguous: call.method !== "GET",
        fix: 'Check "vercel-api-url". If it is right, Vercel changed its API: report it to this project with this message.'
      }
    );
  }
  /** Asks for a page as a visitor: without the token, without following a redirect. */
  async visit(address, headers) {
    const operation = `Vercel: look at ${address}`;
    const limits = { timeoutMs: 1e4, tries: 2 };
    return this.#access.http.request({
      operation,
      kind: "read",
      method: "GET",
      url: address,
      headers,
      ...limits
    });
  }
  /** Sends one call and returns the answer unless it is a refusal. */
  async answer(call) {
    const response = await this.send(call);
    if (response.status < 400) return response;
    throw this.refusal(call, response);
  }
  /** Sends one call and returns the answer, a refusal too. */
  async send(call) {
    const { http, token } = this.#access;
    return http.request({
      operation: `Vercel: ${call.operation}`,
      kind: call.method === "GET" || call.repeatable ? "read" : "change",
      method: call.method,
      url: this.#url(call.path, call.query ?? {}),
      headers: { authorization: `Bearer ${token}`, accept: "application/json", ...call.headers },
      ...call.json === void 0 ? {} : { json: call.json },
      ...call.body === void 0 ? {} : { body: call.body },
      ...call.timeoutMs === void 0 ? {} : { timeoutMs: call.timeoutMs },
      ...call.tries === void 0 ? {} : { tries: call.tries }
    });
  }
  #url(path, query) {
    const parameters = new URLSearchParams(query);
    if (this.team) parameters.set(this.team.startsWith("team_") ? "teamId" : "slug", this.team);
    const text = parameters.toString();
    return `${this.apiUrl}${path}${text ? `?${text}` : ""}`;
  }
  /** The error that a refusal means. */
  refusal(call, response) {
    const requestId = response.headers["x-vercel-id"];
    return refusalError({
      operation: `Vercel: ${call.operation}`,
      status: response.status,
      ...errorOf(response),
      ...requestId ? { requestId } : {},
      team: this.team,
      changes: call.method !== "GET"
    });
  }
}



/***/ })

};

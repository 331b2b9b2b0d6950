export const id = 11;
export const ids = [11];
export const modules = {

/***/ 217:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Ep: () => (/* binding */ projectAnswer),
/* harmony export */   GC: () => (/* binding */ deploymentAnswer),
/* harmony export */   Hw: () => (/* binding */ logsOf),
/* harmony export */   SF: () => (/* binding */ booleanOf),
/* harmony export */   b4: () => (/* binding */ serviceStateAnswer),
/* harmony export */   cC: () => (/* binding */ apiTokenAnswer),
/* harmony export */   ls: () => (/* binding */ projectTokenAnswer),
/* harmony export */   nz: () => (/* binding */ projectsAnswer),
/* harmony export */   sn: () => (/* binding */ domainsAnswer),
/* harmony export */   xM: () => (/* binding */ serviceInstanceAnswer),
/* harmony export */   zh: () => (/* binding */ deploymentsAnswer)
/* harmony export */ });
/* unused harmony exports briefDeployment, eventSchema, logLines, lookedAtDeployment, uploadAnswer */
/* harmony import */ var zod__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2857);

const briefDeployment = zod__WEBPACK_IMPORTED_MODULE_0__/* .object */ .Ikc({
  id: zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP().min(1),
  status: zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP(),
  /** Empty at times (seen in the wild): then it says nothing and is never compared. */
  createdAt: zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP().nullish().transform((at) => at ?? ""),
  /** Only where it is asked for. */
  meta: zod__WEBPACK_IMPORTED_MODULE_0__/* .record */ .g1P(zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP(), zod__WEBPACK_IMPORTED_MODULE_0__/* .unknown */ .L5J()).nullish()
});
const deployment = briefDeployment.extend({
  statusUpdatedAt: zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP().nullish(),
  canRollback: zod__WEBPACK_IMPORTED_MODULE_0__/* .boolean */ .zMY(),
  deploymentStopped: zod__WEBPACK_IMPORTED_MODULE_0__/* .boolean */ .zMY(),
  url: zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP().nullish(),
  staticUrl: zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP().nullish(),
  /** A free-form scalar; seen: commitHash, branch, image, imageDigest, cliMessage. */
  meta: zod__WEBPACK_IMPORTED_MODULE_0__/* .record */ .g1P(zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP(), zod__WEBPACK_IMPORTED_MODULE_0__/* .unknown */ .L5J()).nullish()
});
const deploymentWithCause = deployment.extend({ diagnosis: zod__WEBPACK_IMPORTED_MODULE_0__/* .unknown */ .L5J().optional() });
const lookedAtDeployment = deploymentWithCause.extend({
  instances: zod__WEBPACK_IMPORTED_MODULE_0__/* .array */ .YOg(zod__WEBPACK_IMPORTED_MODULE_0__/* .object */ .Ikc({ id: zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP(), status: zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP() })).default([])
});
const eventSchema = zod__WEBPACK_IMPORTED_MODULE_0__/* .object */ .Ikc({
  step: zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP(),
  createdAt: zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP().nullish().transform((at) => at ?? ""),
  completedAt: zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP().nullish(),
  payload: zod__WEBPACK_IMPORTED_MODULE_0__/* .object */ .Ikc({
    attempt: zod__WEBPACK_IMPORTED_MODULE_0__/* .number */ .aig().nullish(),
    maxAttempts: zod__WEBPACK_IMPORTED_MODULE_0__/* .number */ .aig().nullish(),
    error: zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP().nullish(),
    reason: zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP().nullish(),
    detail: zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP().nullish(),
    skipped: zod__WEBPACK_IMPORTED_MODULE_0__/* .boolean */ .zMY().nullish()
  }).nullish()
});
const namedNodes = zod__WEBPACK_IMPORTED_MODULE_0__/* .object */ .Ikc({
  edges: zod__WEBPACK_IMPORTED_MODULE_0__/* .array */ .YOg(zod__WEBPACK_IMPORTED_MODULE_0__/* .object */ .Ikc({ node: zod__WEBPACK_IMPORTED_MODULE_0__/* .object */ .Ikc({ id: zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP().min(1), name: zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP() }) }))
});
const pageInfo = zod__WEBPACK_IMPORTED_MODULE_0__/* .object */ .Ikc({ hasNextPage: zod__WEBPACK_IMPORTED_MODULE_0__/* .boolean */ .zMY(), endCursor: zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP().nullish() });
const domain = zod__WEBPACK_IMPORTED_MODULE_0__/* .object */ .Ikc({ domain: zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP().min(1) });
const projectTokenAnswer = zod__WEBPACK_IMPORTED_MODULE_0__/* .object */ .Ikc({
  projectToken: zod__WEBPACK_IMPORTED_MODULE_0__/* .object */ .Ikc({ projectId: zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP().min(1), environmentId: zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP().min(1) })
});
const apiTokenAnswer = zod__WEBPACK_IMPORTED_MODULE_0__/* .object */ .Ikc({
  apiToken: zod__WEBPACK_IMPORTED_MODULE_0__/* .object */ .Ikc({ workspaces: zod__WEBPACK_IMPORTED_MODULE_0__/* .array */ .YOg(zod__WEBPACK_IMPORTED_MODULE_0__/* .object */ .Ikc({ id: zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP(), name: zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP() })) })
});
const projectsAnswer = zod__WEBPACK_IMPORTED_MODULE_0__/* .object */ .Ikc({ projects: namedNodes.extend({ pageInfo }) });
const projectAnswer = zod__WEBPACK_IMPORTED_MODULE_0__/* .object */ .Ikc({
  project: zod__WEBPACK_IMPORTED_MODULE_0__/* .object */ .Ikc({
    id: zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP().min(1),
    name: zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP(),
    baseEnvironmentId: zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP().nullish(),
    primaryEnvironmentId: zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP().nullish(),
    environments: zod__WEBPACK_IMPORTED_MODULE_0__/* .object */ .Ikc({
      edges: zod__WEBPACK_IMPORTED_MODULE_0__/* .array */ .YOg(
        zod__WEBPACK_IMPORTED_MODULE_0__/* .object */ .Ikc({
          node: zod__WEBPACK_IMPORTED_MODULE_0__/* .object */ .Ikc({
            id: zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP().min(1),
            name: zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP(),
            isEphemeral: zod__WEBPACK_IMPORTED_MODULE_0__/* .boolean */ .zMY().default(false)
          })
        })
      )
    }),
    services: namedNodes
  })
});
const serviceInstanceAnswer = zod__WEBPACK_IMPORTED_MODULE_0__/* .object */ .Ikc({
  serviceInstance: zod__WEBPACK_IMPORTED_MODULE_0__/* .object */ .Ikc({
    rootDirectory: zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP().nullish(),
    healthcheckPath: zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP().nullish(),
    source: zod__WEBPACK_IMPORTED_MODULE_0__/* .object */ .Ikc({ repo: zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP().nullish() }).nullish(),
    domains: zod__WEBPACK_IMPORTED_MODULE_0__/* .object */ .Ikc({ serviceDomains: zod__WEBPACK_IMPORTED_MODULE_0__/* .array */ .YOg(domain), customDomains: zod__WEBPACK_IMPORTED_MODULE_0__/* .array */ .YOg(domain) }).nullish(),
    activeDeployments: zod__WEBPACK_IMPORTED_MODULE_0__/* .array */ .YOg(briefDeployment),
    latestDeployment: briefDeployment.nullish()
  })
});
const serviceStateAnswer = serviceInstanceAnswer.extend({
  deployments: zod__WEBPACK_IMPORTED_MODULE_0__/* .object */ .Ikc({ edges: zod__WEBPACK_IMPORTED_MODULE_0__/* .array */ .YOg(zod__WEBPACK_IMPORTED_MODULE_0__/* .object */ .Ikc({ node: zod__WEBPACK_IMPORTED_MODULE_0__/* .object */ .Ikc({ id: zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP().min(1) }) })) })
});
const deploymentAnswer = zod__WEBPACK_IMPORTED_MODULE_0__/* .object */ .Ikc({
  deployment: deploymentWithCause.extend({ serviceId: zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP().nullish(), environmentId: zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP() })
});
const deploymentsAnswer = zod__WEBPACK_IMPORTED_MODULE_0__/* .object */ .Ikc({
  deployments: zod__WEBPACK_IMPORTED_MODULE_0__/* .object */ .Ikc({ edges: zod__WEBPACK_IMPORTED_MODULE_0__/* .array */ .YOg(zod__WEBPACK_IMPORTED_MODULE_0__/* .object */ .Ikc({ node: deployment })), pageInfo })
});
const domainsAnswer = zod__WEBPACK_IMPORTED_MODULE_0__/* .object */ .Ikc({
  domains: zod__WEBPACK_IMPORTED_MODULE_0__/* .object */ .Ikc({ serviceDomains: zod__WEBPACK_IMPORTED_MODULE_0__/* .array */ .YOg(domain), customDomains: zod__WEBPACK_IMPORTED_MODULE_0__/* .array */ .YOg(domain) })
});
const uploadAnswer = zod__WEBPACK_IMPORTED_MODULE_0__/* .object */ .Ikc({ deploymentId: zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP().min(1), logsUrl: zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP().nullish() });
const logLines = zod__WEBPACK_IMPORTED_MODULE_0__/* .array */ .YOg(
  zod__WEBPACK_IMPORTED_MODULE_0__/* .object */ .Ikc({ timestamp: zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP(), message: zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP(), severity: zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP().nullish() })
);
function booleanOf(field) {
  return zod__WEBPACK_IMPORTED_MODULE_0__/* .object */ .Ikc({ [field]: zod__WEBPACK_IMPORTED_MODULE_0__/* .boolean */ .zMY() });
}
function logsOf(field) {
  return zod__WEBPACK_IMPORTED_MODULE_0__/* .object */ .Ikc({ [field]: logLines });
}



/***/ }),

/***/ 1552:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   B7: () => (/* binding */ upsertVariables),
/* harmony export */   TE: () => (/* binding */ readProjectToken),
/* harmony export */   Wh: () => (/* binding */ readProject),
/* harmony export */   hF: () => (/* binding */ listProjects),
/* harmony export */   qE: () => (/* binding */ readApiToken)
/* harmony export */ });
/* unused harmony exports cancelDeployment, listDeployments, readBuildLogs, readDeployLogs, readDeployment, readDomains, readServiceInstance, readServiceState, rollbackDeployment */
/* harmony import */ var _answers_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(217);

const deploymentFields = "id status createdAt statusUpdatedAt canRollback deploymentStopped url staticUrl meta";
const readProjectToken = {
  name: "projectToken",
  kind: "read",
  doing: "ask what a project token may do",
  text: "query projectToken { projectToken { projectId environmentId } }",
  answer: _answers_js__WEBPACK_IMPORTED_MODULE_0__/* .projectTokenAnswer */ .ls
};
const readApiToken = {
  name: "apiToken",
  kind: "read",
  doing: "ask what an account or workspace token may do",
  text: "query apiToken { apiToken { workspaces { id name } } }",
  answer: _answers_js__WEBPACK_IMPORTED_MODULE_0__/* .apiTokenAnswer */ .cC
};
const listProjects = {
  name: "projects",
  kind: "read",
  doing: "list the projects of a workspace",
  text: `query projects($workspaceId: String, $after: String) {
  projects(workspaceId: $workspaceId, first: 100, after: $after) {
    edges { node { id name } }
    pageInfo { hasNextPage endCursor }
  }
}`,
  answer: _answers_js__WEBPACK_IMPORTED_MODULE_0__/* .projectsAnswer */ .nz
};
const readProject = {
  name: "project",
  kind: "read",
  doing: "read the project",
  text: `query project($id: String!) {
  project(id: $id) {
    id
    name
    baseEnvironmentId
    primaryEnvironmentId
    environments { edges { node { id name isEphemeral } } }
    services { edges { node { id name } } }
  }
}`,
  answer: _answers_js__WEBPACK_IMPORTED_MODULE_0__/* .projectAnswer */ .Ep
};
const instanceFields = `rootDirectory
    healthcheckPath
    source { repo }
    domains { serviceDomains { domain } customDomains { domain } }
    activeDeployments { id status createdAt meta }
    latestDeployment { id status createdAt }`;
const readServiceInstance = {
  name: "serviceInstance",
  kind: "read",
  doing: "read the service in its environment",
  text: `query serviceInstance($environmentId: String!, $serviceId: String!) {
  serviceInstance(environmentId: $environmentId, serviceId: $serviceId) {
    ${instanceFields}
  }
}`,
  answer: _answers_js__WEBPACK_IMPORTED_MODULE_0__/* .serviceInstanceAnswer */ .xM
};
const readServiceState = {
  name: "serviceInstance",
  kind: "read",
  doing: "read the service in its environment and list its deployments",
  text: `query serviceInstance($environmentId: String!, $serviceId: String!, $input: DeploymentListInput!) {
  serviceInstance(environmentId: $environmentId, serviceId: $serviceId) {
    ${instanceFields}
  }
  deployments(input: $input, first: 100) { edges { node { id } } }
}`,
  answer: _answers_js__WEBPACK_IMPORTED_MODULE_0__/* .serviceStateAnswer */ .b4
};
const readDeployment = {
  name: "deployment",
  kind: "read",
  doing: "read the deployment",
  text: `query deployment($id: String!) {
  deployment(id: $id) { ${deploymentFields} diagnosis serviceId environmentId }
}`,
  answer: _answers_js__WEBPACK_IMPORTED_MODULE_0__/* .deploymentAnswer */ .GC
};
const listDeployments = {
  name: "deployments",
  kind: "read",
  doing: "list the deployments of the service",
  text: `query deployments($input: DeploymentListInput!, $first: Int!, $after: String) {
  deployments(input: $input, first: $first, after: $after) {
    edges { node { ${deploymentFields} } }
    pageInfo { hasNextPage endCursor }
  }
}`,
  answer: _answers_js__WEBPACK_IMPORTED_MODULE_0__/* .deploymentsAnswer */ .zh
};
const readDomains = {
  name: "domains",
  kind: "read",
  doing: "read the domains of the service",
  text: `query domains($projectId: String!, $environmentId: String!, $serviceId: String!) {
  domains(projectId: $projectId, environmentId: $environmentId, serviceId: $serviceId) {
    serviceDomains { domain }
    customDomains { domain }
  }
}`,
  answer: _answers_js__WEBPACK_IMPORTED_MODULE_0__/* .domainsAnswer */ .sn
};
const readBuildLogsAnswer = (0,_answers_js__WEBPACK_IMPORTED_MODULE_0__/* .logsOf */ .Hw)("buildLogs");
const readBuildLogs = {
  name: "buildLogs",
  kind: "read",
  doing: "read the build log",
  text: `query buildLogs($deploymentId: String!, $limit: Int) {
  buildLogs(deploymentId: $deploymentId, limit: $limit) { timestamp message severity }
}`,
  answer: readBuildLogsAnswer
};
const readDeployLogsAnswer = (0,_answers_js__WEBPACK_IMPORTED_MODULE_0__/* .logsOf */ .Hw)("deploymentLogs");
const readDeployLogs = {
  name: "deploymentLogs",
  kind: "read",
  doing: "read the deploy log",
  text: `query deploymentLogs($deploymentId: String!, $limit: Int) {
  deploymentLogs(deploymentId: $deploymentId, limit: $limit) { timestamp message severity }
}`,
  answer: readDeployLogsAnswer
};
const upsertAnswer = (0,_answers_js__WEBPACK_IMPORTED_MODULE_0__/* .booleanOf */ .SF)("variableCollectionUpsert");
const upsertVariables = {
  name: "variableCollectionUpsert",
  kind: "change",
  doing: "set variables of the service",
  text: `mutation variableCollectionUpsert($input: VariableCollectionUpsertInput!) {
  variableCollectionUpsert(input: $input)
}`,
  answer: upsertAnswer
};
const cancelAnswer = (0,_answers_js__WEBPACK_IMPORTED_MODULE_0__/* .booleanOf */ .SF)("deploymentCancel");
const cancelDeployment = {
  name: "deploymentCancel",
  kind: "change",
  doing: "cancel the deployment",
  text: "mutation deploymentCancel($id: String!) { deploymentCancel(id: $id) }",
  answer: cancelAnswer
};
const rollbackAnswer = (0,_answers_js__WEBPACK_IMPORTED_MODULE_0__/* .booleanOf */ .SF)("deploymentRollback");
const rollbackDeployment = {
  name: "deploymentRollback",
  kind: "change",
  doing: "roll back to the deployment",
  text: "mutation deploymentRollback($id: String!) { deploymentRollback(id: $id) }",
  answer: rollbackAnswer
};



/***/ }),

/***/ 132:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   HY: () => (/* binding */ scopeContradicts),
/* harmony export */   J5: () => (/* binding */ refused),
/* harmony export */   O2: () => (/* binding */ ambiguousName),
/* harmony export */   U0: () => (/* binding */ unknownName),
/* harmony export */   au: () => (/* binding */ unexpectedAnswer),
/* harmony export */   cA: () => (/* binding */ tokenRefused),
/* harmony export */   j: () => (/* binding */ notAuthorized),
/* harmony export */   jd: () => (/* binding */ scopeMissing),
/* harmony export */   xd: () => (/* binding */ rateLimited)
/* harmony export */ });
/* unused harmony exports cannotRollBack, ciDeadlock, commitNotFound, crashLoop, createNeedsAccount, creationRefused, exitedWords, mayNotDelete, noRepository, notInEnvironment, notKnown, nothingToRedeploy, rollbackAmbiguous, rollbackEnded, rollbackLost, startLost, superseded, tooLarge, uploadLost, uploadTwice */
/* harmony import */ var _errors_messages_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(5326);
/* harmony import */ var _runtime_duration_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(965);


function tokenRefused(apiUrl) {
  return {
    message: `Railway at ${apiUrl} accepts the railway-token neither as a project token nor as an account or workspace token ("Not Authorized").`,
    fix: "Create a project token (Railway: project, Settings, Tokens; it belongs to one environment) and store it as the secret that railway-token reads. Check that the secret is not empty, cut, or of a deleted token."
  };
}
function notAuthorized(doing, kind) {
  return {
    message: `Railway refused to ${doing} with this ${kind} ("Not Authorized").`,
    fix: "A project token may act only in its own project and environment; anything else takes a token of the account or workspace that owns the project. Check railway-project, railway-environment and service, or give railway-token such a token."
  };
}
function refused(doing, why) {
  return {
    message: `Railway refused to ${doing}: ${why}`,
    fix: "If the words do not say what to change, look at the project on railway.com and at https://status.railway.com."
  };
}
function rateLimited(operation, limit, freeInMs) {
  const plan = limit === void 0 ? "" : ` of ${limit} requests an hour`;
  const when = freeInMs === void 0 || freeInMs <= 0 ? "" : ` It is free again in ${(0,_runtime_duration_js__WEBPACK_IMPORTED_MODULE_0__/* .formatDuration */ .a3)(freeInMs)}.`;
  return {
    message: `${operation}: Railway's rate limit${plan} is used up.${when}`,
    fix: "Run the job again when it is free. The limit belongs to the plan (Free 100, Hobby 1,000, Pro 10,000 an hour) and is shared by everything that uses the account: give each workflow a concurrency group, or look for what else asks so often."
  };
}
function unexpectedAnswer(doing, where) {
  return {
    message: `Railway's answer when asked to ${doing} does not have the expected form (${where}).`,
    fix: "Railway may have changed its API: look for a newer version of this action, and report it if there is none."
  };
}
function unknownName(input, what, got, there, where) {
  const known = there.length > 0 ? (0,_errors_messages_js__WEBPACK_IMPORTED_MODULE_1__/* .oneOf */ .yL)(there.map((name) => `"${name}"`)) : "none at all";
  return {
    message: `The input "${input}" is "${got}", but ${where} has no ${what} with that name or id.`,
    fix: `It has ${known}. Names are compared exactly.`
  };
}
function ambiguousName(input, got, ids) {
  return {
    message: `The input "${input}" is "${got}", and more than one has that name (${ids.join(", ")}).`,
    fix: "Give the id instead of the name."
  };
}
function scopeMissing(input, there) {
  const known = there.length > 0 ? ` There are: ${there.join(", ")}.` : "";
  return {
    message: `The railway-token belongs to an account or workspace, so it does not say which ${input === "railway-project" ? "project" : "environment"} is meant, and the input "${input}" is missing.`,
    fix: `Give "${input}" (name or id), or use a project token, which belongs to one environment.${known}`
  };
}
function scopeContradicts(input, got, bound) {
  return {
    message: `The input "${input}" is "${got}", but the railway-token is a project token bound to ${bound}.`,
    fix: `Leave "${input}" out, or use the project token of "${got}".`
  };
}
function createNeedsAccount(name) {
  return {
    message: `The environment "${name}" is not there, and a project token cannot create it: it belongs to one environment.`,
    fix: "Give railway-token an account token, or a token of the workspace that owns the project, together with railway-project."
  };
}
function creationRefused(name) {
  return {
    message: `Railway refused to create the environment "${name}" with this account or workspace token ("Not Authorized").`,
    fix: "Give railway-token an account token (Railway: Account Settings, Tokens, without a workspace) of a member who may create environments in the project; a workspace token is not enough for that everywhere."
  };
}
function mayNotDelete(name, why) {
  const message = `The environment "${name}" was not deleted`;
  if (why === "base")
    return {
      message: `${message}: it is the one that others are copies of, or is called production.`,
      fix: "This action never deletes it. Check railway-environment; to remove it for good, use railway.com."
    };
  if (why === "token")
    return {
      message: `${message}: the railway-token is a project token, and Railway lets only account and workspace tokens delete environments.`,
      fix: "Give railway-token an account token, or a token of the workspace that owns the project, together with railway-project."
    };
  return {
    message: `${message}: it is not an ephemeral environment, as those for pull requests are.`,
    fix: `If it is to go all the same, name it: delete-environment: ${name}.`
  };
}
function notInEnvironment(service, environment, there) {
  const known = there.length > 0 ? `It has ${there.map((name) => `"${name}"`).join(", ")}.` : "It has none.";
  return {
    message: `The service "${service}" is in the project but not in its environment "${environment}".`,
    fix: `Add the service to that environment on Railway, or check railway-environment. ${known}`
  };
}
function noRepository(service) {
  return {
    message: `The service "${service}" is not connected to a repository on Railway, so no commit of it can be deployed.`,
    fix: 'Connect the repository in the settings of the service on Railway, or upload the directory instead (leave "commit" out).'
  };
}
function commitNotFound(service, commit) {
  return {
    message: `Railway does not find the commit ${commit} in the repository that "${service}" is connected to ("Commit not found").`,
    fix: "Push the commit before this step, give its full sha, and check that the service is connected to this repository and that Railway\u2019s GitHub app may read it."
  };
}
function nothingToRedeploy(service, which) {
  return {
    message: `There is no ${which} deployment of "${service}" that Railway can deploy again.`,
    fix: "Deploy the service once from its source; Railway keeps the image of a removed deployment 24 hours to 15 days, by plan."
  };
}
function startLost(service, ids) {
  const what = ids.length === 0 ? "no new deployment appeared" : `more than one new deployment appeared (${ids.join(", ")})`;
  return {
    message: `The answer to the request for a deployment of "${service}" was lost, and ${what}.`,
    fix: "Look at the service's deployments and at https://status.railway.com, then run the job again."
  };
}
function tooLarge(size, folders) {
  return {
    message: `Railway refused the upload as too large (${size} packed).`,
    fix: `Leave out what the build does not need with a .railwayignore file. The biggest folders: ${folders}.`
  };
}
function uploadLost(message) {
  return {
    message: `The upload got no answer, and no deployment with the message "${message}" can be found on Railway.`,
    fix: "Check https://status.railway.com and the service's deployments, then run the job again."
  };
}
function uploadTwice(message, ids) {
  return {
    message: `More than one deployment bears the message "${message}" (${ids.join(", ")}), so it is not clear which one this run started.`,
    fix: "Look at the deployments of the service and remove the one too many, then run the job again."
  };
}
function cannotRollBack(deploymentId, status) {
  return {
    message: `Railway cannot roll back to the deployment ${deploymentId} (status ${status}, canRollback: false).`,
    fix: "Its image is no longer kept (Railway keeps the image of a removed deployment 24 hours to 15 days, by plan) or it never ran. Deploy the earlier commit again instead."
  };
}
function rollbackLost(deploymentId) {
  return {
    message: `The rollback to the deployment ${deploymentId} was asked for, but no new deployment appeared on Railway.`,
    fix: "Look at the deployments of the service, and roll back there if nothing happened."
  };
}
function rollbackAmbiguous(ids) {
  return {
    message: `More than one new deployment appeared after the rollback was asked for (${ids.join(", ")}): somebody else deployed at the same moment.`,
    fix: "Look at the deployments of the service and decide which one shall be live."
  };
}
function rollbackEnded(deploymentId, status, cause) {
  return {
    message: `The rollback's deployment ${deploymentId} did not become live: ${status}${cause ? ` (${cause})` : ""}.`,
    fix: "Look at its log on Railway; what was live before the rollback is probably still live."
  };
}
function ciDeadlock(deploymentId, commit) {
  return {
    message: `The deployment ${deploymentId} is WAITING for the GitHub checks of commit ${commit.slice(0, 7)}, and this workflow run is one of them: each waits for the other. It was told to stop.`,
    fix: 'Turn "Wait for CI" off for this service on Railway (service, Settings, Source): this workflow decides itself when to deploy. Or deploy with source: upload, which waits for no checks.'
  };
}
function superseded(deploymentId, by) {
  return {
    message: `The deployment ${deploymentId} was replaced by the deployment ${by} before this run was done with it.`,
    fix: "Let only one thing deploy this service: turn automatic deploys off on Railway, and give the workflow a concurrency group."
  };
}
function crashLoop(deploymentId, times, status) {
  return {
    message: `The process of the deployment ${deploymentId} ended ${times} time(s) while it was watched and was started again each time (Railway still says ${status}).`,
    fix: "Correct what ends the process; its last lines are in the deploy log. Set a health check path, so that such a version never takes the traffic."
  };
}
function exitedWords(name) {
  return `The process of ${name} has ended with exit code 0, which Railway calls a success. That is right for a job; if it is a server, nothing answers now: look at its start command, or give it a health check path.`;
}
function notKnown(deploymentId, lastStatus, why) {
  const last = lastStatus === "unknown" ? "it was never seen" : `it was ${lastStatus} when it was last seen`;
  return {
    message: `Whether the deployment ${deploymentId} went live is not known: Railway could not be asked any more until the deadline (${why}); ${last}.`,
    fix: "Look at the deployment on Railway before you run the job again: it may be live."
  };
}



/***/ })

};

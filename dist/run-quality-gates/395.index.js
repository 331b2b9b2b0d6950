export const id = 395;
export const ids = [395];
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

/***/ 2395:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  changedSettings: () => (/* binding */ changedSettings),
  restoreService: () => (/* binding */ restoreService),
  setVariables: () => (/* binding */ setVariables),
  updateService: () => (/* binding */ updateService),
  variableValues: () => (/* binding */ variableValues)
});

// EXTERNAL MODULE: ./.cache/plain/src/errors/errors.js
var errors = __webpack_require__(6985);
// EXTERNAL MODULE: ./.cache/plain/src/railway/documents.js
var documents = __webpack_require__(1552);
// EXTERNAL MODULE: ./node_modules/zod/v4/classic/schemas.js + 11 modules
var schemas = __webpack_require__(2857);
// EXTERNAL MODULE: ./.cache/plain/src/railway/answers.js
var answers = __webpack_require__(217);
;// CONCATENATED MODULE: ./.cache/plain/src/railway/settings-documents.js


const updatedAnswer = (0,answers/* booleanOf */.SF)("serviceInstanceUpdate");
const updateInstance = {
  name: "serviceInstanceUpdate",
  kind: "change",
  doing: "change the settings of the service",
  text: `mutation serviceInstanceUpdate($serviceId: String!, $environmentId: String!, $input: ServiceInstanceUpdateInput!) {
  serviceInstanceUpdate(serviceId: $serviceId, environmentId: $environmentId, input: $input)
}`,
  answer: updatedAnswer
};
const variablesAnswer = schemas/* object */.Ikc({ variables: schemas/* record */.g1P(schemas/* string */.YjP(), schemas/* unknown */.L5J()) });
const readVariables = {
  name: "variables",
  kind: "read",
  doing: "read the names of the service's variables",
  text: `query variables($projectId: String!, $environmentId: String!, $serviceId: String!) {
  variables(projectId: $projectId, environmentId: $environmentId, serviceId: $serviceId, unrendered: true)
}`,
  answer: variablesAnswer
};


;// CONCATENATED MODULE: ./.cache/plain/src/railway/settings.js



function changedSettings(there, wanted) {
  const changed = Object.entries(wanted).filter(
    ([name, value]) => value !== void 0 && JSON.stringify(there[name]) !== JSON.stringify(value)
  );
  return Object.fromEntries(changed);
}
async function updateService(client, { environmentId, serviceId }, change) {
  const input = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== void 0));
  const hide = change.registryCredentials ? [change.registryCredentials.password] : [];
  await sendAgain(() => client.ask(updateInstance, { serviceId, environmentId, input }, { hide }));
}
async function setVariables(client, target, variables, { replace = false } = {}) {
  const input = { ...target, variables, skipDeploys: true, replace };
  await sendAgain(() => client.ask(documents/* upsertVariables */.B7, { input }, { hide: Object.values(variables) }));
}
async function restoreService(client, { environmentId, serviceId }, before) {
  await sendAgain(() => client.ask(updateInstance, { serviceId, environmentId, input: { ...before } }));
}
async function sendAgain(send) {
  try {
    await send();
  } catch (error) {
    if (!(error instanceof errors/* PlatformError */.Wk) || !error.ambiguous) throw error;
    await send();
  }
}
async function variableValues(client, target) {
  const { variables } = await client.ask(readVariables, { ...target });
  return Object.fromEntries(Object.entries(variables).map(([name, value]) => [name, String(value ?? "")]));
}



/***/ })

};

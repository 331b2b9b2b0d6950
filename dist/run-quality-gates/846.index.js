export const id = 846;
export const ids = [846];
export const modules = {

/***/ 9846:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   chooseEnvironment: () => (/* binding */ chooseEnvironment),
/* harmony export */   pickEnvironmentOf: () => (/* binding */ pickEnvironmentOf),
/* harmony export */   pickService: () => (/* binding */ pickService),
/* harmony export */   readProjectScope: () => (/* binding */ readProjectScope),
/* harmony export */   resolveScope: () => (/* binding */ resolveScope)
/* harmony export */ });
/* harmony import */ var _errors_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6985);
/* harmony import */ var _documents_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1552);
/* harmony import */ var _messages_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(132);



async function resolveScope(client, wanted) {
  return chooseEnvironment(await readProjectScope(client, wanted), wanted);
}
async function readProjectScope(client, wanted) {
  const access = await client.access();
  const projectId = access.kind === "project" ? access.projectId : await findProject(client, access, wanted.project);
  const { project } = await client.ask(_documents_js__WEBPACK_IMPORTED_MODULE_1__/* .readProject */ .Wh, { id: projectId });
  return {
    access,
    project: { id: project.id, name: project.name },
    environments: project.environments.edges.map(({ node }) => node),
    services: nodes(project.services),
    baseEnvironmentId: project.primaryEnvironmentId ?? project.baseEnvironmentId ?? void 0
  };
}
function chooseEnvironment(found, wanted) {
  const { access, project, environments, services } = found;
  const { id, name } = access.kind === "project" ? boundEnvironment(access.environmentId, environments, project, wanted) : pickEnvironment(environments, project, wanted.environment);
  return { project, environment: { id, name }, services };
}
function pickService(scope, wanted, input = "service") {
  return pick(input, "service", wanted, scope.services, `the project "${scope.project.name}"`);
}
function boundEnvironment(environmentId, environments, project, wanted) {
  const bound = environments.find(({ id }) => id === environmentId) ?? {
    id: environmentId,
    name: environmentId
  };
  const where = `the environment "${bound.name}" of the project "${project.name}"`;
  contradiction("railway-project", wanted.project, project, where);
  contradiction("railway-environment", wanted.environment, bound, where);
  return bound;
}
function contradiction(input, wanted, bound, where) {
  if (wanted === void 0 || wanted === bound.id || wanted === bound.name) return;
  const { message, fix } = (0,_messages_js__WEBPACK_IMPORTED_MODULE_2__/* .scopeContradicts */ .HY)(input, wanted, where);
  throw new _errors_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .InputError */ .dz(message, { fix });
}
function pickEnvironmentOf(found, wanted, input) {
  return pick(input, "environment", wanted, found.environments, `the project "${found.project.name}"`);
}
function pickEnvironment(environments, project, wanted) {
  if (wanted === void 0) {
    const { message, fix } = (0,_messages_js__WEBPACK_IMPORTED_MODULE_2__/* .scopeMissing */ .jd)(
      "railway-environment",
      environments.map(({ name }) => name)
    );
    throw new _errors_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .InputError */ .dz(message, { fix });
  }
  return pick("railway-environment", "environment", wanted, environments, `the project "${project.name}"`);
}
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
async function findProject(client, access, wanted) {
  if (wanted !== void 0 && uuid.test(wanted)) return wanted;
  const projects = [];
  for (const { id } of access.workspaces) projects.push(...await projectsOf(client, id));
  if (wanted === void 0) {
    const { message, fix } = (0,_messages_js__WEBPACK_IMPORTED_MODULE_2__/* .scopeMissing */ .jd)(
      "railway-project",
      projects.map(({ name }) => name)
    );
    throw new _errors_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .InputError */ .dz(message, { fix });
  }
  return pick("railway-project", "project", wanted, projects, "what the token reaches").id;
}
async function projectsOf(client, workspaceId) {
  const found = [];
  let after;
  do {
    const { projects } = await client.ask(_documents_js__WEBPACK_IMPORTED_MODULE_1__/* .listProjects */ .hF, { workspaceId, after });
    found.push(...nodes(projects));
    after = projects.pageInfo.hasNextPage ? projects.pageInfo.endCursor ?? void 0 : void 0;
  } while (after !== void 0);
  return found;
}
function pick(input, what, wanted, all, where) {
  const byId = all.find(({ id }) => id === wanted);
  const byName = all.filter(({ name }) => name === wanted);
  if (byId) return byId;
  const [first, ...more] = byName;
  if (first && more.length === 0) return first;
  const { message, fix } = first ? (0,_messages_js__WEBPACK_IMPORTED_MODULE_2__/* .ambiguousName */ .O2)(
    input,
    wanted,
    byName.map(({ id }) => id)
  ) : (0,_messages_js__WEBPACK_IMPORTED_MODULE_2__/* .unknownName */ .U0)(
    input,
    what,
    wanted,
    all.map(({ name }) => name),
    where
  );
  throw new _errors_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .InputError */ .dz(message, { fix });
}
function nodes(list) {
  return list.edges.map(({ node }) => node);
}



/***/ })

};

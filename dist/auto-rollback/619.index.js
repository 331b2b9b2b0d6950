export const id = 619;
export const ids = [619];
export const modules = {

/***/ 93619:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   restoreUndoBranch: () => (/* binding */ restoreUndoBranch)
/* harmony export */ });
/* unused harmony exports makeUndoBranch, preparePreview, removePreview */
/* harmony import */ var _errors_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(86985);

async function preparePreview(neon, request) {
  const all = await neon.branches();
  const parent = findParent(all, request.parent, neon.access.project);
  const there = all.find((one) => one.name === request.name);
  if (there) refuseImportant(there, all, "reset");
  const { branch, outcome } = await makeOrReset(neon, request, parent, there);
  const databaseUrl = await neon.connectionUri(branch.id, request.database, request.role);
  return { branch, databaseUrl, outcome };
}
async function makeOrReset(neon, { name, reset, expiresAt }, parent, there) {
  const { log } = neon.access;
  if (!there) {
    log.info(`Making the Neon branch ${name} from ${parent.name}`);
    const branch = await neon.createBranch({ name, parentId: parent.id, expiresAt, compute: true });
    return { branch, outcome: "created" };
  }
  if (!reset) return { branch: there, outcome: "kept" };
  log.info(`Bringing the Neon branch ${name} to what ${parent.name} has now`);
  return { branch: await neon.restoreBranch(there.id, parent.id, null), outcome: "reset" };
}
async function removePreview(neon, name) {
  const all = await neon.branches();
  const there = all.find((one) => one.name === name);
  if (!there) return false;
  refuseImportant(there, all, "deleted");
  await neon.deleteBranch(there.id);
  return true;
}
async function makeUndoBranch(neon, { of, name, expiresAt }) {
  const { clock, project, log } = neon.access;
  const madeAt = clock.now();
  const source = await findSource(neon, of);
  log.info(`Keeping the state of the Neon branch ${source.name} as ${name}`);
  const branch = await neon.createBranch({ name, parentId: source.id, expiresAt, compute: false });
  const reference = `neon:${project}/${branch.id}`;
  const durationMs = clock.now() - madeAt;
  return { reference, kind: "neon-branch", madeAt, bytes: null, sha256: null, encrypted: false, durationMs };
}
async function restoreUndoBranch(neon, reference, { to, keepAs }) {
  const match = /^neon:([^/]+)\/(.+)$/.exec(reference);
  if (!match || match[1] !== neon.access.project) {
    throw new _errors_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .InputError */ .dz(`"${reference}" is no undo point of the Neon project ${neon.access.project}.`);
  }
  const all = await neon.branches();
  const source = all.find((one) => one.id === match[2]);
  if (!source) {
    throw new _errors_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .InputError */ .dz(
      `The Neon branch ${match[2]} of the undo point is gone: it expired or was deleted.`,
      {
        fix: "Neon can go back to a point in time within the project's history window: console, Restore."
      }
    );
  }
  const target = await findSource(neon, to);
  neon.access.log.info(
    `Bringing the Neon branch ${target.name} back to ${source.name}; what it has now is kept as ${keepAs}`
  );
  return neon.restoreBranch(target.id, source.id, keepAs);
}
async function findSource(neon, of) {
  if (of === null || typeof of === "string")
    return findParent(await neon.branches(), of, neon.access.project);
  const found = await neon.branchOfHost(of.host);
  if (found) return found;
  throw new _errors_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .InputError */ .dz(`No compute of the Neon project ${neon.access.project} has the host ${of.host}.`, {
    fix: 'Check "neon-project": it must be the project of "database-url".'
  });
}
function findParent(all, wanted, project) {
  const found = all.find(
    (one) => wanted === null ? one.default === true : one.id === wanted || one.name === wanted
  );
  if (found) return found;
  throw new _errors_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .InputError */ .dz(
    wanted === null ? `The Neon project ${project} shows no default branch.` : `The Neon project ${project} has no branch "${wanted}".`,
    { fix: `It has: ${all.map((one) => one.name).join(", ") || "none"}.` }
  );
}
function refuseImportant(branch, all, what) {
  const why = branch.default ? "is the project's default branch" : branch.protected ? "is protected" : branch.parent_id === void 0 ? "is a root branch" : all.some((one) => one.parent_id === branch.id) ? "has branches of its own" : void 0;
  if (why === void 0) return;
  throw new InputError(`The input "neon-branch" names ${branch.name}, which ${why}: it is not ${what}.`, {
    fix: "Name a branch of this pull request alone, such as preview/pr-${{ github.event.number }}."
  });
}



/***/ })

};

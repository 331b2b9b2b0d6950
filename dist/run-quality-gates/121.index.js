export const id = 121;
export const ids = [121];
export const modules = {

/***/ 6121:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   addVariable: () => (/* binding */ addVariable),
/* harmony export */   changeVariable: () => (/* binding */ changeVariable),
/* harmony export */   readVariables: () => (/* binding */ readVariables),
/* harmony export */   removeVariable: () => (/* binding */ removeVariable)
/* harmony export */ });
/* harmony import */ var zod__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(2857);
/* harmony import */ var _errors_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6985);


const listSchema = zod__WEBPACK_IMPORTED_MODULE_1__/* .object */ .Ikc({
  envs: zod__WEBPACK_IMPORTED_MODULE_1__/* .array */ .YOg(
    zod__WEBPACK_IMPORTED_MODULE_1__/* .object */ .Ikc({
      id: zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP().default(""),
      key: zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP(),
      value: zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP().nullish(),
      type: zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP().default(""),
      target: zod__WEBPACK_IMPORTED_MODULE_1__/* .union */ .KCZ([zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP(), zod__WEBPACK_IMPORTED_MODULE_1__/* .array */ .YOg(zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP())]).nullish(),
      decrypted: zod__WEBPACK_IMPORTED_MODULE_1__/* .boolean */ .zMY().optional(),
      updatedAt: zod__WEBPACK_IMPORTED_MODULE_1__/* .number */ .aig().nullish(),
      createdAt: zod__WEBPACK_IMPORTED_MODULE_1__/* .number */ .aig().nullish()
    })
  )
});
const createdSchema = zod__WEBPACK_IMPORTED_MODULE_1__/* .object */ .Ikc({ created: zod__WEBPACK_IMPORTED_MODULE_1__/* .object */ .Ikc({ id: zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP() }) });
async function readVariables(client, projectId, target) {
  const { envs } = await client.call({
    operation: "read the names of the variables",
    method: "GET",
    path: `/v10/projects/${encodeURIComponent(projectId)}/env`,
    query: { decrypt: "true" },
    schema: listSchema
  });
  return envs.filter((one) => one.target === void 0 || one.target === null || [one.target].flat().includes(target)).map((one) => ({
    ...{ id: one.id, type: one.type, targets: [one.target ?? []].flat() },
    name: one.key,
    // What is still encrypted is no value to compare.
    value: one.type === "sensitive" || one.decrypted === false ? void 0 : one.value ?? void 0,
    changedAt: one.updatedAt ?? one.createdAt ?? void 0
  }));
}
async function changeVariable(client, projectId, { id, name }, value) {
  await client.call({
    operation: `change the variable ${name}`,
    method: "PATCH",
    path: `/v9/projects/${encodeURIComponent(projectId)}/env/${encodeURIComponent(id)}`,
    json: { value },
    // The same value twice is the same value.
    repeatable: true
  });
}
async function addVariable(client, projectId, { name, value, type, targets }) {
  const { created } = await client.call({
    operation: `add the variable ${name}`,
    method: "POST",
    path: `/v10/projects/${encodeURIComponent(projectId)}/env`,
    query: { upsert: "true" },
    json: { key: name, value, type: type || "encrypted", target: targets },
    schema: createdSchema,
    repeatable: true
  });
  return { id: created.id, name };
}
async function removeVariable(client, projectId, { id, name }) {
  try {
    await client.call({
      operation: `remove the variable ${name}`,
      method: "DELETE",
      path: `/v9/projects/${encodeURIComponent(projectId)}/env/${encodeURIComponent(id)}`,
      repeatable: true
    });
  } catch (error) {
    if (!(error instanceof _errors_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .PlatformError */ .Wk) || error.status !== 404) throw error;
  }
}



/***/ })

};

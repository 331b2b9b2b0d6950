export const id = 121;
export const ids = [121];
export const modules = {

/***/ 6121:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   readVariables: () => (/* binding */ readVariables)
/* harmony export */ });
/* harmony import */ var zod__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2857);

const listSchema = zod__WEBPACK_IMPORTED_MODULE_0__/* .object */ .Ikc({
  envs: zod__WEBPACK_IMPORTED_MODULE_0__/* .array */ .YOg(
    zod__WEBPACK_IMPORTED_MODULE_0__/* .object */ .Ikc({
      key: zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP(),
      value: zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP().nullish(),
      type: zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP().default(""),
      target: zod__WEBPACK_IMPORTED_MODULE_0__/* .union */ .KCZ([zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP(), zod__WEBPACK_IMPORTED_MODULE_0__/* .array */ .YOg(zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP())]).nullish(),
      decrypted: zod__WEBPACK_IMPORTED_MODULE_0__/* .boolean */ .zMY().optional(),
      updatedAt: zod__WEBPACK_IMPORTED_MODULE_0__/* .number */ .aig().nullish(),
      createdAt: zod__WEBPACK_IMPORTED_MODULE_0__/* .number */ .aig().nullish()
    })
  )
});
async function readVariables(client, projectId, target) {
  const { envs } = await client.call({
    operation: "read the names of the variables",
    method: "GET",
    path: `/v10/projects/${encodeURIComponent(projectId)}/env`,
    query: { decrypt: "true" },
    schema: listSchema
  });
  return envs.filter((one) => one.target === void 0 || one.target === null || [one.target].flat().includes(target)).map((one) => ({
    name: one.key,
    // What is still encrypted is no value to compare.
    value: one.type === "sensitive" || one.decrypted === false ? void 0 : one.value ?? void 0,
    changedAt: one.updatedAt ?? one.createdAt ?? void 0
  }));
}



/***/ })

};

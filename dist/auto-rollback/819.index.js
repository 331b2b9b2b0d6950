export const id = 819;
export const ids = [819];
export const modules = {

/***/ 78819:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   run: () => (/* binding */ run)
/* harmony export */ });
/* harmony import */ var _evidence_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(97621);
/* harmony import */ var _outcomes_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(34445);


async function run(check, context) {
  const url = (0,_outcomes_js__WEBPACK_IMPORTED_MODULE_1__/* .addressOf */ .ci)(context, check.path);
  const preflight = requestOf(check, url, context, true);
  const asked = await context.transport.request(preflight);
  if (!("answer" in asked)) return (0,_outcomes_js__WEBPACK_IMPORTED_MODULE_1__/* .unanswered */ .bj)(asked, preflight, context);
  const faults = faultsOf(check, asked.answer, context, true);
  const evidence = await (0,_evidence_js__WEBPACK_IMPORTED_MODULE_0__/* .evidenceOf */ .X)(preflight, asked.answer, context);
  const { durationMs } = asked.answer;
  if (faults.length > 0 || check.method !== "GET") return { ...(0,_outcomes_js__WEBPACK_IMPORTED_MODULE_1__/* .judged */ .g$)(faults), durationMs, evidence };
  const request = requestOf(check, url, context, false);
  const second = await context.transport.request(request);
  if (!("answer" in second)) return (0,_outcomes_js__WEBPACK_IMPORTED_MODULE_1__/* .unanswered */ .bj)(second, request, context);
  return {
    ...(0,_outcomes_js__WEBPACK_IMPORTED_MODULE_1__/* .judged */ .g$)(faultsOf(check, second.answer, context, false)),
    durationMs: durationMs + second.answer.durationMs,
    evidence: await (0,_evidence_js__WEBPACK_IMPORTED_MODULE_0__/* .evidenceOf */ .X)(request, second.answer, context)
  };
}
function requestOf(check, url, context, preflight) {
  return {
    method: preflight ? "OPTIONS" : check.method,
    url,
    headers: {
      origin: check.origin,
      ...preflight ? { "access-control-request-method": check.method } : {},
      ...preflight && check.headers.length > 0 ? { "access-control-request-headers": check.headers.map((name) => name.toLowerCase()).join(",") } : {}
    },
    timeoutMs: (0,_outcomes_js__WEBPACK_IMPORTED_MODULE_1__/* .leftMs */ .Ok)(context),
    // A browser does not follow a redirect of a pre-flight.
    redirects: 0
  };
}
function faultsOf(check, answer, context, preflight) {
  const what = preflight ? `the pre-flight from ${check.origin}` : `the request from ${check.origin}`;
  if (answer.status >= 500) return [`${what} is answered with HTTP ${answer.status}`];
  const origin = answer.headers["access-control-allow-origin"];
  const open = origin === check.origin || origin === "*" && !check.credentials;
  if (!check.allowed) {
    return open ? [`${what} is allowed (access-control-allow-origin: ${origin}) and should be refused`] : [];
  }
  const faults = open ? [] : [originFault(what, origin, check, answer, context)];
  if (!preflight || !open) return faults;
  return [...faults, ...preflightFaults(what, check, answer)];
}
function originFault(what, origin, check, answer, context) {
  if (origin === "*") return `${what} gets access-control-allow-origin: *, which does not allow cookies`;
  const got = origin === void 0 ? `without access-control-allow-origin` : `with access-control-allow-origin ${(0,_outcomes_js__WEBPACK_IMPORTED_MODULE_1__/* .quoter */ .Vv)(context)(origin)} in place of ${check.origin}`;
  return `${what} is answered with HTTP ${answer.status} ${got}, so a browser refuses it`;
}
const simple = ["GET", "HEAD", "POST"];
function preflightFaults(what, check, answer) {
  const { status, headers } = answer;
  const methods = listOf(headers["access-control-allow-methods"]);
  const allowed = listOf(headers["access-control-allow-headers"]).map((name) => name.toLowerCase());
  const any = (list) => list.includes("*") && !check.credentials;
  const method = simple.includes(check.method) || methods.includes(check.method) || any(methods);
  const missing = check.headers.filter((name) => !allowed.includes(name.toLowerCase()) && !any(allowed));
  return [
    ...status >= 200 && status < 300 ? [] : [`${what} is answered with HTTP ${status}, so a browser refuses it`],
    ...method ? [] : [`${what} does not allow ${check.method} (allowed: ${methods.join(", ") || "none"})`],
    ...missing.length > 0 ? [`${what} does not allow the header ${missing.join(", ")}`] : [],
    ...check.credentials && headers["access-control-allow-credentials"] !== "true" ? [`${what} lacks access-control-allow-credentials: true, so cookies are not sent`] : []
  ];
}
function listOf(value) {
  return (value ?? "").split(",").map((part) => part.trim());
}



/***/ })

};

export const id = 246;
export const ids = [246];
export const modules = {

/***/ 58246:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   run: () => (/* binding */ run)
/* harmony export */ });
/* harmony import */ var _evidence_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(97621);
/* harmony import */ var _http_faults_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(78658);
/* harmony import */ var _outcomes_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(34445);



async function run(check, context) {
  const hops = [];
  let url = check.from ?? (0,_outcomes_js__WEBPACK_IMPORTED_MODULE_2__/* .addressOf */ .ci)(context, check.path);
  for (; ; ) {
    const request = { method: "GET", url, timeoutMs: (0,_outcomes_js__WEBPACK_IMPORTED_MODULE_2__/* .leftMs */ .Ok)(context), redirects: 0 };
    const asked = await context.transport.request(request);
    if (!("answer" in asked)) return (0,_outcomes_js__WEBPACK_IMPORTED_MODULE_2__/* .unanswered */ .bj)(asked, request, context);
    const { status, headers } = asked.answer;
    const evidence = await (0,_evidence_js__WEBPACK_IMPORTED_MODULE_0__/* .evidenceOf */ .X)(request, asked.answer, context);
    const to = nextAddress(status, headers.location, url);
    if (to === void 0) return ended(check, hops, url, status, evidence);
    hops.push({ status, from: url, to });
    const circle = hops.some(({ from }) => from === to);
    const arrived = (0,_http_faults_js__WEBPACK_IMPORTED_MODULE_1__/* .isAddress */ .PW)(to, check.to) && new URL(to).origin !== new URL(context.target.base).origin;
    if (circle) return { ...failed(hops, `the redirects go in a circle: ${wayOf(hops)}`), evidence };
    if (arrived) return ended(check, hops, to, 200, evidence);
    if (hops.length >= check["max-redirects"]) {
      const reason = `after ${hops.length} redirects it has not arrived at ${check.to}: ${wayOf(hops)}`;
      if (!(0,_http_faults_js__WEBPACK_IMPORTED_MODULE_1__/* .isAddress */ .PW)(to, check.to)) return { ...failed(hops, reason), evidence };
    }
    url = to;
  }
}
function nextAddress(status, location, base) {
  if (![301, 302, 303, 307, 308].includes(status) || !location) return void 0;
  const url = URL.canParse(location, base) ? new URL(location, base) : void 0;
  return url && /^https?:$/.test(url.protocol) ? url.href : void 0;
}
function ended(check, hops, url, status, evidence) {
  const [first] = hops;
  const faults = [
    ...first ? [] : [`HTTP ${status} in place of a redirect`],
    ...first && !(0,_http_faults_js__WEBPACK_IMPORTED_MODULE_1__/* .isAddress */ .PW)(url, check.to) ? [`it ends at ${url} in place of ${check.to}`] : [],
    ...first && !hasStatus(check.status, first.status) ? [`the redirect is HTTP ${first.status} in place of ${check.status}`] : [],
    ...first && hops.length > check["max-redirects"] ? [`it takes ${hops.length} redirects: ${wayOf(hops)}`] : [],
    ...first && status >= 400 ? [`${url}, where it ends, answers HTTP ${status}`] : []
  ];
  if (faults.length > 0) return { ...failed(hops, faults.join("; ")), evidence };
  return { verdict: "pass", reason: "", measurements: { redirects: hops.length }, evidence };
}
function failed(hops, reason) {
  return { verdict: "fail", reason, measurements: { redirects: hops.length } };
}
function hasStatus(wanted, status) {
  if (wanted === void 0 || wanted === status) return true;
  const permanent = status === 301 || status === 308;
  return wanted === "permanent" && permanent || wanted === "temporary" && !permanent;
}
function wayOf(hops) {
  return hops.map(({ status, to }) => `${status} to ${to}`).join(", ");
}



/***/ })

};

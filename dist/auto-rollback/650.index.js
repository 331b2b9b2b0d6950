export const id = 650;
export const ids = [650];
export const modules = {

/***/ 21650:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   run: () => (/* binding */ run)
/* harmony export */ });
/* harmony import */ var _runtime_duration_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(40965);
/* harmony import */ var _evidence_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(97621);
/* harmony import */ var _outcomes_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(34445);



const requestTimeoutMs = 1e4;
const betweenLooksMs = 1e3;
async function run(check, context) {
  const request = requestOf(check, context);
  const flood = await runInto(check, request, context);
  const evidence = await (0,_evidence_js__WEBPACK_IMPORTED_MODULE_1__/* .evidenceOf */ .X)(request, void 0, context);
  if ("outcome" in flood) return { evidence, ...flood.outcome };
  const measurements = { "requests-until-limit": flood.sent };
  const recovered = await recover(check, flood.limit, request, context);
  if (typeof recovered === "string") return { verdict: "fail", reason: recovered, evidence, measurements };
  return {
    verdict: "pass",
    reason: "",
    evidence,
    measurements: { ...measurements, "recovered-after-ms": recovered }
  };
}
function requestOf(check, context) {
  return {
    method: check.method,
    url: (0,_outcomes_js__WEBPACK_IMPORTED_MODULE_2__/* .addressOf */ .ci)(context, check.path),
    headers: {
      ...check.json === void 0 ? {} : { "content-type": "application/json" },
      ...check.headers
    },
    ...check.json === void 0 ? {} : { body: JSON.stringify(check.json) },
    timeoutMs: requestTimeoutMs,
    redirects: 0,
    maxBodyBytes: 1e5,
    connection: "kept",
    poolSize: check.concurrency
  };
}
async function runInto(check, request, { transport }) {
  let sent = 0;
  let ended;
  const lane = async () => {
    while (!ended && sent < check.within) {
      sent += 1;
      const flood = flooded(check, await transport.request(request), sent);
      ended ??= flood;
    }
  };
  await Promise.all(Array.from({ length: Math.min(check.concurrency, check.within) }, lane));
  return ended ?? {
    outcome: {
      verdict: "fail",
      reason: `all of ${sent} requests were answered, none with HTTP ${check.status}`
    }
  };
}
function flooded(check, asked, sent) {
  if ("wall" in asked) return { outcome: { verdict: "fail", reason: asked.wall, final: true } };
  if ("unreachable" in asked) {
    const { unreachable } = asked;
    if (sent <= check.concurrency)
      return { outcome: { verdict: "error", reason: unreachable.why, unreachable } };
    const reason2 = `request ${sent} got no answer (${unreachable.why}) where HTTP ${check.status} belongs`;
    return { outcome: { verdict: "fail", reason: reason2 } };
  }
  const { answer } = asked;
  if (answer.status === check.status) return { limit: answer, sent };
  if (answer.status < 500) return void 0;
  const reason = `request ${sent} was answered with HTTP ${answer.status} before the limit answered with ${check.status}`;
  return { outcome: { verdict: "fail", reason } };
}
async function recover(check, limit, request, { transport, clock, signal }) {
  const allowedMs = (0,_runtime_duration_js__WEBPACK_IMPORTED_MODULE_0__/* .parseDuration */ .E9)(check["recovers-within"]) ?? 6e4;
  const began = clock.now();
  const waitMs = retryAfterMs(limit, began);
  if (waitMs === void 0 && check["retry-after"])
    return "the limit does not say when to come back (Retry-After)";
  if (waitMs !== void 0 && waitMs > allowedMs) {
    return `the limit asks to come back after ${(0,_runtime_duration_js__WEBPACK_IMPORTED_MODULE_0__/* .formatDuration */ .a3)(waitMs)}, more than ${check["recovers-within"]}`;
  }
  let pauseMs = waitMs ?? betweenLooksMs;
  for (; ; ) {
    await clock.sleep(pauseMs, signal);
    const asked = await transport.request(request);
    const durationMs = clock.now() - began;
    if ("answer" in asked && asked.answer.status !== check.status && asked.answer.status < 500)
      return durationMs;
    if (durationMs >= allowedMs) {
      return `the limit did not let go within ${check["recovers-within"]}: ${toldBy(asked)}`;
    }
    pauseMs = Math.min(betweenLooksMs, allowedMs - durationMs);
  }
}
function toldBy(asked) {
  if ("answer" in asked) return `HTTP ${asked.answer.status}`;
  return "wall" in asked ? asked.wall : asked.unreachable.why;
}
function retryAfterMs({ headers }, now) {
  const text = headers["retry-after"];
  if (text === void 0) return void 0;
  if (/^\d+$/.test(text.trim())) return Number(text) * 1e3;
  const date = Date.parse(text);
  return Number.isNaN(date) ? void 0 : Math.max(0, date - now);
}



/***/ })

};

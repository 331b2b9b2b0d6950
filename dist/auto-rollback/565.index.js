export const id = 565;
export const ids = [565];
export const modules = {

/***/ 64565:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   run: () => (/* binding */ run)
/* harmony export */ });
/* harmony import */ var _errors_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(86985);
/* harmony import */ var _runtime_duration_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(40965);
/* harmony import */ var _pattern_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(28030);
/* harmony import */ var _evidence_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(97621);
/* harmony import */ var _outcomes_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(34445);





async function run(check, context) {
  const began = performance.now();
  const request = {
    method: check.method,
    url: (0,_outcomes_js__WEBPACK_IMPORTED_MODULE_4__/* .addressOf */ .ci)(context, check.path),
    headers: {
      accept: "text/event-stream",
      "cache-control": "no-cache",
      ...check.json === void 0 ? {} : { "content-type": "application/json" },
      ...check.headers
    },
    ...check.json === void 0 ? {} : { body: JSON.stringify(check.json) },
    timeoutMs: (0,_outcomes_js__WEBPACK_IMPORTED_MODULE_4__/* .leftMs */ .Ok)(context)
  };
  const opened = await context.transport.stream(request);
  if (!("streamed" in opened)) return (0,_outcomes_js__WEBPACK_IMPORTED_MODULE_4__/* .unanswered */ .bj)(opened, request, context);
  const { streamed } = opened;
  const type = streamed.headers["content-type"] ?? "";
  const wrong = streamed.status !== 200 || !/^text\/event-stream\b/.test(type);
  const heard = wrong ? nothing : await listen(check, streamed, context, began);
  streamed.close();
  const faults = wrong ? [`HTTP ${streamed.status} with "${type}" in place of HTTP 200 with "text/event-stream"`] : faultsOf(check, heard);
  return {
    ...(0,_outcomes_js__WEBPACK_IMPORTED_MODULE_4__/* .judged */ .g$)(faults),
    durationMs: performance.now() - began,
    measurements: {
      events: heard.times.length,
      ...heard.times[0] === void 0 ? {} : { "first-event-ms": Math.round(heard.times[0]) },
      ...heard.times.length > 1 ? { "spread-ms": Math.round(spreadOf(heard)) } : {}
    },
    evidence: await (0,_evidence_js__WEBPACK_IMPORTED_MODULE_3__/* .evidenceOf */ .X)(request, void 0, context)
  };
}
const nothing = { times: [], matched: false, end: "closed" };
async function listen(check, streamed, context, began) {
  const { createParser } = await __webpack_require__.e(/* import() */ 348).then(__webpack_require__.bind(__webpack_require__, 75967));
  const heard = { times: [], matched: false, end: "closed" };
  const parser = createParser({
    onEvent: ({ data, event }) => {
      if (check.event !== void 0 && (event ?? "message") !== check.event) return;
      heard.times.push(performance.now() - began);
      heard.matched ||= check.matches !== void 0 && "groups" in (0,_pattern_js__WEBPACK_IMPORTED_MODULE_2__/* .search */ .$)(check.matches, data);
    }
  });
  const stopTimers = closeInTime(check, heard, streamed, (0,_outcomes_js__WEBPACK_IMPORTED_MODULE_4__/* .leftMs */ .Ok)(context), began);
  try {
    const decoder = new TextDecoder();
    for await (const chunk of streamed.body) {
      parser.feed(decoder.decode(chunk, { stream: true }));
      if (!isDone(check, heard)) continue;
      heard.end = "all";
      break;
    }
  } catch {
    if (context.signal.aborted && context.clock.now() < context.deadline) throw new _errors_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .CancelledError */ .cc();
  } finally {
    stopTimers();
  }
  return heard;
}
function isDone(check, { times, matched }) {
  return times.length >= check.events && (check.matches === void 0 || matched);
}
function closeInTime(check, heard, streamed, left, began) {
  const close = (end) => {
    heard.end = end;
    streamed.close();
  };
  const firstMs = (0,_runtime_duration_js__WEBPACK_IMPORTED_MODULE_1__/* .parseDuration */ .E9)(check["first-event"]) ?? 5e3;
  const late = () => heard.times.length === 0 && close("first-late");
  const timers = [
    setTimeout(late, Math.max(1, firstMs - (performance.now() - began))),
    setTimeout(() => close("time"), left)
  ];
  return () => timers.forEach(clearTimeout);
}
function faultsOf(check, heard) {
  const { times, end } = heard;
  const [first] = times;
  const firstMs = (0,_runtime_duration_js__WEBPACK_IMPORTED_MODULE_1__/* .parseDuration */ .E9)(check["first-event"]) ?? 5e3;
  if (first === void 0) {
    const why = end === "closed" ? "the stream ended" : `nothing came within ${end === "time" ? check.timeout : check["first-event"]}`;
    return [`no event came: ${why}`];
  }
  const spread = (0,_runtime_duration_js__WEBPACK_IMPORTED_MODULE_1__/* .parseDuration */ .E9)(check["min-spread"] ?? "");
  const stopped = end === "closed" ? "then the stream ended" : `until ${check.timeout} were over`;
  return [
    ...first > firstMs ? [`the first event came after ${(0,_runtime_duration_js__WEBPACK_IMPORTED_MODULE_1__/* .formatDuration */ .a3)(first)}, later than ${check["first-event"]}`] : [],
    ...times.length < check.events ? [`${times.length} of ${check.events} events came, ${stopped}`] : [],
    ...spread !== void 0 && times.length >= check.events && spreadOf(heard) < spread ? [
      `${times.length} events came within ${(0,_runtime_duration_js__WEBPACK_IMPORTED_MODULE_1__/* .formatDuration */ .a3)(spreadOf(heard))} in one lump, less than ${check["min-spread"]} apart: something on the way (compression, a proxy, a buffered response) holds them back`
    ] : [],
    ...check.matches !== void 0 && !heard.matched ? [`no event matches /${check.matches}/`] : []
  ];
}
function spreadOf({ times }) {
  return (times.at(-1) ?? 0) - (times[0] ?? 0);
}



/***/ })

};

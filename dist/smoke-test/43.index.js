export const id = 43;
export const ids = [43];
export const modules = {

/***/ 49043:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   run: () => (/* binding */ run)
/* harmony export */ });
/* harmony import */ var undici__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(24371);
/* harmony import */ var _errors_errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(86985);
/* harmony import */ var _pattern_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(28030);
/* harmony import */ var _transport_headers_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(65278);
/* harmony import */ var _evidence_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(97621);
/* harmony import */ var _outcomes_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(34445);






async function run(check, context) {
  const url = (0,_outcomes_js__WEBPACK_IMPORTED_MODULE_5__/* .addressOf */ .ci)(context, check.path);
  const request = {
    method: "GET",
    url,
    headers: { ...check.headers },
    timeoutMs: (0,_outcomes_js__WEBPACK_IMPORTED_MODULE_5__/* .leftMs */ .Ok)(context),
    redirects: 0
  };
  const began = performance.now();
  const heard = await talk(check, url, context);
  if (context.signal.aborted && context.clock.now() < context.deadline) throw new _errors_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .CancelledError */ .cc();
  if (heard.openedMs === void 0) return notOpened(check, request, context);
  return {
    ...(0,_outcomes_js__WEBPACK_IMPORTED_MODULE_5__/* .judged */ .g$)(faultsOf(check, heard, context)),
    durationMs: performance.now() - began,
    measurements: {
      "open-ms": Math.round(heard.openedMs),
      messages: heard.messages.length,
      ...heard.firstMs === void 0 ? {} : { "first-message-ms": Math.round(heard.firstMs) }
    },
    evidence: await (0,_evidence_js__WEBPACK_IMPORTED_MODULE_4__/* .evidenceOf */ .X)(request, void 0, context)
  };
}
async function talk(check, url, context) {
  const heard = { openedMs: void 0, firstMs: void 0, messages: [], closed: void 0 };
  const began = performance.now();
  const dispatcher = new undici__WEBPACK_IMPORTED_MODULE_0__.Agent({ connect: { timeout: (0,_outcomes_js__WEBPACK_IMPORTED_MODULE_5__/* .leftMs */ .Ok)(context) } });
  const headers = { ...(0,_transport_headers_js__WEBPACK_IMPORTED_MODULE_3__/* .sendable */ .p)(check.headers ?? {}), ...await context.transport.trustedHeaders(url) };
  const socket = new undici__WEBPACK_IMPORTED_MODULE_0__.WebSocket(url.replace(/^http/, "ws"), {
    protocols: check.protocols,
    headers,
    dispatcher
  });
  socket.binaryType = "arraybuffer";
  await new Promise((resolve) => {
    const timer = setTimeout(resolve, (0,_outcomes_js__WEBPACK_IMPORTED_MODULE_5__/* .leftMs */ .Ok)(context));
    const finish = () => {
      clearTimeout(timer);
      resolve();
    };
    context.signal.addEventListener("abort", finish, { once: true });
    socket.addEventListener("open", () => {
      heard.openedMs = performance.now() - began;
      if (check.send !== void 0) socket.send(check.send);
      if (isDone(check, heard)) finish();
    });
    socket.addEventListener("message", (event) => {
      heard.firstMs ??= performance.now() - began;
      heard.messages.push(textOf(event.data));
      if (isDone(check, heard)) finish();
    });
    socket.addEventListener("error", finish);
    socket.addEventListener("close", ({ code }) => {
      heard.closed = code;
      finish();
    });
  });
  socket.close();
  void dispatcher.destroy();
  return heard;
}
function textOf(data) {
  return typeof data === "string" ? data : Buffer.from(data).toString("utf8");
}
function isDone(check, { messages }) {
  return messages.length >= check.messages && matched(check, messages);
}
function matched({ matches }, messages) {
  return matches === void 0 || messages.some((text) => "groups" in (0,_pattern_js__WEBPACK_IMPORTED_MODULE_2__/* .search */ .$)(matches, text));
}
function faultsOf(check, { messages, closed }, context) {
  const end = closed === void 0 ? `within ${check.timeout}` : `before it was closed (code ${closed})`;
  const last = messages.at(-1);
  return [
    ...messages.length < check.messages ? [`${messages.length} of ${check.messages} messages came ${end}`] : [],
    ...matched(check, messages) ? [] : [
      `no message matches /${check.matches}/ ${end}${last === void 0 ? "" : `; the last one is ${(0,_outcomes_js__WEBPACK_IMPORTED_MODULE_5__/* .quoter */ .Vv)(context)(last)}`}`
    ]
  ];
}
async function notOpened(check, request, context) {
  const asked = await context.transport.request({ ...request, timeoutMs: Math.max(2e3, (0,_outcomes_js__WEBPACK_IMPORTED_MODULE_5__/* .leftMs */ .Ok)(context)) });
  if (!("answer" in asked)) return (0,_outcomes_js__WEBPACK_IMPORTED_MODULE_5__/* .unanswered */ .bj)(asked, request, context);
  const { status } = asked.answer;
  const late = context.clock.now() >= context.deadline ? ` within ${check.timeout}` : "";
  return {
    verdict: "fail",
    reason: `the connection did not open${late}; by plain HTTP ${check.path} answers HTTP ${status}`,
    evidence: await (0,_evidence_js__WEBPACK_IMPORTED_MODULE_4__/* .evidenceOf */ .X)(request, asked.answer, context)
  };
}



/***/ })

};

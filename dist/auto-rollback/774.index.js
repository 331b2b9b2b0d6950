export const id = 774;
export const ids = [774];
export const modules = {

/***/ 50774:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   run: () => (/* binding */ run)
/* harmony export */ });
/* harmony import */ var _errors_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(86985);
/* harmony import */ var _messages_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(47356);
/* harmony import */ var _time_fits_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(14234);



const betweenLooksMs = 3e3;
const lateMs = 3e4;
const stackTraces = [
  /^\s+at .+[(/ ].+:\d+(:\d+)?\)?$/m,
  /Traceback \(most recent call last\):/,
  /^panic: |^goroutine \d+ \[running\]:/m,
  /^Exception in thread "|^\s+at [\w.$]+\([\w$]+\.java:\d+\)/m,
  /^\s*from .+\.rb:\d+:in /m
];
async function run(check, context) {
  const source = context.services.logs;
  if (!source) {
    const reason = "there are no logs to read: give railway-token (and the service behind the target) to this action, or leave this check out";
    return { verdict: "inconclusive", reason, final: true };
  }
  const search = new Search(check);
  const began = context.clock.now();
  for (; ; ) {
    const looked = await look(source, search, context);
    if (looked) return looked;
    const elapsedMs = context.clock.now() - began;
    const limitMs = search.complete() ? (0,_time_fits_js__WEBPACK_IMPORTED_MODULE_1__/* .msOf */ .Q)(check.watch) : (0,_time_fits_js__WEBPACK_IMPORTED_MODULE_1__/* .msOf */ .Q)(check.within);
    if (elapsedMs >= limitMs) return { ...search.conclusion(), durationMs: elapsedMs };
    await context.clock.sleep(Math.min(betweenLooksMs, limitMs - elapsedMs), context.signal);
  }
}
async function look(source, search, { target }) {
  let lines;
  try {
    lines = await source.read(target.name, search.since);
  } catch (error) {
    if (!(error instanceof _errors_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .PlatformError */ .Wk)) throw error;
    search.note(error.message);
    return void 0;
  }
  if (lines === void 0) {
    const reason = `no deployment with logs is known for the target "${target.name}"`;
    return { verdict: "inconclusive", reason, final: true };
  }
  const unwanted = search.add(lines);
  return unwanted === void 0 ? void 0 : { verdict: "fail", reason: unwanted, final: true };
}
class Search {
  #wanted;
  #unwanted;
  #missing;
  #lines = 0;
  #newest;
  #seen = /* @__PURE__ */ new Set();
  #trouble = "";
  constructor(check) {
    this.#wanted = [check.matches ?? []].flat();
    this.#missing = new Set(this.#wanted);
    this.#unwanted = [
      ...[check["not-matches"] ?? []].flat().map((text) => ({ pattern: new RegExp(text), name: `/${text}/` })),
      ...(check["no-stack-traces"] ? stackTraces : []).map((pattern) => ({ pattern, name: "a stack trace" }))
    ];
  }
  get since() {
    return this.#newest === void 0 ? void 0 : this.#newest - lateMs;
  }
  note(trouble) {
    this.#trouble = trouble;
  }
  complete() {
    return this.#missing.size === 0;
  }
  /** Why a line must not be there; undefined when all are fine. */
  add(lines) {
    this.#trouble = "";
    const { since } = this;
    const before = this.#seen;
    this.#seen = /* @__PURE__ */ new Set();
    for (const { at, text } of lines) {
      const key = `${at} ${text}`;
      this.#seen.add(key);
      if (before.has(key) || since !== void 0 && at < since) continue;
      this.#newest = Math.max(at, this.#newest ?? at);
      this.#lines += 1;
      const unwanted = this.#unwanted.find(({ pattern }) => pattern.test(text));
      if (unwanted) return `a line of the log is ${unwanted.name}: ${(0,_messages_js__WEBPACK_IMPORTED_MODULE_2__/* .cut */ .J)(text)}`;
      for (const wanted of this.#missing) if (new RegExp(wanted).test(text)) this.#missing.delete(wanted);
    }
    return void 0;
  }
  conclusion() {
    const measurements = { lines: this.#lines };
    if (this.#lines === 0) {
      const why = this.#trouble === "" ? "the log is empty" : `the log could not be read: ${this.#trouble}`;
      return { verdict: "inconclusive", reason: why, measurements };
    }
    if (this.complete()) return { verdict: "pass", reason: "", measurements };
    const missing = [...this.#missing].map((text) => `/${text}/`).join(", ");
    const reason = `none of ${this.#lines} lines of the log matches ${missing}`;
    return { verdict: "fail", reason, measurements };
  }
}



/***/ })

};

export const id = 679;
export const ids = [679];
export const modules = {

/***/ 41679:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   run: () => (/* binding */ run)
/* harmony export */ });
/* harmony import */ var node_dns_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(71553);
/* harmony import */ var _errors_errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(86985);
/* harmony import */ var _places_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(93804);
/* harmony import */ var _outcomes_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(34445);




async function run(check, context) {
  const host = check.host ?? new URL(context.target.base).hostname;
  const at = check.servers[0] === void 0 ? "" : ` ${context.shellWord(`@${check.servers[0]}`)}`;
  const command = `dig +short ${context.shellWord(host)} ${check.type}${at}`;
  const began = performance.now();
  const evidence = { url: host, command };
  try {
    const records = await resolve(check, host, context);
    return {
      ...(0,_outcomes_js__WEBPACK_IMPORTED_MODULE_3__/* .judged */ .g$)(faultsOf(check, host, records)),
      durationMs: performance.now() - began,
      measurements: { records: records.length },
      evidence: { ...evidence, response: records.join("\n") }
    };
  } catch (error) {
    if (context.signal.aborted && context.clock.now() < context.deadline) throw new _errors_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .CancelledError */ .cc();
    const { code = "unknown" } = error;
    refuseOwnMistake(code, check, host);
    const durationMs = performance.now() - began;
    if (code === "ENOTFOUND" || code === "ENODATA") {
      return {
        verdict: "fail",
        reason: `${host} has no ${check.type} record (${code})`,
        durationMs,
        evidence
      };
    }
    const timedOut = code === "ETIMEOUT" || code === "ECANCELLED";
    const why = `the name servers gave no answer for ${host} (${code})`;
    return {
      verdict: "error",
      reason: why,
      durationMs,
      evidence,
      unreachable: { phase: "dns", timedOut, why }
    };
  }
}
function refuseOwnMistake(code, { servers }, host) {
  if (code === "ERR_INVALID_IP_ADDRESS") {
    throw new _places_js__WEBPACK_IMPORTED_MODULE_2__/* .FieldError */ .bg(
      ["servers"],
      `The field "servers" holds ${servers.join(", ")}, where an IP address belongs.`,
      { fix: "Give name servers as IP addresses, such as 1.1.1.1 or 1.1.1.1:53." }
    );
  }
  if (code !== "EBADNAME" && !code.startsWith("ERR_INVALID_ARG")) return;
  throw new _places_js__WEBPACK_IMPORTED_MODULE_2__/* .FieldError */ .bg(["host"], `The field "host" is "${host}", which is no host name.`, {
    fix: "Give a name such as www.example.com, without a scheme and a path."
  });
}
async function resolve(check, host, context) {
  const resolver = new node_dns_promises__WEBPACK_IMPORTED_MODULE_0__.Resolver({ timeout: Math.min(5e3, (0,_outcomes_js__WEBPACK_IMPORTED_MODULE_3__/* .leftMs */ .Ok)(context)), tries: 2 });
  if (check.servers.length > 0) resolver.setServers(check.servers);
  const cancel = () => resolver.cancel();
  const timer = setTimeout(cancel, (0,_outcomes_js__WEBPACK_IMPORTED_MODULE_3__/* .leftMs */ .Ok)(context));
  context.signal.addEventListener("abort", cancel, { once: true });
  try {
    const records = await resolver.resolve(host, check.type).then((found) => [found].flat());
    return records.map(textOf);
  } finally {
    clearTimeout(timer);
    context.signal.removeEventListener("abort", cancel);
  }
}
function textOf(record) {
  if (typeof record === "string") return record;
  if (Array.isArray(record)) return record.join("");
  return Object.entries(record).map(([key, value]) => `${key}=${value}`).join(" ");
}
function faultsOf(check, host, records) {
  const { contains, type } = check;
  if (records.length === 0) return [`${host} has no ${type} record`];
  if (contains === void 0 || records.some((record) => record.includes(contains))) return [];
  return [`no ${type} record of ${host} contains "${contains}": ${records.slice(0, 5).join(", ")}`];
}



/***/ })

};

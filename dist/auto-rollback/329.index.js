export const id = 329;
export const ids = [329];
export const modules = {

/***/ 70329:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   run: () => (/* binding */ run)
/* harmony export */ });
/* harmony import */ var _errors_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(86985);
/* harmony import */ var _messages_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(47356);
/* harmony import */ var _store_fault_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(10354);



async function run(check, context) {
  (0,_store_fault_js__WEBPACK_IMPORTED_MODULE_1__/* .keepSecret */ .g)(check.url, context);
  const { default: driver } = await __webpack_require__.e(/* import() */ 849).then(__webpack_require__.bind(__webpack_require__, 83849));
  const timeoutMs = Math.max(1, context.deadline - context.clock.now());
  const began = context.clock.now();
  let client;
  try {
    client = new driver.Client({
      connectionString: check.url,
      connectionTimeoutMillis: timeoutMs,
      query_timeout: timeoutMs,
      application_name: "deploy-actions/smoke-test"
    });
  } catch {
    return { verdict: "inconclusive", reason: "the url is not an address of PostgreSQL", final: true };
  }
  client.on("error", () => {
  });
  const stop = () => void client.end().catch(() => {
  });
  context.signal.addEventListener("abort", stop, { once: true });
  try {
    await client.connect();
    const rows = await readRows(client, check.query);
    const faults = faultsOf(check, rows);
    const durationMs = context.clock.now() - began;
    return {
      verdict: faults.length === 0 ? "pass" : "fail",
      reason: faults.join("; "),
      durationMs,
      measurements: { rows: rows.length }
    };
  } catch (error) {
    if (context.signal.aborted && context.clock.now() < context.deadline) throw new _errors_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .CancelledError */ .cc();
    return (0,_store_fault_js__WEBPACK_IMPORTED_MODULE_1__/* .storeFault */ .Q)("PostgreSQL", check.url, error);
  } finally {
    context.signal.removeEventListener("abort", stop);
    await client.end().catch(() => {
    });
  }
}
async function readRows(client, query) {
  await client.query("begin transaction read only");
  const { rows } = await client.query(query);
  await client.query("rollback");
  return rows ?? [];
}
function faultsOf(check, rows) {
  const { "min-rows": least, "max-rows": most, row: wanted } = check;
  const count = rows.length === 1 ? "1 row" : `${rows.length} rows`;
  return [
    ...least !== void 0 && rows.length < least ? [`the query gives ${count}, fewer than ${least}`] : [],
    ...most !== void 0 && rows.length > most ? [`the query gives ${count}, more than ${most}`] : [],
    ...wanted === void 0 ? [] : rowFaults(wanted, rows[0])
  ];
}
function rowFaults(wanted, row) {
  if (!row) return ["the query gives no row"];
  return Object.entries(wanted).flatMap(([column, value]) => {
    if (!Object.hasOwn(row, column)) return [`there is no column ${column}`];
    const got = textOf(row[column]);
    const want = textOf(value);
    return got === want ? [] : [`${column} is ${shown(got)} in place of ${shown(want)}`];
  });
}
function textOf(value) {
  if (value === null || value === void 0) return null;
  if (value instanceof Date) return value.toISOString();
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}
function shown(text) {
  return text === null ? "null" : (0,_messages_js__WEBPACK_IMPORTED_MODULE_2__/* .cut */ .J)(text);
}



/***/ }),

/***/ 10354:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Q: () => (/* binding */ storeFault),
/* harmony export */   g: () => (/* binding */ keepSecret)
/* harmony export */ });
/* harmony import */ var _messages_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(47356);

const phases = {
  dns: /ENOTFOUND|EAI_/,
  connect: /ECONNREFUSED|EHOSTUNREACH|ENETUNREACH|ETIMEDOUT|connection timeout|timeout expired|timed out/i,
  tls: /CERT|TLS|SSL|SELF_SIGNED|ISSUER|certificate/,
  answer: /ECONNRESET|EPIPE|ended unexpectedly|terminated|closed/i
};
function storeFault(what, address, error) {
  const { code, message } = partsOf(error);
  if (/\.railway\.internal\b/.test(address)) {
    const reason = `${what} has an address of Railway's private network, which no runner reaches: give its public address (TCP proxy)`;
    return { verdict: "inconclusive", reason, final: true };
  }
  const text = `${code} ${message}`;
  const phase = Object.keys(phases).find((one) => phases[one].test(text));
  const said = (0,_messages_js__WEBPACK_IMPORTED_MODULE_0__/* .cut */ .J)(code !== "" && !message.includes(code) ? `${code}: ${message}` : message, false);
  if (phase === void 0) return { verdict: "fail", reason: `${what} refused: ${said}` };
  const why = `no answer from ${what} (${said})`;
  return {
    verdict: "error",
    reason: why,
    unreachable: { phase, timedOut: /TIMEDOUT|timeout|timed out/i.test(text), why }
  };
}
function partsOf(error) {
  if (typeof error !== "object" || error === null) return { code: "", message: String(error) };
  const [first] = "errors" in error && Array.isArray(error.errors) ? error.errors : [];
  const inner = first ?? ("cause" in error ? error.cause : void 0);
  if (typeof inner === "object" && inner !== null) return partsOf(inner);
  const code = "code" in error && typeof error.code === "string" ? error.code : "";
  return { code, message: "message" in error ? String(error.message) : "" };
}
const shortestMasked = 6;
function keepSecret(address, context) {
  context.secret(address, "URL");
  const { password } = URL.canParse(address) ? new URL(address) : { password: "" };
  if (password.length < shortestMasked) return;
  for (const text of /* @__PURE__ */ new Set([password, decoded(password)])) context.secret(text, "PASSWORD");
}
function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}



/***/ })

};

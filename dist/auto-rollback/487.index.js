export const id = 487;
export const ids = [487];
export const modules = {

/***/ 5487:
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
  if (!/^rediss?:\/\//.test(check.url)) {
    return { verdict: "inconclusive", reason: "the url must begin with redis:// or rediss://", final: true };
  }
  const client = await connect(check.url, context);
  let broken;
  client.on("error", (error) => {
    broken ??= error;
  });
  const stop = () => client.disconnect();
  context.signal.addEventListener("abort", stop, { once: true });
  const began = context.clock.now();
  try {
    await client.connect();
    const pong = await client.ping();
    const pingMs = context.clock.now() - began;
    const faults = pong === "PONG" ? await keyFaults(client, check.keys) : [`PING is answered with ${(0,_messages_js__WEBPACK_IMPORTED_MODULE_2__/* .cut */ .J)(pong)}`];
    return {
      verdict: faults.length === 0 ? "pass" : "fail",
      reason: faults.join("; "),
      measurements: { "ping-ms": pingMs }
    };
  } catch (error) {
    if (context.signal.aborted && context.clock.now() < context.deadline) throw new _errors_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .CancelledError */ .cc();
    return (0,_store_fault_js__WEBPACK_IMPORTED_MODULE_1__/* .storeFault */ .Q)("Redis", check.url, broken ?? error);
  } finally {
    context.signal.removeEventListener("abort", stop);
    if (client.status !== "end") client.disconnect();
  }
}
async function connect(url, { deadline, clock }) {
  const { default: library } = await Promise.all(/* import() */[__webpack_require__.e(830), __webpack_require__.e(796)]).then(__webpack_require__.t.bind(__webpack_require__, 67796, 19));
  const timeoutMs = Math.max(1, deadline - clock.now());
  return new library.Redis(url, {
    lazyConnect: true,
    connectTimeout: timeoutMs,
    commandTimeout: timeoutMs,
    maxRetriesPerRequest: 0,
    retryStrategy: () => null,
    enableReadyCheck: false,
    // Railway's private network is IPv6 only, its proxy IPv4.
    family: 0,
    disableClientInfo: true
  });
}
async function keyFaults(client, keys) {
  const faults = [];
  for (const [key, wanted] of Object.entries(keys)) {
    const rule = typeof wanted === "string" ? { equals: wanted } : wanted;
    faults.push(...(await ruleFaults(client, key, rule)).map((fault) => `the key ${key} ${fault}`));
  }
  return faults;
}
async function ruleFaults(client, key, rule) {
  const type = await client.type(key);
  if (rule.exists === false) return type === "none" ? [] : ["is there and should not be"];
  if (type === "none" && rule["max-length"] !== void 0 && rule.exists === void 0) return [];
  if (type === "none") return ["is missing"];
  if (rule.type !== void 0 && rule.type !== type) return [`is a ${type} in place of a ${rule.type}`];
  return [
    ...await textFaults(client, key, type, rule),
    ...await ttlFaults(client, key, rule["min-ttl"]),
    ...await lengthFaults(client, key, type, rule["max-length"])
  ];
}
async function textFaults(client, key, type, { equals, matches }) {
  if (equals === void 0 && matches === void 0) return [];
  if (type !== "string") return [`is a ${type} and holds no text`];
  const text = await client.get(key) ?? "";
  return [
    ...equals !== void 0 && text !== equals ? [`is ${(0,_messages_js__WEBPACK_IMPORTED_MODULE_2__/* .cut */ .J)(text)} in place of ${(0,_messages_js__WEBPACK_IMPORTED_MODULE_2__/* .cut */ .J)(equals)}`] : [],
    ...matches !== void 0 && !new RegExp(matches).test(text) ? [`is ${(0,_messages_js__WEBPACK_IMPORTED_MODULE_2__/* .cut */ .J)(text)} and does not match /${matches}/`] : []
  ];
}
async function ttlFaults(client, key, least) {
  if (least === void 0) return [];
  const left = await client.ttl(key);
  return left === -1 || left >= least ? [] : [`expires in ${left} s, before the ${least} s it must last`];
}
async function lengthFaults(client, key, type, most) {
  if (most === void 0) return [];
  const length = await lengthOf(client, key, type);
  return length <= most ? [] : [`has ${length} entries, more than ${most}`];
}
function lengthOf(client, key, type) {
  if (type === "list") return client.llen(key);
  if (type === "set") return client.scard(key);
  if (type === "zset") return client.zcard(key);
  if (type === "hash") return client.hlen(key);
  if (type === "stream") return client.xlen(key);
  return client.strlen(key);
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

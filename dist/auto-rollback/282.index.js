export const id = 282;
export const ids = [282];
export const modules = {

/***/ 25282:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   run: () => (/* binding */ run)
/* harmony export */ });
/* harmony import */ var _errors_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(86985);
/* harmony import */ var _errors_messages_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(65326);
/* harmony import */ var _store_fault_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(10354);



const defaultPort = 9092;
async function run(check, context) {
  if (check.sasl) context.secret(check.sasl.password);
  const brokers = brokersOf(check.brokers);
  const client = await connect(check, brokers, context);
  const stop = () => void client.close().catch(() => {
  });
  context.signal.addEventListener("abort", stop, { once: true });
  try {
    return await look(client, check);
  } catch (error) {
    if (context.signal.aborted && context.clock.now() < context.deadline) throw new _errors_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .CancelledError */ .cc();
    return (0,_store_fault_js__WEBPACK_IMPORTED_MODULE_1__/* .storeFault */ .Q)("Kafka", brokers.join(","), error);
  } finally {
    context.signal.removeEventListener("abort", stop);
    await client.close().catch(() => {
    });
  }
}
function brokersOf(text) {
  const all = [text].flat().flatMap((one) => one.split(","));
  const bare = all.map((one) => one.trim().replace(/^[a-z+_]+:\/\//i, "")).filter((one) => one !== "");
  return bare.map((one) => /:\d+$/.test(one) ? one : `${one}:${defaultPort}`);
}
async function connect({ sasl, tls }, bootstrapBrokers, { deadline, clock }) {
  const { Admin: Client } = await Promise.all(/* import() */[__webpack_require__.e(457), __webpack_require__.e(830), __webpack_require__.e(210), __webpack_require__.e(228)]).then(__webpack_require__.bind(__webpack_require__, 77228));
  const timeoutMs = Math.max(1, deadline - clock.now());
  return new Client({
    clientId: "deploy-actions-smoke-test",
    bootstrapBrokers,
    connectTimeout: timeoutMs,
    requestTimeout: timeoutMs,
    timeout: timeoutMs,
    retries: 1,
    autocreateTopics: false,
    ...tls ? { tls: {} } : {},
    ...sasl ? { sasl } : {}
  });
}
async function look(client, check) {
  const topics = await client.listTopics();
  const faults = missingTopics(check.topics, topics);
  const measurements = { topics: topics.length };
  for (const [group, { "max-lag": most }] of Object.entries(check.groups)) {
    const lag = await lagOf(client, group, new Set(topics));
    if (lag === void 0) {
      faults.push(`the group ${group} has committed no offset, so nobody consumes by that name`);
      continue;
    }
    measurements[`lag-${group}`] = lag;
    if (lag > most) faults.push(`${lag} messages wait for the group ${group}, more than ${most}`);
  }
  return { verdict: faults.length === 0 ? "pass" : "fail", reason: faults.join("; "), measurements };
}
function missingTopics(wanted, there) {
  const missing = wanted.filter((topic) => !there.includes(topic));
  if (missing.length === 0) return [];
  const known = there.length === 0 ? "there is none" : `there are ${(0,_errors_messages_js__WEBPACK_IMPORTED_MODULE_2__/* .oneOf */ .yL)(there.slice(0, 10)).replace(" or ", " and ")}`;
  return [`the topics ${missing.join(", ")} do not exist (${known})`];
}
async function lagOf(client, group, topics) {
  const listed = await client.listConsumerGroupOffsets({ groups: [group] });
  const partitions = listed.flatMap((one) => one.topics).filter(({ name }) => topics.has(name)).flatMap(
    ({ name, partitions: of }) => of.map(
      ({ partitionIndex, committedOffset }) => ({
        topic: name,
        index: partitionIndex,
        committed: committedOffset
      })
    )
  ).filter(({ committed }) => committed >= 0n);
  if (partitions.length === 0) return void 0;
  const ends = await endsOf(client, partitions);
  return partitions.reduce((lag, { topic, index, committed }) => {
    const end = ends.get(`${topic} ${index}`) ?? committed;
    return lag + Math.max(0, Number(end - committed));
  }, 0);
}
async function endsOf(client, partitions) {
  const names = [...new Set(partitions.map(({ topic }) => topic))];
  const topics = names.map((name) => ({
    name,
    // -1 asks for the end (kafka.apache.org/protocol, ListOffsets).
    partitions: partitions.filter(({ topic }) => topic === name).map(({ index }) => ({ partitionIndex: index, timestamp: -1n }))
  }));
  const listed = await client.listOffsets({ topics });
  return new Map(
    listed.flatMap(
      ({ name, partitions: of }) => of.map(({ partitionIndex, offset }) => [`${name} ${partitionIndex}`, offset])
    )
  );
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

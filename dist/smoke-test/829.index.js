export const id = 829;
export const ids = [829];
export const modules = {

/***/ 93210:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  run: () => (/* binding */ run)
});

// EXTERNAL MODULE: ./.cache/plain/src/checks/kinds/evidence.js
var evidence = __webpack_require__(97621);
// EXTERNAL MODULE: ./.cache/plain/src/checks/kinds/outcomes.js
var outcomes = __webpack_require__(34445);
// EXTERNAL MODULE: ./node_modules/json-p3/dist/json-p3.cjs.js
var json_p3_cjs = __webpack_require__(50393);
// EXTERNAL MODULE: ./.cache/plain/src/checks/masker.js
var masker = __webpack_require__(31295);
// EXTERNAL MODULE: ./.cache/plain/src/checks/pattern.js + 1 modules
var pattern = __webpack_require__(28030);
// EXTERNAL MODULE: ./.cache/plain/src/checks/transport/cookies.js
var cookies = __webpack_require__(87271);
;// CONCATENATED MODULE: ./.cache/plain/src/checks/kinds/http/captures.js




function captureAll(check, answer, context) {
  return Object.entries(check.capture ?? {}).flatMap(([name, given]) => {
    const rule = typeof given === "string" ? { json: given } : given;
    const value = valueIn(rule, answer);
    if (value === void 0) return [`there is nothing to capture as ${name} (${wayOf(rule)})`];
    const secret = rule.secret ?? (rule.cookie !== void 0 || void 0);
    context.capture(name, value, secret === void 0 ? {} : { secret });
    return [];
  });
}
function maskSessions({ setCookies, url }, context) {
  for (const cookie of setCookies.flatMap((header) => (0,cookies/* parseCookie */.K)(header, url) ?? [])) {
    const { name, value, httpOnly } = cookie;
    if (httpOnly || (0,masker/* soundsSecret */.z3)(name) || (0,masker/* looksSecret */.n0)(value)) context.secret(value, name);
  }
}
function valueIn(rule, answer) {
  if (rule.header !== void 0) return answer.headers[rule.header.toLowerCase()];
  if (rule.body) return answer.text;
  if (rule.cookie !== void 0) {
    const set = answer.setCookies.flatMap((header) => (0,cookies/* parseCookie */.K)(header, answer.url) ?? []);
    return set.findLast(({ name }) => name === rule.cookie)?.value;
  }
  if (rule.regex !== void 0) {
    const match = (0,pattern/* search */.$)(rule.regex, answer.text);
    return "groups" in match ? match.groups[1] ?? match.groups[0] : void 0;
  }
  return jsonValue(rule.json ?? "$", answer.text);
}
function jsonValue(path, text) {
  try {
    const [value] = (0,json_p3_cjs/* compile */.wE)(path).query(JSON.parse(text)).values();
    if (value === void 0 || value === null) return void 0;
    return typeof value === "object" ? JSON.stringify(value) : String(value);
  } catch {
    return void 0;
  }
}
function wayOf({ json, header, cookie, regex }) {
  if (json !== void 0) return json;
  if (header !== void 0) return `header ${header}`;
  return cookie === void 0 ? `/${regex}/` : `cookie ${cookie}`;
}


// EXTERNAL MODULE: ./.cache/plain/src/checks/kinds/http/faults.js + 1 modules
var http_faults = __webpack_require__(78658);
// EXTERNAL MODULE: ./.cache/plain/src/checks/kinds/http/json-schema.js
var json_schema = __webpack_require__(88337);
// EXTERNAL MODULE: ./.cache/plain/src/checks/kinds/http/request.js + 1 modules
var http_request = __webpack_require__(8708);
// EXTERNAL MODULE: ./.cache/plain/src/checks/kinds/http/sample-many.js
var sample_many = __webpack_require__(3533);
;// CONCATENATED MODULE: ./.cache/plain/src/checks/kinds/http/run.js







async function run(check, context) {
  if (check.samples !== void 0) return (0,sample_many/* sampleMany */.K)(check, check.samples, context);
  const request = await (0,http_request/* requestOf */.f)(check, context);
  return judge(check, request, await context.transport.request(request), context);
}
async function judge(check, request, asked, context) {
  if (!("answer" in asked)) return (0,outcomes/* unanswered */.bj)(asked, request, context);
  const { answer } = asked;
  maskSessions(answer, context);
  const uncaptured = captureAll(check, answer, context);
  const quote = (0,outcomes/* quoter */.Vv)(context);
  const faults = (0,http_faults/* faultsOf */.xm)(check.expect, answer, quote);
  const schema = check.expect["json-schema"];
  if (schema !== void 0) {
    faults.push(...await (0,json_schema/* schemaFaults */.d)(schema, answer.text, { workspace: context.workspace, quote }));
  }
  if (faults.length === 0) faults.push(...uncaptured);
  return {
    ...(0,outcomes/* judged */.g$)(faults),
    durationMs: answer.durationMs,
    measurements: measurementsOf(answer),
    evidence: await (0,evidence/* evidenceOf */.X)(request, answer, context)
  };
}
function measurementsOf({ phases, bytes, tls, hops }) {
  const { dns, connect, tls: handshake, firstByte } = phases;
  const all = {
    "dns-ms": dns,
    "connect-ms": connect,
    "tls-ms": handshake,
    "first-byte-ms": firstByte,
    bytes,
    "tls-days-left": tls?.daysLeft,
    redirects: hops.length || void 0
  };
  const known = Object.entries(all).filter((entry) => entry[1] !== void 0);
  return Object.fromEntries(known.map(([name, value]) => [name, Math.round(value * 10) / 10]));
}



/***/ })

};

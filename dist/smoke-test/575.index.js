export const id = 575;
export const ids = [575];
export const modules = {

/***/ 18575:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  run: () => (/* binding */ run)
});

// EXTERNAL MODULE: ./.cache/plain/src/checks/soak/analysis.js
var analysis = __webpack_require__(16935);
// EXTERNAL MODULE: ./.cache/plain/src/checks/statistics/percentiles.js
var percentiles = __webpack_require__(94240);
// EXTERNAL MODULE: ./.cache/plain/src/checks/kinds/time-fits.js
var time_fits = __webpack_require__(14234);
;// CONCATENATED MODULE: ./.cache/plain/src/checks/kinds/metric/conditions.js
const comparisons = {
  "<": (got, limit) => got < limit,
  "<=": (got, limit) => got <= limit,
  ">": (got, limit) => got > limit,
  ">=": (got, limit) => got >= limit,
  "==": (got, limit) => got === limit,
  "!=": (got, limit) => got !== limit
};
function judgeValue({ success, failure }, value) {
  if (!Number.isFinite(value)) return "inconclusive";
  if (failure !== void 0 && holds(failure, value)) return "fail";
  if (success === void 0) return "pass";
  if (holds(success, value)) return "pass";
  return failure === void 0 ? "fail" : "inconclusive";
}
function holds(condition, value) {
  const [, operator, limit] = /^\s*([<>=!]+)\s*(\S+)\s*$/.exec(condition) ?? [];
  const compare = comparisons[operator];
  return compare(value, Number(limit));
}


// EXTERNAL MODULE: ./node_modules/json-p3/dist/json-p3.cjs.js
var json_p3_cjs = __webpack_require__(50393);
// EXTERNAL MODULE: ./.cache/plain/src/errors/errors.js
var errors = __webpack_require__(86985);
// EXTERNAL MODULE: ./.cache/plain/src/runtime/duration.js
var duration = __webpack_require__(40965);
// EXTERNAL MODULE: ./.cache/plain/src/checks/messages.js
var messages = __webpack_require__(47356);
// EXTERNAL MODULE: ./node_modules/zod/v4/classic/schemas.js + 15 modules
var schemas = __webpack_require__(9691);
;// CONCATENATED MODULE: ./.cache/plain/src/checks/kinds/metric/prometheus.js

const point = schemas/* tuple */.PVZ([schemas/* number */.aig(), schemas/* string */.YjP()]);
const answerSchema = schemas/* object */.Ikc({
  status: schemas/* string */.YjP(),
  error: schemas/* string */.YjP().optional(),
  data: schemas/* discriminatedUnion */.gMt("resultType", [
    schemas/* object */.Ikc({ resultType: schemas/* literal */.euz("vector"), result: schemas/* array */.YOg(schemas/* object */.Ikc({ value: point })) }),
    schemas/* object */.Ikc({ resultType: schemas/* literal */.euz("scalar"), result: point })
  ]).optional()
});
function prometheusUrl({ url, query }) {
  return `${url.replace(/\/+$/, "")}/api/v1/query?query=${encodeURIComponent(query)}`;
}
function prometheusValue(body) {
  const { success, data: answer } = answerSchema.safeParse(body);
  if (!success) return { error: "the answer is none of a Prometheus (vector or scalar of an instant query)" };
  if (answer.status !== "success" || !answer.data)
    return { error: `Prometheus: ${answer.error ?? answer.status}` };
  const { data } = answer;
  const points = data.resultType === "scalar" ? [data.result] : data.result.map(({ value: value2 }) => value2);
  const [first] = points;
  if (!first) return { noData: "the query gives no series" };
  if (points.length > 1) {
    return {
      noData: `the query gives ${points.length} series where one number is needed: aggregate it, such as sum(\u2026)`
    };
  }
  const value = Number(first[1]);
  return Number.isFinite(value) ? { value } : { noData: `the query gives ${first[1]}` };
}


;// CONCATENATED MODULE: ./.cache/plain/src/checks/kinds/metric/sentry.js

const number = schemas/* number */.aig().nullable();
const sessionsSchema = schemas/* object */.Ikc({
  groups: schemas/* array */.YOg(schemas/* object */.Ikc({ totals: schemas/* record */.g1P(schemas/* string */.YjP(), number) }))
});
const eventsSchema = schemas/* object */.Ikc({ data: schemas/* array */.YOg(schemas/* record */.g1P(schemas/* string */.YjP(), schemas/* unknown */.L5J())) });
const rates = {
  "crash-free-sessions": "crash_free_rate(session)",
  "crash-free-users": "crash_free_rate(user)"
};
function sentryUrl(sentry) {
  const base = `${sentry.url.replace(/\/+$/, "")}/api/0/organizations/${encodeURIComponent(sentry.organization)}`;
  const query = new URLSearchParams({ statsPeriod: sentry.period, project: sentry.project ?? "-1" });
  if (sentry.environment !== void 0) query.set("environment", sentry.environment);
  const release = sentry.release === void 0 ? "" : `release:"${sentry.release.replaceAll('"', '\\"')}"`;
  if (sentry.measure === "errors") {
    query.set("field", "count()");
    query.set("dataset", "errors");
    query.set("query", release);
    return `${base}/events/?${query}`;
  }
  for (const field of [rates[sentry.measure], "sum(session)"]) query.append("field", field);
  if (release !== "") query.set("query", release);
  return `${base}/sessions/?${query}`;
}
function sentryValue(sentry, body) {
  return sentry.measure === "errors" ? sentry_errors(body) : rate(sentry, rates[sentry.measure], body);
}
function sentry_errors(body) {
  const { data: answer } = eventsSchema.safeParse(body);
  const count = answer?.data[0]?.["count()"];
  return typeof count === "number" ? { value: count } : { error: "the answer is none of Sentry: it holds no count()" };
}
function rate({ "min-sessions": least }, field, body) {
  const { data: answer } = sessionsSchema.safeParse(body);
  if (!answer) return { error: "the answer is none of Sentry: it holds no groups" };
  const totals = answer.groups[0]?.totals ?? {};
  const sessions = totals["sum(session)"] ?? 0;
  const share = totals[field];
  if (share === void 0 || share === null) return { noData: "Sentry has no session of it yet" };
  if (sessions < least)
    return { noData: `Sentry has ${sessions} sessions of it, ${least} are needed (min-sessions)` };
  return { value: share * 100 };
}


;// CONCATENATED MODULE: ./.cache/plain/src/checks/kinds/metric/sources.js






const requestTimeoutMs = 15e3;
async function measure(check, context) {
  if (check.railway) return railway(check.railway, context);
  if (check.prometheus) {
    const { headers: headers2 = {} } = check.prometheus;
    return read(await ask(prometheusUrl(check.prometheus), headers2, context), prometheusValue);
  }
  if (check.sentry) {
    const { sentry } = check;
    const headers2 = { authorization: `Bearer ${sentry.token}` };
    context.secret(sentry.token);
    return read(await ask(sentryUrl(sentry), headers2, context), (body) => sentryValue(sentry, body));
  }
  const { url = "", headers = {}, "json-path": path = "$" } = check.json ?? {};
  return read(await ask(url, headers, context), (body) => valueAt(path, body));
}
async function railway({ measure: what, period }, { services, target }) {
  if (!services.metrics) {
    return {
      useless: "there are no numbers of Railway to read: give railway-token (and the service behind the target) to this action, or leave this check out"
    };
  }
  try {
    const value = await services.metrics.read(target.name, what, (0,duration/* parseDuration */.E9)(period) ?? 6e5);
    return value === void 0 ? { noData: `Railway has no ${what} of the last ${period}` } : { value };
  } catch (error) {
    if (!(error instanceof errors/* PlatformError */.Wk)) throw error;
    return { error: error.message };
  }
}
async function ask(url, headers, { transport, clean }) {
  const asked = await transport.request({
    method: "GET",
    url,
    headers: { accept: "application/json", ...headers },
    timeoutMs: requestTimeoutMs,
    redirects: 0,
    connection: "kept"
  });
  if ("wall" in asked) return { useless: asked.wall };
  if ("unreachable" in asked) return { error: asked.unreachable.why };
  const { status, text } = asked.answer;
  if (status >= 200 && status < 300) return { text };
  return { error: `HTTP ${status}: ${(0,messages/* cut */.J)(clean(text))}` };
}
function read(asked, numberIn) {
  if (!("text" in asked)) return asked;
  try {
    return numberIn(JSON.parse(asked.text));
  } catch {
    return { error: `the answer is not JSON: ${(0,messages/* cut */.J)(asked.text)}` };
  }
}
function valueAt(path, body) {
  const [found] = (0,json_p3_cjs/* compile */.wE)(path).query(body).values();
  if (found === void 0 || found === null) return { noData: `nothing is at ${path}` };
  const value = typeof found === "number" ? found : typeof found === "string" && found.trim() !== "" ? Number(found) : Number.NaN;
  if (Number.isFinite(value)) return { value };
  return { noData: `${path} is ${(0,messages/* cut */.J)(JSON.stringify(found), false)}, which is no number` };
}


;// CONCATENATED MODULE: ./.cache/plain/src/checks/kinds/metric/run.js





async function run(check, context) {
  const values = [];
  const hopeless = new AbortController();
  let useless;
  const once = async () => {
    const found = await measure(check, context);
    if ("useless" in found) {
      useless = found.useless;
      hopeless.abort();
    }
    if ("value" in found) values.push(found.value);
    return judged(check, found);
  };
  const signal = AbortSignal.any([context.signal, hopeless.signal]);
  try {
    const { verdict, reason } = await (0,analysis/* runAnalysis */.A)(scheduleOf(check), limitsOf(check), once, {
      ...context,
      signal
    });
    return { verdict, reason, measurements: figuresOf(values) };
  } catch (error) {
    if (useless !== void 0) return { verdict: "inconclusive", reason: useless, final: true };
    throw error;
  }
}
function judged(check, found) {
  if ("error" in found) return { verdict: "error", reason: found.error };
  if ("noData" in found) return { verdict: "inconclusive", reason: found.noData };
  if ("useless" in found) return { verdict: "inconclusive", reason: found.useless };
  const verdict = judgeValue(check, found.value);
  const value = Number(found.value.toPrecision(6));
  const wanted = verdict === "fail" && check.failure !== void 0 ? `failure: ${check.failure}` : `success: ${check.success}`;
  const words = {
    pass: "",
    fail: `${value} is bad (${wanted})`,
    inconclusive: `${value} is neither good nor bad`
  };
  return { verdict, reason: verdict === "error" ? "" : words[verdict] };
}
function scheduleOf(check) {
  return {
    intervalMs: (0,time_fits/* msOf */.Q)(check.interval),
    initialDelayMs: (0,time_fits/* msOf */.Q)(check["initial-delay"]),
    count: check.count
  };
}
function limitsOf(check) {
  return {
    failureLimit: check["failure-limit"],
    inconclusiveLimit: check["inconclusive-limit"],
    consecutiveErrorLimit: check["consecutive-error-limit"],
    consecutiveSuccessLimit: check["consecutive-success-limit"]
  };
}
function figuresOf(values) {
  const figures = (0,percentiles/* latencyOf */.Wg)(values);
  const last = values.at(-1);
  if (!figures || last === void 0) return {};
  return { value: last, "value-min": figures.min, "value-max": figures.max, measured: figures.count };
}



/***/ })

};

export const id = 973;
export const ids = [973];
export const modules = {

/***/ 8354:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  RailwayClient: () => (/* binding */ RailwayClient),
  createRailwayClient: () => (/* binding */ createRailwayClient)
});

// EXTERNAL MODULE: ./.cache/plain/src/errors/errors.js
var errors = __webpack_require__(6985);
// EXTERNAL MODULE: ./.cache/plain/src/runtime/clock.js
var clock = __webpack_require__(2831);
// EXTERNAL MODULE: ./.cache/plain/src/railway/documents.js
var documents = __webpack_require__(1552);
// EXTERNAL MODULE: ./node_modules/zod/v4/classic/schemas.js + 11 modules
var schemas = __webpack_require__(2857);
// EXTERNAL MODULE: ./.cache/plain/src/railway/messages.js
var messages = __webpack_require__(132);
;// CONCATENATED MODULE: ./.cache/plain/src/railway/redact.js
function redact(text, secrets) {
  const worth = secrets.filter((secret) => secret.length >= 4).sort((a, b) => b.length - a.length);
  return worth.reduce((kept, secret) => kept.replaceAll(secret, "***"), text);
}


;// CONCATENATED MODULE: ./.cache/plain/src/railway/envelope.js




const problem = /problem processing request/i;
const notAllowed = /not authorized|unauthorized|project token not found/i;
const maybeDone = /problem processing|internal|timed? ?out|unavailable/i;
const envelopeSchema = schemas/* object */.Ikc({
  data: schemas/* unknown */.L5J().optional(),
  errors: schemas/* array */.YOg(schemas/* object */.Ikc({ message: schemas/* string */.YjP() })).optional()
});
function readEnvelope(response) {
  const { status } = response;
  const failed = { status, passing: false, foreign: false };
  if (status === 401 || status === 403) return { ...failed, error: "Not Authorized" };
  const parsed = envelopeSchema.safeParse(jsonOf(response));
  const [first] = parsed.data?.errors ?? [];
  if (first) return { ...failed, error: first.message, passing: problem.test(first.message) };
  if (status >= 300) return { ...failed, error: `HTTP ${status}` };
  if (parsed.success && parsed.data.data !== void 0) return { data: parsed.data.data };
  return { ...failed, error: "an answer that is not GraphQL", passing: true, foreign: true };
}
function refusalOf(document, outcome, response, asker) {
  const { error: why, status, passing, foreign } = outcome;
  const change = document.kind === "change";
  if (foreign) return unexpected(document, response, "the body", "unexpected-answer");
  const requestId = response.headers["x-railway-request-id"] ?? response.headers["x-request-id"];
  const common = requestId === void 0 ? {} : { requestId };
  if (status === 429) {
    const { limit, freeInMs } = asker.rate;
    const { message: message2, fix: fix2 } = (0,messages/* rateLimited */.xd)(`Railway: ${document.doing}`, limit, freeInMs);
    return new errors/* PlatformError */.Wk(message2, { code: "rate-limited", status, fix: fix2, ...common });
  }
  if (notAllowed.test(why)) {
    const words = asker.kind === "project" ? "project token" : "account or workspace token";
    const { message: message2, fix: fix2 } = (0,messages/* notAuthorized */.j)(document.doing, words);
    return new errors/* PlatformError */.Wk(message2, { code: "not-authorized", status, fix: fix2, ...common });
  }
  const { message, fix } = (0,messages/* refused */.J5)(document.doing, redact(why, asker.hide));
  const ambiguous = change && (maybeDone.test(why) || status >= 500);
  if (passing) return new errors/* PlatformError */.Wk(message, { code: "unreachable", fix, ambiguous, ...common });
  return new errors/* PlatformError */.Wk(message, { code: "refused", status, fix, ambiguous, ...common });
}
function accept(document, data, response) {
  const parsed = document.answer.safeParse(data);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw unexpected(document, response, `${issue?.path.join(".")}: ${issue?.message}`, "unexpected-form");
}
function unexpected(document, response, where, code) {
  const { message, fix } = (0,messages/* unexpectedAnswer */.au)(document.doing, where);
  const ambiguous = document.kind === "change";
  return new errors/* PlatformError */.Wk(message, { code, status: response.status, fix, ambiguous });
}
function jsonOf(response) {
  try {
    return response.json();
  } catch {
    return void 0;
  }
}


;// CONCATENATED MODULE: ./.cache/plain/src/railway/events.js
const names = {
  SNAPSHOT_CODE: "snapshot of the code",
  BUILD_IMAGE: "build",
  PUBLISH_IMAGE: "publish the image",
  WAIT_FOR_DEPENDENCIES: "wait for other services",
  PRE_DEPLOY_COMMAND: "pre-deploy command",
  CREATE_CONTAINER: "start the container",
  CONFIGURE_NETWORK: "configure the network",
  HEALTHCHECK: "health check",
  DRAIN_INSTANCES: "drain the old instances",
  MIGRATE_VOLUMES: "move volumes"
};
const buildSteps = /* @__PURE__ */ new Set(["SNAPSHOT_CODE", "BUILD_IMAGE", "PUBLISH_IMAGE"]);
function describeEvent({ step, payload }) {
  const attempt = payload?.attempt ? `, attempt ${payload.attempt}` : "";
  const of = attempt && payload?.maxAttempts ? ` of ${payload.maxAttempts}` : "";
  const why = payload?.error || payload?.reason || payload?.detail;
  return `${nameOf(step)}${attempt}${of}${why ? `: ${why}` : ""}`;
}
function phaseOfEvents(events) {
  const last = events.filter(({ payload }) => payload?.error).at(-1) ?? events.at(-1);
  return last && phaseOf(last.step);
}
function timelineOf(events) {
  const steps = /* @__PURE__ */ new Map();
  for (const event of events) steps.set(event.step, [...steps.get(event.step) ?? [], event]);
  return [...steps.values()].map(stepOf);
}
function stepOf(events) {
  const last = events.at(-1);
  const { step = "", payload } = last ?? {};
  const startedAt = timeOf(events[0]?.createdAt);
  const endedAt = timeOf(last?.completedAt);
  const made = Math.max(...events.map((event) => event.payload?.attempt ?? 0));
  return {
    step: nameOf(step),
    phase: phaseOf(step),
    startedAt,
    durationMs: startedAt === void 0 || endedAt === void 0 ? void 0 : Math.max(endedAt - startedAt, 0),
    attempts: made > 0 ? { made, most: payload?.maxAttempts ?? void 0 } : void 0,
    reason: payload?.error || payload?.reason || void 0,
    skipped: payload?.skipped ?? false
  };
}
function nameOf(step) {
  return Object.hasOwn(names, step) ? names[step] ?? step : step.toLowerCase().replaceAll("_", " ");
}
function phaseOf(step) {
  return buildSteps.has(step) ? "build" : "deploy";
}
function timeOf(text) {
  const at = Date.parse(text ?? "");
  return Number.isNaN(at) ? void 0 : at;
}


;// CONCATENATED MODULE: ./.cache/plain/src/railway/rate-budget.js

const reserve = 15;
const horizonMs = 15 * 6e4;
const slowestMs = 6e4;
class RateBudget {
  #facts = { limit: void 0, remaining: void 0, resetAt: void 0 };
  #nextSlot = 0;
  get facts() {
    return this.#facts;
  }
  /** Reads `x-ratelimit-limit`, `-remaining` and `-reset` (unix seconds, seconds from now, or a date). */
  note(headers, now) {
    const limit = numberOf(headers["x-ratelimit-limit"]);
    const remaining = numberOf(headers["x-ratelimit-remaining"]);
    const reset = momentOf(headers["x-ratelimit-reset"], now);
    this.#facts = {
      limit: limit ?? this.#facts.limit,
      remaining: remaining ?? this.#facts.remaining,
      resetAt: reset ?? this.#facts.resetAt
    };
  }
  /** Milliseconds until the hour begins anew, when nothing is left; 0 while something is. */
  exhaustedMs(now) {
    const { remaining, resetAt } = this.#facts;
    return remaining === 0 && resetAt !== void 0 ? Math.max(resetAt - now, 0) : 0;
  }
  /** Milliseconds that must lie between two looks so that the requests last; 0 when they are plenty or unknown. */
  paceMs(now) {
    const { remaining, resetAt } = this.#facts;
    if (remaining === void 0) return 0;
    const left = Math.min(horizonMs, Math.max((resetAt ?? now + horizonMs) - now, 0));
    const spendable = remaining - reserve;
    return spendable <= 0 ? Math.min(left, slowestMs) : Math.min(left / spendable, slowestMs);
  }
  /** Milliseconds until the next request may start: plans also allow only so many a second. Takes the slot. */
  slotMs(now) {
    const { limit } = this.#facts;
    const gapMs = limit === void 0 ? 0 : limit >= 5e3 ? 25 : 110;
    const at = Math.max(now, this.#nextSlot);
    this.#nextSlot = at + gapMs;
    return at - now;
  }
}
function numberOf(text) {
  return text !== void 0 && /^\d+$/.test(text.trim()) ? Number(text) : void 0;
}
function momentOf(text, now) {
  const reset = numberOf(text);
  if (reset === void 0) return timeOf(text);
  if (reset > 1e12) return reset;
  return reset > 1e9 ? reset * 1e3 : now + reset * 1e3;
}


;// CONCATENATED MODULE: ./.cache/plain/src/railway/client.js






const tries = 4;
const longestPauseMs = 12e4;
class RailwayClient {
  apiUrl;
  #options;
  /** What is left of the hour's requests. */
  budget = new RateBudget();
  #access;
  /** Set once a read was answered to it as a project token. */
  #isProject = false;
  constructor(options) {
    this.apiUrl = options.apiUrl;
    this.#options = {
      clock: clock/* systemClock */.m,
      signal: new AbortController().signal,
      triesProject: false,
      ...options
    };
  }
  /**
   * What the token may do; asked once. Throws PlatformError `not-authorized` when Railway knows it neither as a project
   * token nor as an account or workspace token. (`me` is no question to ask: it is refused to two of the three kinds.)
   */
  async access() {
    this.#access ??= this.#findAccess().catch((error) => {
      this.#access = void 0;
      throw error;
    });
    return this.#access;
  }
  /**
   * Sends one operation and returns its accepted answer. `hide` are values that no message may repeat. Throws
   * PlatformError: `not-authorized`, `refused`, `rate-limited`, `unexpected-form`, `unreachable`, or what the HTTP client
   * threw; a change that may have happened all the same is `ambiguous`.
   */
  async ask(document, variables, { hide = [] } = {}) {
    const send = (kind) => this.#send(document, variables, { headers: this.#headers(kind), kind, hide });
    if (this.#options.triesProject && !this.#access && !this.#isProject && document.kind === "read") {
      const answer = await this.#unlessRefused(send("project"));
      if (answer !== void 0) {
        this.#isProject = true;
        return answer;
      }
    }
    return send(await this.#kind());
  }
  async #kind() {
    return this.#isProject ? "project" : (await this.access()).kind;
  }
  /** Posts a body with the token; an answer is returned whatever its status. Never sent again by itself. */
  async post({ path, ...request }) {
    const kind = await this.#kind();
    await this.#admit(request.operation);
    const response = await this.#options.http.request({
      ...request,
      kind: "change",
      method: "POST",
      url: `${this.apiUrl}${path}`,
      headers: { ...request.headers, ...this.#headers(kind) }
    });
    this.budget.note(response.headers, this.#options.clock.now());
    return response;
  }
  async #findAccess() {
    return await this.#tryProjectToken() ?? await this.#tryAccountToken();
  }
  async #tryProjectToken() {
    const headers = this.#headers("project");
    const answer = await this.#unlessRefused(
      this.#send(documents/* readProjectToken */.TE, {}, { headers, kind: "project", hide: [] })
    );
    return answer && { kind: "project", ...answer.projectToken };
  }
  async #tryAccountToken() {
    const headers = this.#headers("account");
    const answer = await this.#unlessRefused(
      this.#send(documents/* readApiToken */.qE, {}, { headers, kind: "account", hide: [] })
    );
    if (answer) return { kind: "account", workspaces: answer.apiToken.workspaces };
    const { message, fix } = (0,messages/* tokenRefused */.cA)(this.apiUrl);
    throw new errors/* PlatformError */.Wk(message, { code: "not-authorized", fix });
  }
  async #unlessRefused(asked) {
    try {
      return await asked;
    } catch (error) {
      if (error instanceof errors/* PlatformError */.Wk && error.code === "not-authorized") return void 0;
      throw error;
    }
  }
  /** A project token in the Bearer header, or the other way round, is "Not Authorized". */
  #headers(kind) {
    const { token } = this.#options;
    return kind === "project" ? { "project-access-token": token } : { authorization: `Bearer ${token}` };
  }
  async #send(document, variables, as) {
    const { http, clock, signal, log } = this.#options;
    for (let attempt = 1; ; attempt += 1) {
      await this.#admit(`Railway: ${document.doing}`);
      const response = await http.request({
        operation: `Railway: ${document.doing}`,
        kind: document.kind,
        method: "POST",
        url: `${this.apiUrl}/graphql/v2`,
        headers: as.headers,
        json: { query: document.text, variables, operationName: document.name }
      });
      this.budget.note(response.headers, clock.now());
      const outcome = readEnvelope(response);
      if ("data" in outcome) return accept(document, outcome.data, response);
      if (document.kind === "read" && isPassing(outcome) && attempt < tries) {
        log.debug(`Railway: ${document.doing}: ${outcome.error}; try ${attempt + 1} of ${tries}`);
        await clock.sleep(250 * 2 ** (attempt - 1), signal);
        continue;
      }
      const { resetAt, limit } = this.budget.facts;
      throw refusalOf(document, outcome, response, {
        kind: as.kind,
        hide: [...as.hide, this.#options.token],
        rate: { limit, freeInMs: resetAt && resetAt - clock.now() }
      });
    }
  }
  /** Keeps to what the plan allows: so many a second, so many an hour. Throws PlatformError `rate-limited`. */
  async #admit(operation) {
    const { clock, signal } = this.#options;
    const slotMs = this.budget.slotMs(clock.now());
    if (slotMs > 0) await clock.sleep(slotMs, signal);
    const pauseMs = this.budget.exhaustedMs(clock.now());
    if (pauseMs > longestPauseMs) {
      const { message, fix } = (0,messages/* rateLimited */.xd)(operation, this.budget.facts.limit, pauseMs);
      throw new errors/* PlatformError */.Wk(message, { code: "rate-limited", status: 429, fix });
    }
    if (pauseMs > 0) await clock.sleep(pauseMs, signal);
  }
}
function isPassing({ status, passing }) {
  return passing || status >= 500;
}
function createRailwayClient(options) {
  return new RailwayClient(options);
}



/***/ })

};

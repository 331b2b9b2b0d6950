export const id = 27;
export const ids = [27];
export const modules = {

/***/ 97027:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  run: () => (/* binding */ run)
});

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./.cache/plain/src/errors/errors.js
var errors = __webpack_require__(86985);
// EXTERNAL MODULE: ./.cache/plain/src/runtime/duration.js
var duration = __webpack_require__(40965);
// EXTERNAL MODULE: ./.cache/plain/src/checks/messages.js
var messages = __webpack_require__(47356);
// EXTERNAL MODULE: ./.cache/plain/src/checks/places.js
var places = __webpack_require__(93804);
// EXTERNAL MODULE: ./.cache/plain/src/checks/kinds/outcomes.js
var outcomes = __webpack_require__(34445);
// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(51455);
;// CONCATENATED MODULE: ./.cache/plain/src/checks/kinds/page/browser.js


const names = ["google-chrome-stable", "google-chrome", "chromium", "chromium-browser", "chrome"];
const browser_places = [
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe"
];
async function findBrowser(given, env) {
  const onPath = (env.PATH ?? "").split(external_node_path_.delimiter).filter((folder) => folder !== "");
  const wanted = given ?? env.CHROME_BIN ?? env.PUPPETEER_EXECUTABLE_PATH;
  const all = wanted === void 0 || wanted === "" ? [...names.flatMap((name) => onPath.map((folder) => (0,external_node_path_.join)(folder, name))), ...browser_places] : [wanted];
  for (const path of all) if (await isProgram(path)) return path;
  return void 0;
}
async function isProgram(path) {
  try {
    await (0,promises_.access)(path, promises_.constants.X_OK);
    return true;
  } catch {
    return false;
  }
}


;// CONCATENATED MODULE: ./.cache/plain/src/checks/kinds/page/paints.js

const watch = `globalThis.deployActionsPaints = {};
new PerformanceObserver((list) => {
  globalThis.deployActionsPaints.largest = list.getEntries().at(-1)?.startTime;
}).observe({ type: 'largest-contentful-paint', buffered: true });
new PerformanceObserver((list) => {
  const first = list.getEntries().find(({ name }) => name === 'first-contentful-paint');
  if (first) globalThis.deployActionsPaints.first = first.startTime;
}).observe({ type: 'paint', buffered: true });`;
async function watchPaints(page) {
  await page.evaluateOnNewDocument(watch);
}
const betweenLooksMs = 100;
const toldWithinMs = 500;
async function judgePaints(page, check, since, context) {
  const limits = { first: limitOf(check["max-first-paint"]), largest: limitOf(check["max-largest-paint"]) };
  const until = Math.min(
    since + Math.max(limits.first ?? 0, limits.largest ?? 0) + toldWithinMs,
    context.deadline
  );
  let paints = await paintsOf(page);
  while (isAwaited(limits, paints) && context.clock.now() < until) {
    await context.clock.sleep(betweenLooksMs, context.signal);
    paints = await paintsOf(page);
  }
  return { ...measurementsOf(paints ?? {}), ...judged(limits, paints) };
}
function limitOf(text) {
  return text === void 0 ? void 0 : (0,duration/* parseDuration */.E9)(text);
}
function isAwaited(limits, paints) {
  const missing = (which) => limits[which] !== void 0 && paints?.[which] === void 0;
  return missing("first") || missing("largest");
}
async function paintsOf(page) {
  const seen = await page.evaluate("globalThis.deployActionsPaints").catch(() => void 0);
  if (typeof seen !== "object" || seen === null) return void 0;
  const { first, largest } = seen;
  return {
    ...typeof first === "number" ? { first } : {},
    ...typeof largest === "number" ? { largest } : {}
  };
}
function measurementsOf({ first, largest }) {
  const measurements = {
    ...first === void 0 ? {} : { "first-paint-ms": Math.round(first) },
    ...largest === void 0 ? {} : { "largest-paint-ms": Math.round(largest) }
  };
  return Object.keys(measurements).length > 0 ? { measurements } : {};
}
function judged(limits, paints) {
  const [limited] = [limits.first, limits.largest].filter((limit) => limit !== void 0);
  if (limited === void 0) return { faults: [], doubts: [] };
  if (!paints) return { faults: [], doubts: ["the browser did not tell what the page painted"] };
  if (paints.first === void 0 && paints.largest === void 0) {
    const longest = Math.max(limits.first ?? 0, limits.largest ?? 0);
    return { faults: [`it painted nothing within ${(0,duration/* formatDuration */.a3)(longest)}`], doubts: [] };
  }
  const faults = [...late("first", limits, paints), ...late("largest", limits, paints)];
  return { faults, doubts: unseen(limits, paints) };
}
function late(which, limits, paints) {
  const { [which]: limit } = limits;
  const { [which]: ms } = paints;
  if (limit === void 0 || ms === void 0 || ms <= limit) return [];
  return [`its ${which} paint came after ${(0,duration/* formatDuration */.a3)(ms)}, more than ${(0,duration/* formatDuration */.a3)(limit)}`];
}
function unseen(limits, paints) {
  const missing = ["first", "largest"].filter(
    (which) => limits[which] !== void 0 && paints[which] === void 0
  );
  return missing.map((which) => `it painted, and the browser tells no ${which} paint of it`);
}


// EXTERNAL MODULE: ./.cache/plain/src/checks/kinds/page/selector.js
var selector = __webpack_require__(14927);
;// CONCATENATED MODULE: ./.cache/plain/src/checks/kinds/page/trouble.js

const mostKept = 50;
class Trouble {
  errors = [];
  requests = [];
  #ignored;
  constructor(page, ignored) {
    this.#ignored = ignored;
    page.on("console", (message) => this.#console(message));
    page.on(
      "pageerror",
      (error) => this.#add(this.errors, error instanceof Error ? error.message : String(error))
    );
    page.on("requestfailed", (request) => this.#failed(request));
    page.on("response", (response) => this.#answered(response));
  }
  /** What does not hold, as clauses for a message. */
  faults(allowed) {
    return [
      ...allowed.errors ? [] : told(this.errors, "error on the console", "errors on the console"),
      ...allowed.requests ? [] : told(this.requests, "request failed", "requests failed")
    ];
  }
  #console(message) {
    if (message.type() !== "error") return;
    if (/^Failed to load resource:/.test(message.text())) return;
    this.#add(this.errors, message.text());
  }
  #failed(request) {
    const why = request.failure()?.errorText ?? "no answer";
    if (why !== "net::ERR_ABORTED") this.#add(this.requests, `${request.url()} (${why})`);
  }
  #answered(response) {
    if (response.status() < 400) return;
    if (new URL(response.url()).pathname === "/favicon.ico") return;
    this.#add(this.requests, `${response.url()} (HTTP ${response.status()})`);
  }
  #add(list, text) {
    if (this.#ignored.some((pattern) => pattern.test(text)) || list.length >= mostKept) return;
    list.push(text);
  }
}
function told(list, one, more) {
  const [first] = list;
  if (first === void 0) return [];
  return [
    list.length === 1 ? `1 ${one}: ${(0,messages/* cut */.J)(first, false)}` : `${list.length} ${more}, the first: ${(0,messages/* cut */.J)(first, false)}`
  ];
}


;// CONCATENATED MODULE: ./.cache/plain/src/checks/kinds/page/run.js










async function run(check, context) {
  const executablePath = await findBrowser(check.browser, context.env);
  if (executablePath === void 0)
    return { verdict: "inconclusive", reason: noBrowser(check.browser), final: true };
  const ignored = check.ignore.map(patternOf);
  const { launch } = await __webpack_require__.e(/* import() */ 179).then(__webpack_require__.bind(__webpack_require__, 78179));
  let browser;
  const stop = () => void browser?.close().catch(() => {
  });
  try {
    browser = await launch({
      executablePath,
      headless: true,
      args: flags(),
      timeout: left(context),
      env: browserEnv(context.env)
    });
  } catch (error) {
    if (context.signal.aborted && context.clock.now() < context.deadline) throw new errors/* CancelledError */.cc();
    const reason = `the browser ${executablePath} did not start: ${(0,messages/* cut */.J)(messageOf(error), false)}`;
    return { verdict: "inconclusive", reason };
  }
  context.signal.addEventListener("abort", stop, { once: true });
  try {
    if (context.signal.aborted) throw new errors/* CancelledError */.cc();
    return await look(await browser.newPage(), { check, ignored }, context);
  } catch (error) {
    if (context.signal.aborted && context.clock.now() < context.deadline) throw new errors/* CancelledError */.cc();
    if (error instanceof errors/* ExpectedError */.Dh) throw error;
    return { verdict: "fail", reason: `the page broke off: ${(0,messages/* cut */.J)(messageOf(error), false)}` };
  } finally {
    context.signal.removeEventListener("abort", stop);
    await browser.close().catch(() => {
    });
  }
}
function noBrowser(given) {
  if (given !== void 0) return `there is no browser at ${given}`;
  return "there is no Chrome or Chromium on this runner: GitHub's Ubuntu runners have one; elsewhere install it in a step before this one (browser-actions/setup-chrome), or give its path as browser";
}
function flags() {
  return [...process.getuid?.() === 0 ? ["--no-sandbox"] : [], "--disable-dev-shm-usage"];
}
function browserEnv({
  PATH = "",
  HOME = "",
  TMPDIR,
  DISPLAY,
  LANG
}) {
  return {
    PATH,
    HOME,
    ...TMPDIR ? { TMPDIR } : {},
    ...DISPLAY ? { DISPLAY } : {},
    ...LANG ? { LANG } : {}
  };
}
function left({ deadline, clock }) {
  return Math.max(1, Math.min(deadline - clock.now(), 2 ** 31 - 1));
}
function patternOf(text) {
  try {
    return new RegExp(text);
  } catch (cause) {
    throw new places/* FieldError */.bg(
      ["ignore"],
      `The field "ignore" holds ${JSON.stringify(text)}, which is no regular expression.`,
      {
        fix: "Escape the characters that mean something in an expression, such as \\. for a point.",
        cause
      }
    );
  }
}
async function look(page, { check, ignored }, context) {
  if (check.selector !== void 0) await (0,selector/* refuseBadSelector */.T)(page, check.selector);
  const trouble = new Trouble(page, ignored);
  const url = (0,outcomes/* addressOf */.ci)(context, check.path);
  await page.setViewport({ width: check.width, height: check.height });
  await trustOrigins(page, context);
  await watchPaints(page);
  const since = context.clock.now();
  const opened = await run_open(page, url, context);
  if ("outcome" in opened) return { ...opened.outcome, evidence: { url } };
  const faults = [...answerFaults(opened.response), ...await contentFaults(page, check, context)];
  const paints = await judgePaints(page, check, since, context);
  faults.push(...trouble.faults({ errors: check["console-errors"], requests: check["failed-requests"] }));
  faults.push(...paints.faults);
  const files = await screenshot(page, check, faults.length > 0, context);
  return {
    ...faults.length === 0 && paints.doubts.length > 0 ? { verdict: "inconclusive", reason: paints.doubts.join("; ") } : (0,outcomes/* judged */.g$)(faults),
    ...paints.measurements ? { measurements: paints.measurements } : {},
    evidence: {
      url,
      response: [...trouble.errors, ...trouble.requests].join("\n"),
      ...files.length > 0 ? { files } : {}
    }
  };
}
async function trustOrigins(page, { transport, target }) {
  if (Object.keys(await transport.trustedHeaders(target.base)).length === 0) return;
  await page.setRequestInterception(true);
  page.on("request", (request) => {
    const answer = async () => {
      const trusted = /^https?:/.test(request.url()) ? await transport.trustedHeaders(request.url()) : {};
      await request.continue({ headers: { ...request.headers(), ...trusted } });
    };
    answer().catch(() => {
    });
  });
}
async function run_open(page, url, context) {
  try {
    return { response: await page.goto(url, { waitUntil: "load", timeout: left(context) }) };
  } catch (error) {
    if (context.signal.aborted && context.clock.now() < context.deadline) throw new errors/* CancelledError */.cc();
    const said = messageOf(error);
    const timedOut = /timeout|TIMED_OUT/i.test(said);
    const phase = phases.find(([pattern]) => pattern.test(said))?.[1];
    if (phase === void 0) {
      const reason = timedOut ? `it was not loaded in time` : `it could not be opened: ${(0,messages/* cut */.J)(said, false)}`;
      return { outcome: { verdict: "fail", reason } };
    }
    const why = (0,messages/* cut */.J)(said, false);
    return { outcome: { verdict: "error", reason: why, unreachable: { phase, timedOut, why } } };
  }
}
const phases = [
  [/ERR_NAME_|ERR_DNS/, "dns"],
  [/ERR_CERT|ERR_SSL/, "tls"],
  [/ERR_CONNECTION_(REFUSED|TIMED_OUT|FAILED)|ERR_ADDRESS|ERR_INTERNET/, "connect"],
  [/ERR_CONNECTION_(RESET|CLOSED|ABORTED)|ERR_EMPTY_RESPONSE/, "answer"]
];
function answerFaults(response) {
  if (!response || response.ok() || response.status() === 304) return [];
  return [`the page is answered with HTTP ${response.status()}`];
}
async function contentFaults(page, check, context) {
  const faults = [];
  const timeout = Math.min(left(context), (0,duration/* parseDuration */.E9)(check.wait) ?? 15e3);
  const { selector, text } = check;
  if (selector !== void 0) {
    const shown = await page.waitForSelector(selector, { visible: true, timeout }).catch(() => null);
    if (!shown) faults.push(`nothing visible matches the selector ${selector}`);
  }
  if (text !== void 0 && !await showsText(page, text, timeout, context)) {
    faults.push(`the page does not show "${text}"`);
  }
  await page.waitForNetworkIdle({ idleTime: 250, timeout: Math.min(left(context), 3e3) }).catch(() => {
  });
  return faults;
}
async function showsText(page, text, timeoutMs, { clock, signal }) {
  const shown = `(document.body?.innerText ?? '').includes(${JSON.stringify(text)})`;
  for (const until = clock.now() + timeoutMs; ; ) {
    if (await page.evaluate(shown).catch(() => false) === true) return true;
    if (clock.now() >= until) return false;
    await clock.sleep(100, signal);
  }
}
async function screenshot(page, check, failed, context) {
  if (check.screenshot === "never" || check.screenshot === "on-failure" && !failed) return [];
  const name = check.name.replace(/[^A-Za-z0-9]+/g, "-").replace(/^-+|-+$/g, "").toLowerCase().slice(0, 60);
  const path = (0,external_node_path_.join)(context.directory, `${name || "page"}.png`);
  try {
    await page.screenshot({ path });
    return [path];
  } catch (error) {
    context.log.debug(`No screenshot of ${check.name}: ${messageOf(error)}`);
    return [];
  }
}
function messageOf(error) {
  return error instanceof Error ? error.message : String(error);
}



/***/ })

};

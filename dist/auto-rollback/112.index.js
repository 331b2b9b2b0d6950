export const id = 112;
export const ids = [112];
export const modules = {

/***/ 97112:
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
// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(51455);
;// CONCATENATED MODULE: ./.cache/plain/src/checks/kinds/page/browser.js


const names = ["google-chrome-stable", "google-chrome", "chromium", "chromium-browser", "chrome"];
const places = [
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe"
];
async function findBrowser(given, env) {
  const onPath = (env.PATH ?? "").split(external_node_path_.delimiter).filter((folder) => folder !== "");
  const wanted = given ?? env.CHROME_BIN ?? env.PUPPETEER_EXECUTABLE_PATH;
  const all = wanted === void 0 || wanted === "" ? [...names.flatMap((name) => onPath.map((folder) => (0,external_node_path_.join)(folder, name))), ...places] : [wanted];
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
    return await look(await browser.newPage(), check, context);
  } catch (error) {
    if (context.signal.aborted && context.clock.now() < context.deadline) throw new errors/* CancelledError */.cc();
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
async function look(page, check, context) {
  const trouble = new Trouble(
    page,
    check.ignore.map((text) => new RegExp(text))
  );
  const url = `${context.target.base}${check.path}`;
  await page.setViewport({ width: check.width, height: check.height });
  await trustOrigins(page, context);
  await page.evaluateOnNewDocument(watchPaints);
  const opened = await run_open(page, url, context);
  if ("outcome" in opened) return { ...opened.outcome, evidence: { url } };
  const faults = [...answerFaults(opened.response), ...await contentFaults(page, check, context)];
  const paints = await paintsOf(page);
  faults.push(...trouble.faults({ errors: check["console-errors"], requests: check["failed-requests"] }));
  faults.push(...paintFaults(check, paints));
  const files = await screenshot(page, check, faults.length > 0, context);
  return {
    verdict: faults.length === 0 ? "pass" : "fail",
    reason: faults.join("; "),
    ...measurementsOf(paints),
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
const watchPaints = `globalThis.deployActionsPaints = {};
new PerformanceObserver((list) => {
  globalThis.deployActionsPaints.largest = list.getEntries().at(-1)?.startTime;
}).observe({ type: 'largest-contentful-paint', buffered: true });
new PerformanceObserver((list) => {
  const first = list.getEntries().find(({ name }) => name === 'first-contentful-paint');
  if (first) globalThis.deployActionsPaints.first = first.startTime;
}).observe({ type: 'paint', buffered: true });`;
async function paintsOf(page) {
  const seen = await page.evaluate("globalThis.deployActionsPaints").catch(() => void 0);
  if (typeof seen !== "object" || seen === null) return {};
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
function paintFaults(check, { first, largest }) {
  return [
    ...lateFaults("first", first, check["max-first-paint"]),
    ...lateFaults("largest", largest, check["max-largest-paint"])
  ];
}
function lateFaults(which, ms, limit) {
  const limitMs = limit === void 0 ? void 0 : (0,duration/* parseDuration */.E9)(limit);
  if (limitMs === void 0 || ms === void 0 || ms <= limitMs) return [];
  return [`its ${which} paint came after ${(0,duration/* formatDuration */.a3)(ms)}, more than ${limit}`];
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

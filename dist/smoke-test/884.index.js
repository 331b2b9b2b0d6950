export const id = 884;
export const ids = [884];
export const modules = {

/***/ 50884:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  run: () => (/* binding */ run)
});

// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(51455);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./.cache/plain/src/errors/errors.js
var errors = __webpack_require__(86985);
// EXTERNAL MODULE: external "node:child_process"
var external_node_child_process_ = __webpack_require__(31421);
;// CONCATENATED MODULE: ./.cache/plain/src/process/run-process.js


const tailLines = 200;
const killGraceMs = 3e3;
function runProcess(request) {
  const began = Date.now();
  const child = start(request);
  const { tail, close } = readLines(child, request.onLine);
  const guard = guardTree(child, request);
  return new Promise((resolve, reject) => {
    child.on("error", (cause) => {
      guard.release();
      reject(notStarted(request, cause));
    });
    child.on("exit", () => {
      setTimeout(() => child.stdout.destroy(), 1e3).unref();
      setTimeout(() => child.stderr.destroy(), 1e3).unref();
    });
    child.on("close", (exitCode) => {
      const ended = guard.release();
      close();
      resolve({ exitCode, ended, durationMs: Date.now() - began, tail });
    });
  });
}
function start(request) {
  const options = { cwd: request.cwd, env: request.env, detached: true };
  if (request.input === void 0) {
    return (0,external_node_child_process_.spawn)(request.command, request.args, { ...options, stdio: ["ignore", "pipe", "pipe"] });
  }
  const child = (0,external_node_child_process_.spawn)(request.command, request.args, { ...options, stdio: ["pipe", "pipe", "pipe"] });
  child.stdin.on("error", () => {
  });
  child.stdin.end(request.input);
  return child;
}
function readLines(child, onLine) {
  const tail = [];
  const keep = (stream) => (line) => {
    tail.push(line);
    if (tail.length >= 2 * tailLines) tail.splice(0, tail.length - tailLines);
    onLine?.(line, stream);
  };
  const splitters = [splitLines(child.stdout, keep("stdout")), splitLines(child.stderr, keep("stderr"))];
  const close = () => {
    for (const { end } of splitters) end();
    tail.splice(0, Math.max(0, tail.length - tailLines));
  };
  return { tail, close };
}
const longestLine = 1e6;
function splitLines(stream, onLine) {
  let rest = "";
  stream.setEncoding("utf8");
  stream.on("data", (chunk) => {
    const text = rest + chunk;
    let from = 0;
    for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", from)) {
      onLine(text.slice(from, at > from && text[at - 1] === "\r" ? at - 1 : at));
      from = at + 1;
    }
    rest = text.slice(from);
    if (rest.length < longestLine) return;
    onLine(rest);
    rest = "";
  });
  return {
    end() {
      if (rest !== "") onLine(rest);
      rest = "";
    }
  };
}
function guardTree(child, request) {
  let ended = "exited";
  let killTimer;
  const end = (why) => {
    if (ended !== "exited") return;
    ended = why;
    signalGroup(child.pid, "SIGTERM");
    killTimer = setTimeout(() => signalGroup(child.pid, "SIGKILL"), killGraceMs);
  };
  const onAbort = () => end("aborted");
  const timer = request.timeoutMs === void 0 ? void 0 : setTimeout(() => end("timed-out"), request.timeoutMs);
  if (request.signal.aborted) onAbort();
  else request.signal.addEventListener("abort", onAbort, { once: true });
  return {
    release() {
      clearTimeout(timer);
      clearTimeout(killTimer);
      request.signal.removeEventListener("abort", onAbort);
      if (ended !== "exited") signalGroup(child.pid, "SIGKILL");
      return ended;
    }
  };
}
function notStarted(request, cause) {
  return new errors/* InputError */.dz(`"${request.command}" could not be started in ${request.cwd}: ${cause.message}.`, {
    fix: "Check that the program is installed on the runner (a step before this one can do it) and that the directory exists.",
    cause
  });
}
function signalGroup(pid, signal) {
  if (pid === void 0) return;
  try {
    process.kill(-pid, signal);
  } catch {
  }
}


// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(73024);
// EXTERNAL MODULE: ./node_modules/saxes/saxes.js
var saxes = __webpack_require__(59800);
;// CONCATENATED MODULE: ./.cache/plain/src/reports/xml.js



const deepest = 200;
async function readXml(path, handler) {
  const parser = new saxes/* SaxesParser */.wT({ xmlns: false, position: true });
  let fault;
  let depth = 0;
  parser.on("error", (error) => {
    fault ??= error;
  });
  parser.on("opentag", (tag) => {
    depth += 1;
    if (depth > deepest)
      fault ??= new Error(`${parser.line}:${parser.column}: nested deeper than ${deepest}`);
    if (!fault) handler.open({ name: tag.name, attributes: tag.attributes });
  });
  parser.on("closetag", (tag) => {
    depth -= 1;
    if (!fault) handler.close?.(tag.name);
  });
  for (const kind of ["text", "cdata"]) {
    parser.on(kind, (text) => {
      if (!fault) handler.text?.(text);
    });
  }
  const texts = new LongText();
  try {
    for await (const chunk of (0,external_node_fs_.createReadStream)(path, { encoding: "utf8" })) {
      parser.write(texts.cut(chunk));
      if (fault) break;
    }
    if (!fault) parser.close();
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    fault = error;
  }
  if (!fault) return;
  throw new errors/* InputError */.dz(`${path} is not readable XML: ${fault.message}.`, {
    fix: "Check that the step that writes the report ended; a killed test runner leaves half a file.",
    cause: fault
  });
}
const longestText = 1e6;
class LongText {
  #length = 0;
  #inText = false;
  /** The chunk, or less of it when it lies within a text that is already too long. */
  cut(chunk) {
    const last = chunk.lastIndexOf("<");
    if (last >= 0) {
      this.#length = chunk.length - last;
      this.#inText = chunk.startsWith("<![CDATA[", last) || chunk.includes(">", last);
      return chunk;
    }
    this.#length += chunk.length;
    if (!this.#inText || this.#length <= longestText || chunk.includes("]]>")) return chunk;
    return chunk.slice(0, 16).replace(/&[^;]*$/, "") + chunk.slice(-16);
  }
}


;// CONCATENATED MODULE: ./.cache/plain/src/reports/junit.js

const mostProblems = 1e3;
const longestMessage = 4e3;
async function readJUnit(path, onTest = () => void 0) {
  const reader = new JUnitReader(onTest);
  await readXml(path, reader);
  return reader.finish();
}
function joinReports(reports) {
  const joined = emptyReport();
  for (const { counts, total, durationMs, problems } of reports) {
    for (const outcome of Object.keys(counts)) joined.counts[outcome] += counts[outcome];
    joined.total += total;
    joined.durationMs += durationMs;
    joined.problems.push(...problems);
  }
  joined.problems = ordered(joined.problems).slice(0, mostProblems);
  return joined;
}
function emptyReport() {
  return { counts: { passed: 0, failed: 0, skipped: 0, flaky: 0 }, total: 0, durationMs: 0, problems: [] };
}
const outcomes = {
  failure: "failed",
  error: "failed",
  rerunFailure: "failed",
  rerunError: "failed",
  skipped: "skipped",
  flakyFailure: "flaky",
  flakyError: "flaky"
};
class JUnitReader {
  #onTest;
  #report = emptyReport();
  #suites = [];
  #test;
  #inProblem = false;
  constructor(onTest) {
    this.#onTest = onTest;
  }
  open({ name, attributes }) {
    if (name === "testsuite") this.#suites.push(attributes.file ?? "");
    if (name === "testcase") this.#test = { attributes, outcome: "passed", message: "" };
    const outcome = outcomes[name];
    if (!outcome || !this.#test) return;
    this.#inProblem = outcome !== "skipped";
    if (this.#test.outcome !== "failed") this.#test.outcome = outcome;
    if (this.#inProblem) this.text(`${[attributes.type, attributes.message].filter(Boolean).join(": ")}
`);
  }
  text(text) {
    if (!this.#test || !this.#inProblem || this.#test.message.length >= longestMessage) return;
    this.#test.message = (this.#test.message + text).slice(0, longestMessage);
  }
  close(name) {
    if (name in outcomes) this.#inProblem = false;
    if (name === "testsuite") this.#suites.pop();
    if (name === "testcase") this.#end();
  }
  #end() {
    const test = this.#test;
    this.#test = void 0;
    if (!test) return;
    const { attributes, outcome } = test;
    this.#onTest({ group: attributes.classname ?? "", name: attributes.name ?? "", outcome });
    const report = this.#report;
    report.counts[outcome] += 1;
    report.total += 1;
    const seconds = Number((attributes.time ?? "0").replaceAll(",", ""));
    if (Number.isFinite(seconds) && seconds > 0) report.durationMs += seconds * 1e3;
    if (outcome !== "failed" && outcome !== "flaky") return;
    if (report.problems.length >= mostProblems) return;
    report.problems.push({ ...this.#placeOf(attributes), outcome, message: test.message.trim() });
  }
  #placeOf(attributes) {
    const suite = this.#suites.findLast((file) => file !== "");
    const line = Number(attributes.line);
    return {
      group: attributes.classname ?? "",
      name: attributes.name ?? "",
      file: attributes.file ?? suite,
      line: Number.isInteger(line) && line > 0 ? line : void 0
    };
  }
  finish() {
    this.#report.problems = ordered(this.#report.problems);
    return this.#report;
  }
}
function ordered(problems) {
  const rank = ({ outcome }) => outcome === "failed" ? 0 : 1;
  return [...problems].sort((a, b) => rank(a) - rank(b));
}


// EXTERNAL MODULE: ./.cache/plain/src/checks/messages.js
var messages = __webpack_require__(47356);
;// CONCATENATED MODULE: ./.cache/plain/src/checks/kinds/command/run.js






const shownLines = 40;
const shownFailures = 3;
async function run(check, context) {
  const cwd = (0,external_node_path_.resolve)(context.workspace, check["working-directory"] ?? ".");
  const began = context.clock.now();
  const freshFrom = Date.now() - 2e3;
  let ended;
  try {
    ended = await run_start(check, cwd, context);
  } catch (error) {
    if (!(error instanceof errors/* InputError */.dz)) throw error;
    return { verdict: "inconclusive", reason: error.message, final: true };
  }
  const report = check.junit === void 0 ? void 0 : await readReport((0,external_node_path_.resolve)(cwd, check.junit), freshFrom);
  const judged = judge(check, ended, report, context);
  return {
    ...judged,
    durationMs: context.clock.now() - began,
    ...report && "total" in report ? { measurements: measurementsOf(report) } : {},
    evidence: {
      url: context.target.base,
      command: `BASE_URL='${context.target.base}' ${check.run}`,
      response: responseOf(report, ended),
      ...report && "total" in report && check.junit ? { files: [(0,external_node_path_.resolve)(cwd, check.junit)] } : {}
    }
  };
}
function run_start(check, cwd, context) {
  const targets = [...context.targets.values()].map(
    ({ name, base }) => [`BASE_URL_${name.toUpperCase().replace(/[^A-Z0-9]/g, "_")}`, base]
  );
  return runProcess({
    command: "bash",
    args: ["--noprofile", "--norc", "-eo", "pipefail", "-c", check.run],
    cwd,
    env: { ...context.env, ...Object.fromEntries(targets), BASE_URL: context.target.base, ...check.env },
    timeoutMs: Math.max(1, context.deadline - context.clock.now()),
    signal: context.signal,
    onLine: (line) => context.log.debug(context.clean(line))
  });
}
async function readReport(path, freshFrom) {
  try {
    const { mtimeMs } = await (0,promises_.stat)(path);
    if (mtimeMs < freshFrom) return { missing: `${path} is older than this run` };
    return await readJUnit(path);
  } catch (error) {
    if (error instanceof errors/* InputError */.dz) return { missing: error.message };
    return { missing: `${path} was not written` };
  }
}
function judge(check, ended, report, context) {
  if (ended.ended !== "exited") {
    if (context.signal.aborted && context.clock.now() < context.deadline) throw new errors/* CancelledError */.cc();
    return { verdict: "fail", reason: `the command did not end within ${check.timeout}` };
  }
  const failed = report && "total" in report ? failuresOf(report) : "";
  if (failed !== "") return { verdict: "fail", reason: failed };
  if (ended.exitCode === 126 || ended.exitCode === 127) {
    const reason = `the command could not be run (exit code ${ended.exitCode}): ${lastLine(ended)}`;
    return { verdict: "inconclusive", reason, final: true };
  }
  if (ended.exitCode !== 0) {
    const reason = `the command ended with exit code ${ended.exitCode ?? "none (a signal ended it)"}: ${lastLine(ended)}`;
    return { verdict: "fail", reason };
  }
  if (report && "missing" in report)
    return { verdict: "inconclusive", reason: `its tests cannot be told: ${report.missing}` };
  if (report && report.total === report.counts.skipped) {
    const reason = `the command made no test${report.total > 0 ? `: all ${report.total} were skipped` : ""}`;
    return { verdict: "inconclusive", reason };
  }
  return { verdict: "pass", reason: "" };
}
function failuresOf({ counts, total, problems }) {
  if (counts.failed === 0) return "";
  const failed = problems.filter(({ outcome }) => outcome === "failed");
  const told = failed.slice(0, shownFailures).map(({ group, name, message }) => {
    const [first = ""] = message.split("\n");
    const title = [group, name].filter((part) => part !== "").join(" \u203A ");
    return first === "" ? `"${title}"` : `"${title}" (${(0,messages/* cut */.J)(first, false)})`;
  });
  const more = counts.failed > told.length ? ` and ${counts.failed - told.length} more` : "";
  return `${counts.failed} of ${total} tests failed: ${told.join(", ")}${more}`;
}
function lastLine({ tail }) {
  return (0,messages/* cut */.J)(tail.findLast((line) => line.trim() !== "") ?? "it said nothing");
}
function measurementsOf({ counts, total }) {
  return {
    tests: total,
    "failed-tests": counts.failed,
    "skipped-tests": counts.skipped,
    "flaky-tests": counts.flaky
  };
}
function responseOf(report, { tail }) {
  const problems = report && "total" in report ? report.problems : [];
  const told = problems.slice(0, shownFailures).map(({ name, message }) => `${name}
${message}`);
  return [...told, tail.slice(-shownLines).join("\n")].join("\n\n");
}



/***/ })

};

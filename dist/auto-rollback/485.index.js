export const id = 485;
export const ids = [485];
export const modules = {

/***/ 62485:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  createDeployment: () => (/* binding */ createDeployment)
});

// UNUSED EXPORTS: findByMark

// EXTERNAL MODULE: ./node_modules/zod/v4/classic/schemas.js + 14 modules
var schemas = __webpack_require__(45586);
// EXTERNAL MODULE: ./.cache/plain/src/errors/errors.js
var errors = __webpack_require__(86985);
// EXTERNAL MODULE: ./.cache/plain/src/http/retry.js
var retry = __webpack_require__(64793);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(73024);
// EXTERNAL MODULE: ./.cache/plain/src/runtime/duration.js
var duration = __webpack_require__(40965);
// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(51455);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: external "node:stream"
var external_node_stream_ = __webpack_require__(57075);
// EXTERNAL MODULE: external "node:stream/promises"
var external_node_stream_promises_ = __webpack_require__(46466);
// EXTERNAL MODULE: external "node:zlib"
var external_node_zlib_ = __webpack_require__(38522);
;// CONCATENATED MODULE: ./.cache/plain/src/vercel/transfer/messages.js

function unreadable(path, cause) {
  const code = cause.code ?? String(cause);
  const gone = code === "ENOENT";
  return new errors/* InputError */.dz(`${path} could not be read (${code}).`, {
    fix: gone ? "It is gone, or was never made: check that the steps before this one made it, and that nothing changes the files while they are deployed." : "Check who owns it (a container step may leave files of root behind), or leave it out in .vercelignore.",
    cause
  });
}
function changedMeanwhile(path) {
  return new errors/* InputError */.dz(`${path} changed while it was deployed.`, {
    fix: "Let the step that writes it end before the deployment begins (a watcher or a server may still run), then run the job again."
  });
}
function nothingToDeploy(directory) {
  return new InputError(
    `There is nothing to deploy in ${directory}: it is empty, or .vercelignore leaves all of it out.`,
    {
      fix: 'Check "working-directory" and "output-directory", and that the step which makes the files ran before this one.'
    }
  );
}
function tooManyFiles(count, limit) {
  return new errors/* InputError */.dz(
    `There are ${count} files to deploy, and Vercel takes at most ${limit} of them one by one; "archive" is "none".`,
    {
      fix: 'Set "archive" to "auto" or "tgz", which packs them, or list what the build does not need in .vercelignore.'
    }
  );
}
function stillMissing(count, rounds) {
  return new errors/* PlatformError */.Wk(
    `Vercel still says that ${count} files are missing, after they were sent ${rounds} times.`,
    {
      code: "missing_files",
      fix: "Vercel loses what it was sent; see https://www.vercel-status.com, then run the job again: only what is missing is sent."
    }
  );
}
function unknownMissing() {
  return new errors/* PlatformError */.Wk("Vercel asks for files that are not part of this deployment.", {
    code: "missing_files",
    fix: "Run the job again; if it stays, report it to this project with this message."
  });
}
function functionFileGone(path, cause) {
  const dependency = path.split("/").includes("node_modules");
  return new InputError(`A function of the prebuilt output needs ${path}, which is not there.`, {
    fix: dependency ? "Install the dependencies in this job too (`npm ci`), or build and deploy in the same job: the output only names these files." : "Build and deploy in the same job, or hand the whole directory from one to the other: the output only names these files.",
    cause
  });
}
function leftOutOfFunctions(fileName, paths) {
  const shown = paths.slice(0, 20).join(", ");
  return `${fileName} leaves out ${paths.length} files that functions of the prebuilt output need: ${shown}${paths.length > 20 ? ", \u2026" : ""}. They may fail without them; take those lines out of ${fileName}.`;
}


;// CONCATENATED MODULE: ./.cache/plain/src/vercel/transfer/source-file.js
const plainFileMode = 33188;
const typeBits = 61440;
function isPlainFile(mode) {
  return (mode & typeBits) === 32768;
}
function isLink(mode) {
  return (mode & typeBits) === 40960;
}
function totalSize(files) {
  return files.reduce((sum, { size }) => sum + size, 0);
}


;// CONCATENATED MODULE: ./.cache/plain/src/vercel/transfer/tar-format.js

const blockBytes = 512;
const permissionBits = 511;
function tarHeader({ path, mode, size, content }) {
  const link = isLink(mode) && content.from === "memory" ? content.data.toString("utf8") : "";
  const type = link ? "2" : isPlainFile(mode) ? "0" : "5";
  const bytes = type === "0" ? size : 0;
  const records = [
    ...fits(path) ? [] : [paxRecord("path", path)],
    ...fits(link) ? [] : [paxRecord("linkpath", link)],
    ...bytes < 8 ** 11 ? [] : [paxRecord("size", String(bytes))]
  ];
  const main = headerBlock({
    path,
    link,
    type,
    bytes: bytes < 8 ** 11 ? bytes : 0,
    mode: mode & permissionBits
  });
  if (records.length === 0) return main;
  const pax = Buffer.concat(records);
  const first = headerBlock({ path: "PaxHeader", link: "", type: "x", bytes: pax.length, mode: 420 });
  return Buffer.concat([first, pax, tarPadding(pax.length), main]);
}
function tarPadding(size) {
  return Buffer.alloc((blockBytes - size % blockBytes) % blockBytes);
}
function tarEnd() {
  return Buffer.alloc(2 * blockBytes);
}
function fits(name) {
  return name.length <= 100 && /^[\x20-\x7e]*$/.test(name);
}
function headerBlock({ path, link, type, bytes, mode }) {
  const block = Buffer.alloc(blockBytes);
  const put = (text, at, length) => block.write(text, at, length, "utf8");
  const octal = (value, at, length) => put(`${value.toString(8).padStart(length - 1, "0")}\0`, at, length);
  put(path, 0, 100);
  octal(mode, 100, 8);
  octal(0, 108, 8);
  octal(0, 116, 8);
  octal(bytes, 124, 12);
  octal(0, 136, 12);
  put("        ", 148, 8);
  put(type, 156, 1);
  put(link, 157, 100);
  put("ustar\x0000", 257, 8);
  const sum = block.reduce((total, byte) => total + byte, 0);
  put(`${sum.toString(8).padStart(6, "0")}\0 `, 148, 8);
  return block;
}
function paxRecord(key, value) {
  const rest = Buffer.byteLength(` ${key}=${value}
`);
  let length = rest + String(rest).length;
  if (String(length).length > String(rest).length) length = rest + String(length).length;
  return Buffer.from(`${length} ${key}=${value}
`);
}


;// CONCATENATED MODULE: ./.cache/plain/src/vercel/transfer/archive.js











const partBytes = 104857600;
const partMode = 438;
const wholeBytes = 1048576;
const batchBytes = 262144;
const level = 1;
async function packFiles(files, temp, signal, limit = partBytes) {
  const folder = await (0,promises_.mkdtemp)((0,external_node_path_.join)(temp, "vercel-source-"));
  const remove = () => (0,promises_.rm)(folder, { recursive: true, force: true });
  const parts = new PartWriter(folder, limit);
  try {
    await (0,external_node_stream_promises_.pipeline)(external_node_stream_.Readable.from(tarOf(files), { objectMode: false }), (0,external_node_zlib_.createGzip)({ level }), parts, {
      signal
    });
    return { parts: parts.written, remove };
  } catch (error) {
    await remove();
    if (signal.aborted) throw new errors/* CancelledError */.cc();
    throw error;
  }
}
async function* tarOf(files) {
  let batch = [];
  let bytes = 0;
  for (const file of files) {
    batch.push(tarHeader(file));
    const size = isPlainFile(file.mode) ? file.size : 0;
    if (file.content.from === "disk" && size > wholeBytes) {
      yield Buffer.concat(batch);
      yield* contentsOf(file, file.content.file);
      batch = [];
      bytes = 0;
    } else if (size > 0) batch.push(wholeOf(file));
    batch.push(tarPadding(size));
    bytes += size + 512;
    if (bytes < batchBytes) continue;
    yield Buffer.concat(batch);
    batch = [];
    bytes = 0;
  }
  yield Buffer.concat([...batch, tarEnd()]);
}
function wholeOf(file) {
  const { content } = file;
  const data = content.from === "disk" ? (0,external_node_fs_.readFileSync)(content.file) : Buffer.alloc(0);
  const contents = content.from === "memory" ? content.data : data;
  if (contents.length !== file.size) throw changedMeanwhile(file.path);
  return contents;
}
async function* contentsOf(file, at) {
  let bytes = 0;
  for await (const chunk of (0,external_node_fs_.createReadStream)(at, { end: file.size - 1, highWaterMark: batchBytes })) {
    bytes += chunk.length;
    yield chunk;
  }
  if (bytes !== file.size) throw changedMeanwhile(file.path);
}
class PartWriter extends external_node_stream_.Writable {
  written = [];
  #folder;
  #limit;
  #part;
  constructor(folder, limit) {
    super();
    this.#folder = folder;
    this.#limit = limit;
  }
  _write(chunk, _, done) {
    this.#take(chunk).then(() => done(), done);
  }
  _final(done) {
    this.#close().then(() => done(), done);
  }
  _destroy(error, done) {
    const handle = this.#part?.handle;
    this.#part = void 0;
    (handle?.close() ?? Promise.resolve()).then(() => done(error), done);
  }
  async #take(chunk) {
    for (let rest = chunk; rest.length > 0; ) {
      const part = this.#part ?? await this.#open();
      this.#part = part;
      const piece = rest.subarray(0, this.#limit - part.size);
      await part.handle.write(piece);
      part.hash.update(piece);
      part.size += piece.length;
      rest = rest.subarray(piece.length);
      if (part.size === this.#limit) await this.#close();
    }
  }
  async #open() {
    const file = (0,external_node_path_.join)(this.#folder, `part${this.written.length + 1}`);
    return { file, handle: await (0,promises_.open)(file, "w"), hash: (0,external_node_crypto_.createHash)("sha1"), size: 0 };
  }
  async #close() {
    const part = this.#part;
    if (!part) return;
    this.#part = void 0;
    await part.handle.close();
    this.written.push({
      path: `.vercel/source.tgz.part${this.written.length + 1}`,
      mode: partMode,
      size: part.size,
      content: { from: "disk", file: part.file },
      sha: part.hash.digest("hex")
    });
  }
}


// EXTERNAL MODULE: external "node:timers/promises"
var external_node_timers_promises_ = __webpack_require__(58500);
;// CONCATENATED MODULE: ./.cache/plain/src/vercel/transfer/digest.js





const chunkBytes = 1048576;
const breathBytes = 8 * chunkBytes;
const breathFiles = 200;
async function digestFiles(files, signal) {
  const buffer = Buffer.allocUnsafe(chunkBytes);
  const digested = [];
  let bytes = 0;
  for (const file of files) {
    const { content } = file;
    if (content.from === "disk") {
      const read = await digestOnDisk(content.file, buffer, signal);
      digested.push({ ...file, ...read });
      bytes += read.size;
    } else {
      const sha = content.from === "memory" ? (0,external_node_crypto_.createHash)("sha1").update(content.data).digest("hex") : void 0;
      digested.push({ ...file, sha });
    }
    if (bytes < breathBytes && digested.length % breathFiles !== 0) continue;
    bytes = 0;
    await breathe(signal);
  }
  return digested;
}
async function digestOnDisk(file, buffer, signal) {
  const hash = (0,external_node_crypto_.createHash)("sha1");
  let size = 0;
  const handle = digest_open(file);
  try {
    for (; ; ) {
      const read = (0,external_node_fs_.readSync)(handle, buffer, 0, chunkBytes, null);
      if (read === 0) return { sha: hash.digest("hex"), size };
      hash.update(buffer.subarray(0, read));
      size += read;
      if (size % breathBytes === 0) await breathe(signal);
    }
  } finally {
    (0,external_node_fs_.closeSync)(handle);
  }
}
function digest_open(file) {
  try {
    return (0,external_node_fs_.openSync)(file, "r");
  } catch (cause) {
    throw unreadable(file, cause);
  }
}
async function breathe(signal) {
  await (0,external_node_timers_promises_.setImmediate)();
  if (signal.aborted) throw new errors/* CancelledError */.cc();
}


// EXTERNAL MODULE: ./.cache/plain/src/vercel/refusals.js + 1 modules
var refusals = __webpack_require__(61586);
;// CONCATENATED MODULE: ./.cache/plain/src/vercel/transfer/create-failure.js




const errorSchema = schemas/* object */.Ikc({
  error: schemas/* object */.Ikc({
    code: schemas/* string */.YjP().catch(""),
    message: schemas/* string */.YjP().catch(""),
    errorName: schemas/* string */.YjP().optional(),
    missing: schemas/* array */.YOg(schemas/* string */.YjP()).optional(),
    invalidToken: schemas/* boolean */.zMY().optional(),
    limit: schemas/* object */.Ikc({ reset: schemas/* number */.aig().optional() }).optional()
  })
});
const longestWaitMs = 6e4;
function refusedCreate(operation, response, client, now) {
  const body = readError(response.text);
  if (body.code === "missing_files") return { kind: "missing", shas: body.missing ?? [] };
  const error = asPlatformError(operation, response, client);
  const { status } = response;
  if (status >= 500) return { kind: "unclear", error };
  const passing = body.code === "rate_limited" || body.code === "";
  if (status !== 429 || !passing) return { kind: "refused", error };
  const waitMs = body.limit?.reset ? Math.max(body.limit.reset - now, 0) : (0,retry/* askedDelayMs */.mB)(response.headers, now);
  if (waitMs !== void 0 && waitMs > longestWaitMs) return { kind: "refused", error };
  return { kind: "not-now", error, ...waitMs === void 0 ? {} : { waitMs: Math.max(waitMs, 0) } };
}
function lostCreate(error) {
  if (error instanceof errors/* CancelledError */.cc || !(error instanceof errors/* PlatformError */.Wk)) throw error;
  return { kind: error.ambiguous ? "unclear" : "not-now", error };
}
function uploadRefusal(operation, response, client) {
  return asPlatformError(operation, response, client);
}
function asPlatformError(operation, response, { team }) {
  const { code, message, errorName, limit, invalidToken } = readError(response.text);
  const requestId = response.headers["x-vercel-id"];
  return (0,refusals/* refusalError */.z)({
    operation: `Vercel: ${operation}`,
    status: response.status,
    code: errorName?.startsWith("api-upload") ? errorName : code,
    message: message || response.text.slice(0, 120),
    team,
    changes: true,
    ...invalidToken ? { invalidToken } : {},
    ...requestId ? { requestId } : {},
    ...limit?.reset ? { resetAt: limit.reset } : {}
  });
}
function readError(text) {
  try {
    return errorSchema.parse(JSON.parse(text)).error;
  } catch {
    return { code: "", message: "" };
  }
}


;// CONCATENATED MODULE: ./.cache/plain/src/vercel/transfer/send-files.js







const parallelUploads = 32;
const tries = 5;
const send_files_wholeBytes = 1048576;
const slowestBytesPerMs = 50;
const send_files_longestWaitMs = 6e4;
const operation = (path) => `upload ${path}`;
async function sendFiles(files, deps) {
  const queue = [...files].sort((one, other) => other.size - one.size);
  const progress = new Progress(files.length, deps);
  let failed = false;
  const work = async () => {
    for (let file = queue.shift(); file && !failed; file = queue.shift()) {
      await sendFile(file, deps);
      progress.sent(file);
    }
  };
  const workers = Array.from(
    { length: Math.min(parallelUploads, files.length) },
    () => work().catch((error) => {
      failed = true;
      throw error;
    })
  );
  await Promise.all(workers);
}
async function sendFile(file, deps) {
  for (let attempt = 1; ; attempt += 1) {
    const outcome = await post(file, deps).catch((error2) => ({ error: error2 }));
    const answer = "error" in outcome ? void 0 : outcome;
    if (answer && answer.status < 300) return;
    if (deps.signal.aborted) throw new errors/* CancelledError */.cc();
    const error = answer ? uploadRefusal(operation(file.path), answer, deps.client) : asError(outcome);
    const waitMs = attempt < tries ? waitBeforeNext(attempt, answer, error, deps) : void 0;
    if (waitMs === void 0) {
      if (answer?.status === 400) await throwIfChanged(file, deps);
      throw error;
    }
    deps.log.debug(`${error.message} Sending it again in ${waitMs} ms (try ${attempt + 1} of ${tries}).`);
    await deps.clock.sleep(waitMs, deps.signal);
  }
}
function waitBeforeNext(attempt, answer, error, { clock }) {
  if (!answer)
    return error instanceof errors/* PlatformError */.Wk ? (0,retry/* retryDelayMs */.qO)(attempt, void 0, clock.now()) : void 0;
  const limited = answer.status === 429 && error instanceof errors/* PlatformError */.Wk && !error.code.startsWith("api-upload");
  if (!limited && answer.status < 500) return void 0;
  const asked = (0,retry/* askedDelayMs */.mB)(answer.headers, clock.now());
  return asked !== void 0 && asked > send_files_longestWaitMs ? void 0 : (0,retry/* retryDelayMs */.qO)(attempt, answer.headers, clock.now());
}
function post(file, { client, stallMs }) {
  return client.send({
    operation: operation(file.path),
    method: "POST",
    path: "/v2/files",
    body: bodyOf(file),
    headers: {
      "content-type": "application/octet-stream",
      "content-length": String(file.size),
      "x-now-digest": file.sha ?? "",
      "x-now-size": String(file.size)
    },
    repeatable: true,
    tries: 1,
    timeoutMs: stallMs + Math.ceil(file.size / slowestBytesPerMs)
  });
}
function bodyOf({ content, size }) {
  if (content.from === "memory") return content.data;
  if (content.from === "nowhere") return Buffer.alloc(0);
  const { file } = content;
  if (size <= send_files_wholeBytes) return (0,external_node_fs_.readFileSync)(file);
  return () => (0,external_node_fs_.createReadStream)(file, { end: size - 1, highWaterMark: 262144 });
}
function asError(outcome) {
  const error = "error" in outcome ? outcome.error : void 0;
  return error instanceof Error ? error : new Error(String(error));
}
async function throwIfChanged(file, { signal }) {
  const [now] = await digestFiles([file], signal);
  if (now?.sha === file.sha) return;
  throw changedMeanwhile(file.path);
}
const progressMs = 5e3;
class Progress {
  #count;
  #deps;
  #files = 0;
  #bytes = 0;
  #said;
  constructor(count, deps) {
    this.#count = count;
    this.#deps = deps;
    this.#said = deps.clock.now();
  }
  sent({ size }) {
    const { clock, log } = this.#deps;
    this.#files += 1;
    this.#bytes += size;
    if (clock.now() - this.#said < progressMs) return;
    this.#said = clock.now();
    log.info(`Sent ${this.#files} of ${this.#count} files, ${(0,duration/* formatSize */.Xq)(this.#bytes)}`);
  }
}


;// CONCATENATED MODULE: ./.cache/plain/src/vercel/transfer/cargo.js







const filesLimit = 15e3;
const uploadsWorth = 1e3;
const inlinePages = 10;
const inlinePageBytes = 5 * 1048576;
const inlineFiles = { atLeast: parallelUploads + 1, atMost: 300, bytes: 1048576 };
const rounds = 5;
class Cargo {
  sent;
  #files;
  #choice;
  #deps;
  #parts;
  #inline;
  #removeParts = async () => {
  };
  #round = 0;
  constructor(files, choice, deps) {
    this.#files = files;
    this.#choice = choice;
    this.#deps = deps;
    this.#inline = false;
    const bytes = totalSize(files);
    this.sent = { files: files.length, bytes, sentFiles: 0, sentBytes: 0, packed: false };
  }
  /**
   * Reads and digests the files, and packs them where that is certain to be needed. `prebuilt` files never travel inside the
   * request. Throws InputError, CancelledError.
   */
  static async load(files, { choice, prebuilt }, deps) {
    if (choice === "none" && files.length > filesLimit) throw tooManyFiles(files.length, filesLimit);
    const cargo = new Cargo(await digestFiles(files, deps.signal), choice, deps);
    if (choice === "tgz" || files.length > filesLimit) await cargo.#pack();
    else cargo.#inline = arePages(files) || choice === "auto" && !prebuilt && areSmall(files);
    const how = cargo.#inline ? ", inside the request" : "";
    deps.log.info(`${countOf(files.length)}, ${(0,duration/* formatSize */.Xq)(cargo.sent.bytes)}${how}`);
    return cargo;
  }
  /** The `files` of the request, as Vercel's own upload library (18.4.2) writes them. */
  entries() {
    return (this.#parts ?? this.#files).map((file) => {
      const { path, mode, size, sha } = file;
      if (sha === void 0) return { file: path, mode };
      if (this.#inline)
        return { file: path, data: cargo_contentsOf(file).toString("base64"), encoding: "base64", mode };
      return { file: path, size, mode, sha };
    });
  }
  /** Names the files by their digests from now on; false when it did so before. For a request that was too large. */
  sendApart() {
    const was = this.#inline;
    this.#inline = false;
    return was;
  }
  /** Sends the files that Vercel asks for, or packs all when they are many. Throws PlatformError when that leads nowhere. */
  async provide(shas) {
    const { clock, log, signal, client } = this.#deps;
    if (this.#choice === "auto" && !this.#parts && shas.length > uploadsWorth) {
      log.info(`${shas.length} files are new to Vercel: all are packed and sent as one archive`);
      return this.#pack();
    }
    this.#round += 1;
    if (this.#round > rounds) throw stillMissing(shas.length, rounds);
    const wanted = new Set(shas);
    const unique = new Map((this.#parts ?? this.#files).map((file) => [file.sha ?? "", file]));
    const files = [...unique.values()].filter(({ sha }) => sha !== void 0 && wanted.has(sha));
    if (files.length < wanted.size || files.length === 0) throw unknownMissing();
    if (this.#round > 1) {
      log.info(`Vercel asks for ${files.length} files once more; they are sent again`);
      await clock.sleep(client.loopback ? 20 : 1e3 * this.#round, signal);
    } else
      log.info(`Sending what is new to Vercel: ${countOf(files.length)}, ${(0,duration/* formatSize */.Xq)(totalSize(files))}`);
    await sendFiles(files, this.#deps);
    this.sent.sentFiles += files.length;
    this.sent.sentBytes += totalSize(files);
  }
  /** Removes what was packed. */
  async close() {
    await this.#removeParts();
  }
  async #pack() {
    const { log, temp, signal } = this.#deps;
    const { parts, remove } = await packFiles(this.#files, temp, signal);
    this.#parts = parts;
    this.#removeParts = remove;
    this.sent.packed = true;
    log.info(`Packed ${countOf(this.#files.length)} to ${(0,duration/* formatSize */.Xq)(totalSize(parts))}`);
  }
}
function arePages(files) {
  return files.length <= inlinePages && files.every(({ path, mode }) => isPlainFile(mode) && /\.(html?|md)$/i.test(path)) && totalSize(files) <= inlinePageBytes;
}
function areSmall(files) {
  const { atLeast, atMost, bytes } = inlineFiles;
  return files.length >= atLeast && files.length <= atMost && files.every(({ mode }) => isPlainFile(mode) && (mode & 73) === 0) && totalSize(files) <= bytes;
}
function cargo_contentsOf({ content }) {
  if (content.from === "memory") return content.data;
  return content.from === "disk" ? (0,external_node_fs_.readFileSync)(content.file) : Buffer.alloc(0);
}
function countOf(files) {
  return files === 1 ? "1 file" : `${files} files`;
}


// EXTERNAL MODULE: ./.cache/plain/src/vercel/transfer/mark.js
var transfer_mark = __webpack_require__(79141);
;// CONCATENATED MODULE: ./.cache/plain/src/vercel/transfer/create.js






const createdSchema = schemas/* object */.Ikc({
  id: schemas/* string */.YjP().min(1),
  url: schemas/* string */.YjP().nullish(),
  inspectorUrl: schemas/* string */.YjP().nullish(),
  target: schemas/* string */.YjP().nullish()
});
const create_operation = "create the deployment";
const create_tries = 4;
const looksForLost = 3;
async function createDeployment(request, deps) {
  const { material } = request;
  if (material.kind !== "files") return persist(request, void 0, deps);
  const { archive: choice, prebuilt } = material;
  const cargo = await Cargo.load(material.files, { choice, prebuilt }, deps);
  try {
    return await persist(request, cargo, deps);
  } finally {
    await cargo.close();
  }
}
async function findByMark(projectId, mark, { client }, others = []) {
  const found = await client.deploymentsByMeta(projectId, transfer_mark/* markKey */.r, mark);
  return found.find(({ id }) => !others.includes(id));
}
async function persist(request, cargo, deps) {
  for (let attempt = 1; ; ) {
    const outcome = await create_post(request, cargo, deps);
    if ("id" in outcome) return outcome;
    if (outcome.kind === "refused") {
      if (!isTooLarge(outcome.error) || !cargo?.sendApart()) throw outcome.error;
      deps.log.info("Vercel does not take the files inside the request; they are sent one by one");
      continue;
    }
    if (outcome.kind === "missing") {
      await cargo?.provide(outcome.shas);
      continue;
    }
    if (outcome.kind === "unclear") {
      const found = await findLost(request, cargo, deps).catch((error) => {
        throw error instanceof errors/* PlatformError */.Wk ? outcome.error : error;
      });
      if (found) return found;
    }
    if (attempt >= create_tries) throw outcome.error;
    attempt += 1;
    const delayMs = outcome.waitMs ?? (deps.client.loopback ? 50 : (0,retry/* retryDelayMs */.qO)(attempt, void 0, deps.clock.now()));
    deps.log.info(
      `${outcome.error.message} No deployment was made; sending again (try ${attempt} of ${create_tries}) in ${delayMs} ms.`
    );
    await deps.clock.sleep(delayMs, deps.signal);
  }
}
function isTooLarge({ status, message }) {
  return status === 413 || status === 400 && /`(files|data)\b|too large|body/i.test(message);
}
async function create_post(request, cargo, deps) {
  const { client, clock, log, stallMs } = deps;
  const { material } = request;
  try {
    const response = await client.send({
      operation: create_operation,
      method: "POST",
      path: "/v13/deployments",
      query: {
        skipAutoDetectionConfirmation: "1",
        ...request.force || material.kind === "deployment" ? { forceNew: "1" } : {},
        ...material.kind === "files" && material.prebuilt ? { prebuilt: "1" } : {}
      },
      json: { ...create_bodyOf(request), ...cargo ? { files: cargo.entries() } : {} },
      // Which 429 may be tried again is not the transport's to know.
      tries: 1,
      timeoutMs: stallMs
    });
    if (response.status >= 400) return refusedCreate(create_operation, response, client, clock.now());
    sayIndications(response, log);
    return { ...readCreated(response), sent: cargo?.sent };
  } catch (error) {
    return lostCreate(error);
  }
}
async function findLost({ project, mark, others }, cargo, { client, clock, log, signal }) {
  for (let look = 1; look <= looksForLost; look += 1) {
    const found = await findByMark(project.id, mark, { client }, others);
    if (found) {
      log.info(`Vercel's answer got lost, but it made the deployment ${found.id}; it is not sent again.`);
      const { id, host, inspectorUrl, target } = found;
      return { id, host, inspectorUrl, target, sent: cargo?.sent };
    }
    await clock.sleep(client.loopback ? 50 : 2e3, signal);
  }
  return void 0;
}
function create_bodyOf(request) {
  const { project, material, env, buildEnv, regions } = request;
  const redeploys = material.kind === "deployment";
  return {
    name: project.name,
    project: project.id,
    version: 2,
    ...request.target === "production" ? { target: "production" } : {},
    ...request.customEnvironment ? { customEnvironmentSlugOrId: request.customEnvironment } : {},
    ...request.assignDomains ? {} : { autoAssignCustomDomains: false },
    meta: { ...request.meta, ...redeploys ? { action: "redeploy" } : {}, [transfer_mark/* markKey */.r]: request.mark },
    ...request.git ? { gitMetadata: request.git } : {},
    ...Object.keys(env).length > 0 ? { env } : {},
    ...Object.keys(buildEnv).length > 0 ? { build: { env: buildEnv } } : {},
    ...regions.length > 0 ? { regions } : {},
    ...redeploys ? { deploymentId: material.id } : {},
    ...material.kind === "commit" ? { gitSource: material.source } : {},
    ...material.kind === "files" && material.projectSettings ? { projectSettings: material.projectSettings } : {}
  };
}
function readCreated(response) {
  const read = createdSchema.safeParse(response.json());
  if (read.success) {
    const { id, url, inspectorUrl, target } = read.data;
    return { id, host: url ?? "", inspectorUrl: inspectorUrl ?? "", target: target ?? void 0 };
  }
  throw new errors/* PlatformError */.Wk("Vercel: the answer to the new deployment has no id.", {
    code: "unexpected-answer",
    status: response.status,
    ambiguous: true,
    fix: `Look at the project's deployments on Vercel, and check "vercel-api-url"; then run the job again.`
  });
}
function sayIndications({ headers }, log) {
  for (const [name, text] of Object.entries(headers))
    if (/^x-(vercel|now)-(warning|notice|tip)-/.test(name)) log.warning(text, "Vercel");
}



/***/ })

};

export const id = 111;
export const ids = [111];
export const modules = {

/***/ 95032:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  Tw: () => (/* binding */ openBackup)
});

// UNUSED EXPORTS: listBackups, pruneBackups, storeBackup

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(73024);
// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(51455);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: external "node:stream/promises"
var external_node_stream_promises_ = __webpack_require__(46466);
// EXTERNAL MODULE: ./.cache/plain/src/errors/errors.js
var errors = __webpack_require__(86985);
// EXTERNAL MODULE: external "node:stream"
var external_node_stream_ = __webpack_require__(57075);
;// CONCATENATED MODULE: ./.cache/plain/src/database/backup/encryption.js






const magic = Buffer.from("DEPLOYA1", "latin1");
const saltLength = 16;
const nonceLength = 12;
const tagLength = 16;
const headerLength = magic.length + 3 + saltLength + nonceLength;
const usualCost = 17;
const blockSize = 8;
const highestCost = 20;
async function encryption_encryptFile(plain, encrypted, passphrase, cost = usualCost) {
  const salt = randomBytes(saltLength);
  const nonce = randomBytes(nonceLength);
  const header = Buffer.concat([magic, Buffer.from([cost, blockSize, 1]), salt, nonce]);
  const cipher = createCipheriv("aes-256-gcm", await deriveKey(passphrase, salt, cost, blockSize, 1), nonce);
  cipher.setAAD(header);
  const target = createWriteStream(encrypted, { mode: 384 });
  target.write(header);
  await pipeline(createReadStream(plain), cipher, target);
  const file = await open(encrypted, "a");
  try {
    await file.write(cipher.getAuthTag());
    await file.sync();
  } finally {
    await file.close();
  }
}
async function isEncrypted(path) {
  return (await readRange(path, 0, magic.length)).equals(magic);
}
async function decryptFile(encrypted, plain, passphrase) {
  const { size } = await (0,promises_.stat)(encrypted);
  const decipher = await openCipher(encrypted, size, passphrase);
  const range = { start: headerLength, end: size - tagLength - 1 };
  const source = range.end < range.start ? external_node_stream_.Readable.from([]) : (0,external_node_fs_.createReadStream)(encrypted, range);
  const partial = `${plain}.partial`;
  try {
    await (0,external_node_stream_promises_.pipeline)(source, decipher, (0,external_node_fs_.createWriteStream)(partial, { mode: 384 }));
    await (0,promises_.rename)(partial, plain);
  } catch (cause) {
    throw new errors/* InputError */.dz(
      `${encrypted} cannot be decrypted: the key is another one, or the file is damaged.`,
      {
        fix: 'Give the key the backup was made with ("backup-key").',
        cause
      }
    );
  } finally {
    await (0,promises_.rm)(partial, { force: true });
  }
}
async function openCipher(encrypted, size, passphrase) {
  const header = await readRange(encrypted, 0, headerLength);
  const [cost = 0, r = 0, p = 0] = header.subarray(magic.length);
  const isOurs = header.subarray(0, magic.length).equals(magic);
  if (size < headerLength + tagLength || !isOurs || cost > highestCost) {
    throw new errors/* InputError */.dz(`${encrypted} is no encrypted backup of this action.`);
  }
  const salt = header.subarray(magic.length + 3, magic.length + 3 + saltLength);
  const key = await deriveKey(passphrase, salt, cost, r, p);
  const nonce = header.subarray(headerLength - nonceLength);
  const decipher = (0,external_node_crypto_.createDecipheriv)("aes-256-gcm", key, nonce, { authTagLength: tagLength });
  decipher.setAAD(header);
  decipher.setAuthTag(await readRange(encrypted, size - tagLength, tagLength));
  return decipher;
}
function deriveKey(passphrase, salt, cost, r, p) {
  const options = { N: 2 ** cost, r, p, maxmem: 2 * 128 * 2 ** cost * Math.max(r, 1) };
  return new Promise((resolve, reject) => {
    (0,external_node_crypto_.scrypt)(passphrase, salt, 32, options, (error, key) => error ? reject(error) : resolve(key));
  });
}
async function readRange(path, start, length) {
  const file = await (0,promises_.open)(path, "r");
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, start);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}


;// CONCATENATED MODULE: ./.cache/plain/src/database/backup/backup-files.js







const shortestKey = 16;
async function storeBackup(store, kind, madeAt, write) {
  if (store.key !== null && store.key.length < shortestKey) {
    throw new InputError(`The input "backup-key" is shorter than ${shortestKey} characters.`, {
      fix: "Make one with `openssl rand -base64 32` and keep it as a secret: without it nobody opens the backup."
    });
  }
  await mkdir(store.directory, { recursive: true, mode: 448 });
  const path = join(store.directory, fileName(store, kind, madeAt));
  const plain = `${path}.unfinished`;
  const sealed = `${path}.sealing`;
  try {
    await write(plain);
    if (store.key !== null) await encryptFile(plain, sealed, store.key);
    await rename(store.key === null ? plain : sealed, path);
  } finally {
    await Promise.all([rm(plain, { force: true }), rm(sealed, { force: true })]);
  }
  const sha256 = await sha256Of(path);
  await writeFile(`${path}.sha256`, `${sha256}  ${basename(path)}
`);
  return { path, bytes: (await stat(path)).size, sha256, encrypted: store.key !== null };
}
async function openBackup(path, key, read) {
  if (!(0,external_node_fs_.existsSync)(path)) {
    throw new errors/* InputError */.dz(`There is no backup ${path}.`, {
      fix: "Download it to this runner first (actions/download-artifact), and name it with its path."
    });
  }
  await checkSum(path);
  if (!await isEncrypted(path)) return read(path);
  if (key === null) {
    throw new errors/* InputError */.dz(`${path} is encrypted.`, { fix: 'Give the key it was made with: "backup-key".' });
  }
  const plain = `${path}.plain-${process.pid}`;
  try {
    await decryptFile(path, plain, key);
    return await read(plain);
  } finally {
    await (0,promises_.rm)(plain, { force: true });
  }
}
async function pruneBackups(store, now) {
  const { count, ageMs } = store.keep;
  const backups = await listBackups(store);
  const gone = backups.filter(
    ({ madeAt }, index) => index > 0 && (count !== null && index >= count || ageMs !== null && now - madeAt > ageMs)
  );
  for (const { path } of gone) {
    await rm(path, { force: true });
    for (const beside of [".sha256", ".contents"]) await rm(`${path}${beside}`, { force: true });
  }
  return gone.map(({ path }) => path);
}
async function listBackups(store) {
  const names = existsSync(store.directory) ? await readdir(store.directory) : [];
  return names.flatMap((name) => {
    const madeAt = madeAtOf(store, name);
    return madeAt === void 0 ? [] : [{ path: join(store.directory, name), madeAt }];
  }).sort((left, right) => right.madeAt - left.madeAt);
}
function fileName(store, kind, madeAt) {
  const when = new Date(madeAt).toISOString().replaceAll(":", "-");
  return `${safeName(store.name)}_${when}.${kind}${store.key === null ? "" : ".enc"}`;
}
function madeAtOf(store, name) {
  const rest = name.startsWith(`${safeName(store.name)}_`) ? name.slice(safeName(store.name).length + 1) : "";
  const match = /^(\d{4}-\d\d-\d\d)T(\d\d)-(\d\d)-(\d\d\.\d{3}Z)\.(?:dump|sqlite)(?:\.enc)?$/.exec(rest);
  return match ? Date.parse(`${match[1]}T${match[2]}:${match[3]}:${match[4]}`) : void 0;
}
function safeName(name) {
  return name.replace(/[^\w-]/g, "-");
}
async function checkSum(path) {
  if (!(0,external_node_fs_.existsSync)(`${path}.sha256`)) return;
  const expected = (await (0,promises_.readFile)(`${path}.sha256`, "utf8")).slice(0, 64);
  if (await sha256Of(path) === expected) return;
  throw new errors/* InputError */.dz(
    `${path} is not the file that was stored: its checksum differs from ${(0,external_node_path_.basename)(path)}.sha256.`,
    {
      fix: "Fetch it again; if it stays so, use an older backup."
    }
  );
}
async function sha256Of(path) {
  const hash = (0,external_node_crypto_.createHash)("sha256");
  await (0,external_node_stream_promises_.pipeline)((0,external_node_fs_.createReadStream)(path), hash);
  return hash.digest("hex");
}



/***/ }),

/***/ 9111:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  restorePostgres: () => (/* binding */ restorePostgres)
});

// UNUSED EXPORTS: dumpPostgres, restoreElsewhere

// EXTERNAL MODULE: ./.cache/plain/src/errors/errors.js
var errors = __webpack_require__(86985);
// EXTERNAL MODULE: ./.cache/plain/src/process/run-process.js
var run_process = __webpack_require__(56301);
// EXTERNAL MODULE: ./.cache/plain/src/database/address.js
var database_address = __webpack_require__(11538);
// EXTERNAL MODULE: ./.cache/plain/src/database/backup/backup-files.js + 1 modules
var backup_files = __webpack_require__(95032);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(73024);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
;// CONCATENATED MODULE: ./.cache/plain/src/database/backup/postgres-programs.js




const versionedFolders = [
  { root: "/usr/lib/postgresql", programs: "bin" },
  { root: "/usr", programs: "bin", only: /^pgsql-\d+$/ },
  { root: "/opt/homebrew/opt", programs: "bin", only: /^(postgresql|libpq)(@\d+)?$/ },
  { root: "/usr/local/opt", programs: "bin", only: /^(postgresql|libpq)(@\d+)?$/ }
];
async function postgres_programs_findPrograms(serverMajor, search) {
  const folders = [...search.folders ?? usualFolders(), ...search.path.split(external_node_path_.delimiter)];
  const found = [];
  for (const folder of new Set(folders.filter((one) => one !== ""))) {
    const dump = (0,external_node_path_.join)(folder, "pg_dump");
    const restore = (0,external_node_path_.join)(folder, "pg_restore");
    if (!(0,external_node_fs_.existsSync)(dump) || !(0,external_node_fs_.existsSync)(restore)) continue;
    const major = await majorOf(dump, search.signal);
    if (major === serverMajor) return { dump, restore, major };
    if (major !== void 0) found.push({ dump, restore, major });
  }
  const newer = found.filter((one) => one.major > serverMajor).sort((left, right) => left.major - right.major);
  const [nearest] = newer;
  if (nearest) return nearest;
  throw missing(serverMajor, found);
}
function missing(serverMajor, found) {
  const has = found.length === 0 ? "has no pg_dump" : `has pg_dump ${[...new Set(found.map((one) => one.major))].join(", ")} only`;
  return new errors/* InputError */.dz(
    `The server is PostgreSQL ${serverMajor}, and this runner ${has}; pg_dump refuses a server that is newer than itself.`,
    {
      fix: `Install it in a step before: sudo apt-get install -y postgresql-client-${serverMajor} (from apt.postgresql.org: sudo /usr/share/postgresql-common/pgdg/apt.postgresql.org.sh -y). Or set backup: never where your host keeps backups itself.`
    }
  );
}
function usualFolders() {
  return versionedFolders.flatMap(({ root, programs, only }) => {
    if (!(0,external_node_fs_.existsSync)(root)) return [];
    const names = (0,external_node_fs_.readdirSync)(root).filter((name) => only ? only.test(name) : /^\d+$/.test(name));
    return names.map((name) => (0,external_node_path_.join)(root, name, programs));
  });
}
async function majorOf(program, signal) {
  const result = await (0,run_process/* runProcess */.R)({
    command: program,
    args: ["--version"],
    cwd: "/",
    env: {},
    timeoutMs: 1e4,
    signal
  });
  const major = /\(PostgreSQL\) (\d+)/.exec(result.tail.join("\n"))?.[1];
  return major === void 0 ? void 0 : Number(major);
}


;// CONCATENATED MODULE: ./.cache/plain/src/database/backup/postgres-dump.js





async function dumpPostgres(address, serverMajor, store, deps, snapshot) {
  const programs = await findPrograms(serverMajor, searchOf(deps));
  const madeAt = deps.clock.now();
  deps.log.info(`Backing up ${describeAddress(address)} with pg_dump ${programs.major}`);
  const stored = await storeBackup(
    store,
    "dump",
    madeAt,
    (path2) => run(
      programs.dump,
      [
        "--format=custom",
        "--no-password",
        ...snapshot === void 0 ? [] : [`--snapshot=${snapshot}`],
        `--file=${path2}`
      ],
      address,
      deps
    )
  );
  for (const path2 of await pruneBackups(store, madeAt)) deps.log.info(`Removed the old backup ${path2}`);
  const { path, bytes, sha256, encrypted } = stored;
  const durationMs = deps.clock.now() - madeAt;
  const point = { reference: `pg_dump:${path}`, kind: "pg-dump", madeAt, durationMs };
  return { ...point, bytes, sha256, encrypted, dumpedBy: programs.major };
}
async function restorePostgres(file, address, serverMajor, key, deps) {
  const programs = await postgres_programs_findPrograms(serverMajor, searchOf(deps));
  deps.log.info(`Restoring ${(0,database_address/* describeAddress */.KU)(address)} from ${file} with pg_restore ${programs.major}`);
  const whole = programs.major === serverMajor;
  await (0,backup_files/* openBackup */.Tw)(file, key, (plain) => restore(programs, plain, address, whole, deps));
}
async function restoreElsewhere(file, address, { serverMajor, dumpedBy }, key, deps) {
  const programs = await findPrograms(dumpedBy, searchOf(deps));
  deps.log.info(`Restoring ${file} into ${describeAddress(address)} with pg_restore ${programs.major}`);
  const whole = programs.major <= serverMajor;
  await openBackup(file, key, (plain) => restore(programs, plain, address, whole, deps));
}
async function restore(programs, plain, address, whole, deps) {
  const args = [
    "--clean",
    "--if-exists",
    "--no-owner",
    "--no-password",
    ...whole ? ["--single-transaction"] : [],
    `--dbname=${address.database}`,
    plain
  ];
  await run(programs.restore, args, address, deps);
}
function searchOf({ path, signal, folders }) {
  return { path, signal, ...folders ? { folders } : {} };
}
async function run(program, args, address, { log, signal, path }) {
  const result = await (0,run_process/* runProcess */.R)({
    command: program,
    args,
    cwd: "/",
    env: { PATH: path, ...connectionOf(address) },
    signal
  });
  if (signal.aborted) throw new errors/* CancelledError */.cc();
  const words = (0,database_address/* withoutSecrets */.cT)(result.tail.join("\n"), address);
  if (result.exitCode === 0) return;
  const name = program.split("/").at(-1) ?? program;
  const serious = result.tail.filter((line) => / error: /.test(line) && !harmless(line));
  if (name === "pg_restore" && result.exitCode === 1 && serious.length === 0) {
    log.info(`pg_restore set parameters the server does not know; that changes nothing.`);
    return;
  }
  throw new errors/* PlatformError */.Wk(
    `${name} failed with exit code ${result.exitCode} on ${(0,database_address/* describeAddress */.KU)(address)}:
${words}`,
    {
      code: name,
      fix: name === "pg_dump" ? 'Nothing was changed. The user of "database-url" must be able to read every table.' : "With client and server of one version nothing was changed: it is one transaction. See docs/runbooks/restore-a-database.md."
    }
  );
}
function harmless(line) {
  return /unrecognized configuration parameter "\w+"/.test(line);
}
function connectionOf(address) {
  const url = new URL(address.connection);
  const sslmode = url.searchParams.get("sslmode");
  const rootCertificate = url.searchParams.get("sslrootcert");
  return {
    PGHOST: address.host,
    PGPORT: String(address.port),
    PGUSER: address.user,
    PGDATABASE: address.database,
    PGPASSWORD: decodeURIComponent(url.password),
    PGCONNECT_TIMEOUT: "15",
    PGAPPNAME: "deploy-actions run-migrations",
    // libpq has no `no-verify`: its `require` does not look at the certificate either.
    ...sslmode === null ? {} : { PGSSLMODE: sslmode === "no-verify" ? "require" : sslmode },
    ...rootCertificate === null ? {} : { PGSSLROOTCERT: rootCertificate }
  };
}



/***/ }),

/***/ 56301:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   R: () => (/* binding */ runProcess)
/* harmony export */ });
/* harmony import */ var node_child_process__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(31421);
/* harmony import */ var _errors_errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(86985);


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
    return (0,node_child_process__WEBPACK_IMPORTED_MODULE_0__.spawn)(request.command, request.args, { ...options, stdio: ["ignore", "pipe", "pipe"] });
  }
  const child = (0,node_child_process__WEBPACK_IMPORTED_MODULE_0__.spawn)(request.command, request.args, { ...options, stdio: ["pipe", "pipe", "pipe"] });
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
  return new _errors_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .InputError */ .dz(`"${request.command}" could not be started in ${request.cwd}: ${cause.message}.`, {
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



/***/ })

};

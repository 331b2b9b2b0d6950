export const id = 763;
export const ids = [763];
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

/***/ 68763:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   restoreSqlite: () => (/* binding */ restoreSqlite)
/* harmony export */ });
/* unused harmony export copySqlite */
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(73024);
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(51455);
/* harmony import */ var _errors_errors_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(86985);
/* harmony import */ var _backup_files_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(95032);




async function copySqlite(file, store, { log, clock }) {
  if (!existsSync(file)) throw new InputError(`There is no SQLite database ${file}.`);
  const madeAt = clock.now();
  log.info(`Copying ${file}`);
  const stored = await storeBackup(store, "sqlite", madeAt, (path2) => vacuumInto(file, path2));
  for (const path2 of await pruneBackups(store, madeAt)) log.info(`Removed the old backup ${path2}`);
  const { path, bytes, sha256, encrypted } = stored;
  const durationMs = clock.now() - madeAt;
  return { reference: `sqlite:${path}`, kind: "sqlite-copy", madeAt, bytes, sha256, encrypted, durationMs };
}
async function restoreSqlite(backup, file, key, { log }) {
  log.info(`Restoring ${file} from ${backup}`);
  await (0,_backup_files_js__WEBPACK_IMPORTED_MODULE_3__/* .openBackup */ .Tw)(backup, key, async (plain) => {
    const fresh = `${file}.restoring`;
    try {
      await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.copyFile)(plain, fresh);
      await checkIntegrity(fresh);
      await Promise.all([(0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.rm)(`${file}-wal`, { force: true }), (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.rm)(`${file}-shm`, { force: true })]);
      await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.rename)(fresh, file);
    } finally {
      await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.rm)(fresh, { force: true });
    }
  });
}
async function vacuumInto(file, target) {
  const { DatabaseSync } = await loadSqlite();
  const database = new DatabaseSync(file, { readOnly: true });
  try {
    database.exec(`VACUUM INTO '${target.replaceAll("'", "''")}'`);
  } catch (cause) {
    throw refused(file, cause);
  } finally {
    database.close();
  }
}
async function checkIntegrity(file) {
  const { DatabaseSync } = await loadSqlite();
  const database = new DatabaseSync(file, { readOnly: true });
  try {
    const found = database.prepare("PRAGMA integrity_check").get();
    if (found && Object.values(found)[0] === "ok") return;
    throw new Error(String(found && Object.values(found)[0]));
  } catch (cause) {
    throw refused(file, cause);
  } finally {
    database.close();
  }
}
function refused(file, cause) {
  const words = cause instanceof Error ? cause.message : String(cause);
  return new _errors_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .PlatformError */ .Wk(`SQLite refused ${file}: ${words}.`, {
    code: "sqlite",
    cause,
    fix: "Nothing was changed."
  });
}
async function loadSqlite() {
  try {
    return await Promise.resolve(/* import() */).then(__webpack_require__.t.bind(__webpack_require__, 80099, 19));
  } catch (cause) {
    throw new _errors_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .InputError */ .dz(`Node ${process.versions.node} has no SQLite; it came with 22.5.`, { cause });
  }
}



/***/ })

};

export const id = 968;
export const ids = [968];
export const modules = {

/***/ 36331:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   U: () => (/* binding */ connectionFailed),
/* harmony export */   i: () => (/* binding */ readServerError)
/* harmony export */ });
/* harmony import */ var _errors_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(86985);
/* harmony import */ var _address_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(11538);


function readServerError(error) {
  const source = deepest(error);
  const field = (name) => {
    const value = Reflect.get(source, name);
    return typeof value === "string" && value !== "" ? value : void 0;
  };
  const position = Number(field("position"));
  return {
    code: field("code") ?? "",
    message: field("message") ?? String(error),
    detail: field("detail"),
    hint: field("hint"),
    position: Number.isInteger(position) && position > 0 ? position : void 0
  };
}
function connectionFailed(error, address) {
  const server = readServerError(error);
  const { what, fix } = explain(server, address);
  return new _errors_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .PlatformError */ .Wk(`Could not connect to ${(0,_address_js__WEBPACK_IMPORTED_MODULE_1__/* .describeAddress */ .KU)(address)}: ${what}.`, {
    code: server.code || "unreachable",
    fix,
    cause: new Error((0,_address_js__WEBPACK_IMPORTED_MODULE_1__/* .withoutSecrets */ .cT)(server.message, address))
  });
}
function explain({ code, message }, address) {
  const words = (0,_address_js__WEBPACK_IMPORTED_MODULE_1__/* .withoutSecrets */ .cT)(message, address);
  if (code === "28P01" || code === "28000")
    return {
      what: `the user "${address.user}" was refused (${words})`,
      fix: "Check user and password in the secret; a password that was changed on the platform must be changed here too."
    };
  if (code === "3D000")
    return {
      what: `there is no such database`,
      fix: "Check the name at the end of the address, or create the database."
    };
  if (/^(SELF_SIGNED|DEPTH_ZERO|UNABLE_TO_|CERT_|ERR_TLS)|SSL|certificate/i.test(`${code} ${words}`)) {
    return {
      what: `no encrypted connection came about (${words})`,
      fix: "A server without TLS needs sslmode=disable in the address, a self-signed certificate sslmode=no-verify (or sslrootcert with the certificate)."
    };
  }
  if (code === "53300" || code === "57P03")
    return { what: words, fix: "The server takes no connections just now; run this job again." };
  return {
    what: `it does not answer (${words || code})`,
    fix: "Check host and port, that the server runs, and that it accepts connections from outside its own network."
  };
}
function deepest(error) {
  let current = error;
  for (let depth = 0; depth < 5; depth += 1) {
    if (current instanceof AggregateError && current.errors.length > 0) current = current.errors[0];
    else if (current instanceof Error && current.cause instanceof Error) current = current.cause;
    else break;
  }
  return typeof current === "object" && current !== null ? current : { message: String(error) };
}



/***/ }),

/***/ 39588:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   KE: () => (/* binding */ withMigrationLock),
/* harmony export */   sG: () => (/* binding */ describeHolder)
/* harmony export */ });
/* unused harmony export migrationLockKey */
/* harmony import */ var _errors_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(86985);
/* harmony import */ var _runtime_duration_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(40965);


const migrationLockKey = "110386840629113";
const lookEveryMs = 500;
async function withMigrationLock(session, options, work) {
  const began = options.clock.now();
  let said = false;
  while (!await tryLock(session)) {
    const waited = options.clock.now() - began;
    const holder = await describeHolder(session, migrationLockKey);
    if (waited >= options.waitMs) throw lockTaken(holder, waited);
    if (!said) options.log.info(`Another run migrates this database (${holder}); waiting for it to end.`);
    said = true;
    await options.clock.sleep(Math.min(lookEveryMs, options.waitMs - waited), options.signal);
  }
  try {
    return await work();
  } finally {
    await session.query("select pg_advisory_unlock($1)", [migrationLockKey]).catch(() => {
    });
  }
}
async function tryLock(session) {
  const rows = await session.query("select pg_try_advisory_lock($1) as locked", [
    migrationLockKey
  ]);
  return rows[0]?.locked === true;
}
async function describeHolder(session, key) {
  const rows = await session.query(
    `select a.pid, a.application_name as name, to_char(a.backend_start at time zone 'UTC', 'HH24:MI:SS "UTC"') as since
       from pg_locks l join pg_stat_activity a using (pid)
      where l.locktype = 'advisory' and l.granted and l.objsubid = 1
        and l.database = (select oid from pg_database where datname = current_database())
        and (l.classid::bigint << 32 | l.objid::bigint) = $1`,
    [key]
  );
  const holder = rows[0];
  if (!holder) return "just ended";
  const name = holder.name ? ` (${holder.name})` : "";
  return `server process ${holder.pid}${name}, connected since ${holder.since}`;
}
function lockTaken(holder, waitedMs) {
  return new _errors_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .VerdictError */ .ay(
    `Another run still migrates this database after ${(0,_runtime_duration_js__WEBPACK_IMPORTED_MODULE_1__/* .formatDuration */ .a3)(waitedMs)} (${holder}). Nothing was changed.`,
    {
      fix: 'Let that run end and run this job again; give the workflow a `concurrency` group so that releases queue; or raise "wait-timeout". A run that died gives the lock back as soon as PostgreSQL notices.'
    }
  );
}



/***/ }),

/***/ 23968:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  openTarget: () => (/* binding */ openTarget),
  withTargetLock: () => (/* binding */ withTargetLock)
});

// EXTERNAL MODULE: ./.cache/plain/src/database/migration-lock.js
var migration_lock = __webpack_require__(39588);
// EXTERNAL MODULE: ./.cache/plain/src/errors/errors.js
var errors = __webpack_require__(86985);
// EXTERNAL MODULE: ./.cache/plain/src/database/connection-error.js
var connection_error = __webpack_require__(36331);
;// CONCATENATED MODULE: ./.cache/plain/src/database/session.js


const connectTimeoutMs = 15e3;
const cancelTimeoutMs = 3e3;
const cancelEveryMs = 1e3;
async function openSession(address, limits, signal) {
  if (signal.aborted) throw new errors/* CancelledError */.cc();
  const { default: driver } = await __webpack_require__.e(/* import() */ 849).then(__webpack_require__.bind(__webpack_require__, 83849));
  const client = newClient(driver, address, connectTimeoutMs);
  client.on("error", () => {
  });
  try {
    await client.connect();
    await applyLimits(client, limits);
    const { rows } = await client.query("select pg_backend_pid() as pid");
    return createSession(client, rows[0]?.pid, address, driver, limits, signal);
  } catch (error) {
    await client.end().catch(() => {
    });
    throw (0,connection_error/* connectionFailed */.U)(error, address);
  }
}
function createSession(client, pid, address, driver, limits, signal) {
  const cancel = () => void cancelBackend(driver, address, pid).catch(() => client.end());
  const release = cancelOnAbort(signal, cancel);
  return {
    dialect: "postgresql",
    client,
    signal,
    async query(text, values = []) {
      if (signal.aborted) throw new errors/* CancelledError */.cc();
      try {
        return (await client.query(text, [...values])).rows;
      } catch (error) {
        if (signal.aborted) throw new errors/* CancelledError */.cc(void 0, { cause: error });
        throw error;
      }
    },
    async resetSettings() {
      await client.query("reset all").then(
        () => applyLimits(client, limits),
        () => {
        }
      );
    },
    async close() {
      release();
      await client.end().catch(() => {
      });
    }
  };
}
function cancelOnAbort(signal, cancel) {
  let again;
  const onAbort = () => {
    cancel();
    again = setInterval(cancel, cancelEveryMs);
  };
  signal.addEventListener("abort", onAbort, { once: true });
  return () => {
    signal.removeEventListener("abort", onAbort);
    clearInterval(again);
  };
}
function newClient(driver, address, timeoutMs) {
  return new driver.Client({
    connectionString: address.connection,
    connectionTimeoutMillis: timeoutMs,
    keepAlive: true,
    application_name: "deploy-actions run-migrations"
  });
}
async function applyLimits(client, limits) {
  await client.query(
    `select set_config('lock_timeout', $1, false), set_config('statement_timeout', $2, false)`,
    [`${limits.lockTimeoutMs}ms`, `${limits.statementTimeoutMs}ms`]
  );
  await client.query(
    `select set_config(name, '5s', false) from pg_settings where name = 'client_connection_check_interval'`
  );
}
async function cancelBackend(driver, address, pid) {
  const client = newClient(driver, address, cancelTimeoutMs);
  client.on("error", () => {
  });
  await client.connect();
  try {
    await client.query("select pg_cancel_backend($1)", [pid]);
  } finally {
    await client.end();
  }
}


// EXTERNAL MODULE: ./.cache/plain/src/runtime/duration.js
var duration = __webpack_require__(40965);
;// CONCATENATED MODULE: ./.cache/plain/src/database/sqlite.js


function hasSqlite() {
  return process.getBuiltinModule?.("node:sqlite") !== void 0;
}
async function openSqlite(address, busyMs, signal) {
  if (signal.aborted) throw new errors/* CancelledError */.cc();
  const handle = await openFile(address.file);
  handle.exec(`pragma busy_timeout = ${Math.round(busyMs)}`);
  let open = true;
  return {
    dialect: "sqlite",
    handle,
    signal,
    async query(text, values = []) {
      if (signal.aborted) throw new errors/* CancelledError */.cc();
      if (values.length === 0 && !/^\s*(select|pragma)\b/i.test(text)) {
        handle.exec(text);
        return [];
      }
      const named = Object.fromEntries(values.map((value, index) => [`$${index + 1}`, value]));
      return handle.prepare(text).all(named);
    },
    // SQLite's settings that a migration may change belong to it (PRAGMA foreign_keys); the file keeps none of them.
    async resetSettings() {
    },
    async close() {
      if (open) handle.close();
      open = false;
    }
  };
}
async function withSqliteLock(address, options, work) {
  const file = `${address.file}.migration-lock`;
  const lock = await openFile(file);
  const began = options.clock.now();
  let said = false;
  try {
    while (!tryExclusive(lock)) {
      const waited = options.clock.now() - began;
      if (waited >= options.waitMs) {
        throw new errors/* VerdictError */.ay(
          `Another run still migrates this database after ${(0,duration/* formatDuration */.a3)(waited)} (a process on this machine holds ${file}). Nothing was changed.`,
          { fix: 'Let that run end and run this job again, or raise "wait-timeout".' }
        );
      }
      if (!said) options.log.info("Another run migrates this database; waiting for it to end.");
      said = true;
      await options.clock.sleep(Math.min(200, options.waitMs - waited), options.signal);
    }
    return await work();
  } finally {
    lock.close();
  }
}
function tryExclusive(lock) {
  try {
    lock.exec("begin exclusive");
    return true;
  } catch (error) {
    if (/locked|busy/i.test(String(error))) return false;
    throw error;
  }
}
async function openFile(file) {
  if (!hasSqlite()) {
    throw new errors/* InputError */.dz(`SQLite needs Node 22.5 or newer; this is ${process.version}.`, {
      fix: "Actions run on Node 24: use a runner that has it."
    });
  }
  const { DatabaseSync: Opened } = await Promise.resolve(/* import() */).then(__webpack_require__.t.bind(__webpack_require__, 80099, 19));
  try {
    return new Opened(file);
  } catch (error) {
    throw new errors/* InputError */.dz(`The SQLite database ${file} cannot be opened: ${String(error)}.`, {
      fix: 'Check the path in "database-url" (relative ones start at "working-directory") and that its folder exists.'
    });
  }
}


;// CONCATENATED MODULE: ./.cache/plain/src/database/target.js



function openTarget(address, limits, signal) {
  return address.dialect === "sqlite" ? openSqlite(address, limits.lockTimeoutMs, signal) : openSession(address, limits, signal);
}
function withTargetLock(database, address, options, work) {
  return address.dialect === "sqlite" ? withSqliteLock(address, options, work) : (0,migration_lock/* withMigrationLock */.KE)(database, options, work);
}



/***/ })

};

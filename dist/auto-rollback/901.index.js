export const id = 901;
export const ids = [901];
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

/***/ 5901:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  findMigrations: () => (/* binding */ findMigrations)
});

// UNUSED EXPORTS: customFolders

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(73024);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./.cache/plain/src/errors/errors.js
var errors = __webpack_require__(86985);
// EXTERNAL MODULE: ./.cache/plain/src/database/connection-error.js
var connection_error = __webpack_require__(36331);
// EXTERNAL MODULE: ./.cache/plain/src/database/migration.js
var database_migration = __webpack_require__(16366);
;// CONCATENATED MODULE: ./.cache/plain/src/database/failure.js


const statementLimit = 600;
function describeFailure(error, migration, part, left) {
  const { code, message, detail, hint, position } = (0,connection_error/* readServerError */.i)(error);
  const leading = part.text.length - part.text.trimStart().length;
  const statement = part.text.trim();
  return {
    migration: migration.name,
    path: migration.path,
    line: (0,database_migration/* lineAt */.m)(migration.text, part.offset + (position === void 0 ? leading : position - 1)),
    statement: statement.length > statementLimit ? `${statement.slice(0, statementLimit)}\u2026` : statement,
    code,
    message,
    detail,
    hint,
    ...left
  };
}
function isConnectionLoss(error) {
  const { code, message } = (0,connection_error/* readServerError */.i)(error);
  return /^(08|57P0|ECONN|EPIPE|ETIMEDOUT)/.test(code) || /Connection terminated|not queryable/.test(message);
}
function isLockTrouble(code) {
  return code === "55P03" || code === "40P01";
}
function failureFix(failure, first) {
  if (failure.fix !== void 0) return failure.fix;
  const known = fixes[failure.code];
  if (known !== void 0) return known;
  if (first && ["42P07", "42710", "42701", "42P06"].includes(failure.code)) {
    return "The database has this already although no migration is recorded in it: it was made by other means. Record the migrations it has as applied (a baseline), or migrate an empty database.";
  }
  if (failure.code.startsWith("23")) {
    return "Rows that are there break the new rule. Correct or fill them in a migration of its own first.";
  }
  return failure.undone ? "Correct the migration and run again; nothing of it is in the database." : "See what of it is in the database, undo that by hand, correct the file and run again. An index that was not finished is invalid: DROP INDEX it.";
}
const fixes = {
  "55P03": 'Another session kept a lock on the table for longer than "lock-timeout". Run again when less is going on, end the long transaction (pg_stat_activity shows it), or raise "lock-timeout": while the migration waits, all queries behind it wait too.',
  "57014": 'The statement took longer than "statement-timeout". Raise it, or do the work in smaller steps: it holds its locks as long as it runs.',
  "40P01": "Two sessions waited for each other and PostgreSQL ended this one. Run again.",
  "25001": 'This statement cannot run in a transaction. Drizzle applies all its migrations in one: create the index without CONCURRENTLY, or by hand before. A plain SQL file can ask for none with the first line "-- deploy-actions: no-transaction".',
  "42501": 'The user of "database-url" may not do this. Give it the right, or use the owner of the schema.'
};


;// CONCATENATED MODULE: ./.cache/plain/src/database/sql-tokens.js
const blank = /\s+/y;
const lineComment = /--[^\n]*/y;
const word = /[A-Za-z_\u0080-\uffff][\w$\u0080-\uffff]*/y;
const number = /\d[\w.]*/y;
const quotedName = /(?:U&)?"(?:[^"]|"")*"?/iy;
const escapeString = /E'(?:[^'\\]|''|\\[\s\S])*'?/iy;
const plainString = /(?:[BXN]|U&)?'(?:[^']|'')*'?/iy;
const dollarTag = /\$(?:[A-Za-z_\u0080-\uffff][\w\u0080-\uffff]*)?\$/y;
function readTokens(sql) {
  const tokens = [];
  for (let at = 0; at < sql.length; ) {
    const { length, token } = readOne(sql, at);
    if (token) tokens.push({ ...token, offset: at });
    at += length;
  }
  return tokens;
}
function splitStatements(sql) {
  const statements = [];
  let current = [];
  let depth = 0;
  const end = (offset) => {
    const first = current[0];
    if (first) {
      statements.push({
        text: sql.slice(first.offset, offset).trimEnd(),
        offset: first.offset,
        tokens: current
      });
    }
    current = [];
    depth = 0;
  };
  for (const token of readTokens(sql)) {
    if (token.kind === "symbol" && token.text === ";" && depth === 0) {
      end(token.offset);
      continue;
    }
    depth += nestingDepth(token, current.at(-1), depth);
    current.push(token);
  }
  end(sql.length);
  return statements;
}
function nestingDepth(token, previous, depth) {
  if (token.kind === "symbol") return token.text === "(" ? 1 : token.text === ")" && depth > 0 ? -1 : 0;
  if (token.kind !== "word") return 0;
  if (token.text === "ATOMIC" && previous?.text === "BEGIN") return 1;
  if (depth > 0 && token.text === "CASE") return 1;
  return depth > 0 && token.text === "END" ? -1 : 0;
}
function readOne(sql, at) {
  const skipped = match(blank, sql, at) ?? match(lineComment, sql, at) ?? blockComment(sql, at);
  if (skipped !== void 0) return { length: skipped.length };
  const literal = match(escapeString, sql, at) ?? match(plainString, sql, at) ?? dollarBody(sql, at);
  if (literal !== void 0) return piece("literal", literal, literal);
  const name = match(quotedName, sql, at);
  if (name !== void 0) return piece("name", name, name.replace(/^[^"]*"|"$/g, "").replaceAll('""', '"'));
  const plain = match(word, sql, at);
  if (plain !== void 0) return piece("word", plain, plain.toUpperCase());
  const digits = match(number, sql, at);
  if (digits !== void 0) return piece("literal", digits, digits);
  return piece("symbol", sql.charAt(at), sql.charAt(at));
}
function piece(kind, raw, text) {
  return { length: raw.length, token: { kind, text } };
}
function match(pattern, sql, at) {
  pattern.lastIndex = at;
  return pattern.exec(sql)?.[0];
}
function blockComment(sql, at) {
  if (!sql.startsWith("/*", at)) return void 0;
  let depth = 0;
  let position = at;
  do {
    if (sql.startsWith("/*", position)) {
      depth += 1;
      position += 2;
    } else if (sql.startsWith("*/", position)) {
      depth -= 1;
      position += 2;
    } else position += 1;
  } while (depth > 0 && position < sql.length);
  return sql.slice(at, position);
}
function dollarBody(sql, at) {
  const tag = match(dollarTag, sql, at);
  if (tag === void 0) return void 0;
  const end = sql.indexOf(tag, at + tag.length);
  return sql.slice(at, end < 0 ? sql.length : end + tag.length);
}


;// CONCATENATED MODULE: ./.cache/plain/src/database/script.js




async function runScript(database, script, record) {
  if (script.transaction) await database.query("begin");
  let current = script.parts[0] ?? { text: "", offset: 0 };
  let completed = 0;
  try {
    for (const part of script.parts) {
      current = part;
      await database.query(part.text);
      completed += 1;
    }
    await record();
    if (script.transaction) await database.query("commit");
    return void 0;
  } catch (error) {
    if (error instanceof errors/* CancelledError */.cc || isConnectionLoss(error)) throw error;
    if (script.transaction) await database.query("rollback");
    const standing = script.transaction ? 0 : completed;
    return describeFailure(error, script, current, { undone: script.transaction, completed: standing });
  } finally {
    await database.resetSettings();
  }
}
const noTransaction = /^--\s*deploy-actions:\s*no-transaction\s*$/;
function wantsTransaction(text) {
  return !noTransaction.test(text.split(/\r?\n/, 1)[0] ?? "");
}
function scriptParts(text, dialect) {
  return dialect === "sqlite" ? [{ text, offset: 0 }] : splitStatements(text);
}
function readScript(name, path, dialect) {
  const text = (0,external_node_fs_.readFileSync)(path, "utf8").replace(/^\uFEFF/, "");
  return { name, path, text, parts: scriptParts(text, dialect), transaction: wantsTransaction(text) };
}
async function runDownFiles(database, downs, say) {
  const reverted = [];
  for (const { migration, path, forget } of downs) {
    say(`Taking back ${migration}`);
    const failure = await runScript(database, readScript(migration, path, database.dialect), forget);
    if (failure) return { reverted, failure };
    reverted.push(migration);
  }
  return { reverted, failure: void 0 };
}


;// CONCATENATED MODULE: ./.cache/plain/src/database/tools/alembic-errors.js
const conditions = {
  LockNotAvailable: "55P03",
  DeadlockDetected: "40P01",
  QueryCanceled: "57014",
  UndefinedTable: "42P01",
  UndefinedColumn: "42703",
  DuplicateTable: "42P07",
  DuplicateColumn: "42701",
  DuplicateObject: "42710",
  NotNullViolation: "23502",
  UniqueViolation: "23505",
  ForeignKeyViolation: "23503",
  CheckViolation: "23514",
  InsufficientPrivilege: "42501",
  ActiveSqlTransaction: "25001",
  SyntaxError: "42601",
  DivisionByZero: "22012"
};
function readAlembicError(lines) {
  const text = lines.join("\n");
  const own = /(?:^FAILED: |ERROR \[alembic\.util\.messaging\] )(.+)/m.exec(text)?.[1];
  const driver = /\((?:\w+\.)+(\w+)\) (.+)/.exec(text);
  const asyncpg = /<class 'asyncpg\.exceptions\.(\w+?)(?:Error)?'>: (.+)/.exec(driver?.[2] ?? "");
  const python = [...lines].reverse().find((line) => /^[\w.]+(?:Error|Exception|Interrupt)\b/.test(line));
  const frame = [...text.matchAll(/File "([^"]+)", line (\d+), in (?:upgrade|downgrade)\b/g)].at(-1);
  const running = [...text.matchAll(/Running (upgrade|downgrade) (\S*) ?-> (\S+?)(?:, |$)/gm)].at(-1);
  return {
    message: own ?? asyncpg?.[2] ?? driver?.[2] ?? python ?? lines.filter((line) => line.trim() !== "").at(-1) ?? "it printed nothing",
    sqlState: conditions[asyncpg?.[1] ?? driver?.[1] ?? ""] ?? "",
    statement: /^\[SQL: ([\s\S]*?)\]$/m.exec(text)?.[1]?.trim().slice(0, 600),
    revision: running?.[1] === "downgrade" ? running[2] : running?.[3],
    path: frame?.[1],
    line: frame ? Number(frame[2]) : void 0,
    fix: fixFor(text)
  };
}
function fixFor(text) {
  if (/ModuleNotFoundError|ImportError/.test(text))
    return "A package of the app is missing: install the app with all it imports in a step before this one.";
  if (/No such command|Can't locate revision identified by/.test(text))
    return "The database or the input names a revision that this commit does not have: check it, or deploy a commit that has it.";
  if (/KeyError: '\w*(?:URL|URI|DSN)\w*'/.test(text))
    return 'env.py reads the address from a variable that was not set: name it with "database-url-variable".';
  if (/NoSuchModuleError|Can't load plugin/.test(text))
    return "SQLAlchemy lacks the driver of the address: install it, or name the one the app has (postgresql+psycopg://\u2026).";
  if (/could not connect|Connection refused|connection to server/.test(text))
    return 'Alembic connects elsewhere than "database-url": env.py must read the address from DATABASE_URL, or from the variable named by "database-url-variable".';
  if (/NotImplementedError/.test(text)) return 'This revision has no way down. See "restore" in the README.';
  return void 0;
}


;// CONCATENATED MODULE: ./.cache/plain/src/database/history.js
function compareDrizzle(migrations, applied) {
  const rows = [...applied].sort((left, right) => (left.order ?? 0) - (right.order ?? 0));
  const problems = [];
  const done = /* @__PURE__ */ new Set();
  for (const row of rows) {
    const found = migrations.find((one) => one.order === row.order && one.sha256 === row.sha256 && !done.has(one)) ?? migrations.find((one) => one.order === row.order && !done.has(one)) ?? migrations.find((one) => one.sha256 === row.sha256 && !done.has(one));
    if (found === void 0) {
      problems.push(ahead(`the one of ${isoDate(row.order)}`));
      continue;
    }
    done.add(found);
    if (found.sha256 !== row.sha256) problems.push(edited(found.name));
    else if (found.order !== row.order) problems.push(redated(found, row.order));
  }
  const lastDate = rows.at(-1)?.order ?? Number.NEGATIVE_INFINITY;
  const pending = migrations.filter((one) => !done.has(one));
  const late = pending.filter((one) => one.order <= lastDate);
  problems.push(...late.map((one) => skippedByDrizzle(one, lastDate)));
  const last = migrations.filter((one) => done.has(one)).at(-1);
  const had = migrations.filter((one) => done.has(one));
  return { applied: had, pending, last: last?.name ?? null, problems };
}
function compareFiles(migrations, applied) {
  const rows = new Map(applied.map((row) => [row.name ?? "", row.sha256]));
  const names = new Set(migrations.map((one) => one.name));
  const problems = [...rows.keys()].filter((name) => !names.has(name)).map(ahead);
  const pending = migrations.filter((one) => !rows.has(one.name));
  const done = migrations.filter((one) => rows.has(one.name));
  problems.push(...done.filter((one) => rows.get(one.name) !== one.sha256).map((one) => edited(one.name)));
  const last = done.at(-1);
  const late = pending.filter((one) => last !== void 0 && one.order < last.order);
  problems.push(...late.map((one) => outOfOrder(one.name, last?.name ?? "")));
  return { applied: done, pending, last: last?.name ?? null, problems };
}
function skippedByDrizzle(migration, lastDate) {
  return {
    kind: "skipped",
    migration: migration.name,
    message: `${migration.name} is dated ${isoDate(migration.order)}, not after the last applied migration (${isoDate(lastDate)}). Drizzle would skip it without a word and the code would run on a schema that lacks it.`,
    fix: `Generate it anew on top of the merged history: delete ${migration.name}.sql, its snapshot and its entry in meta/_journal.json, then run \`npx drizzle-kit generate\`.`
  };
}
function outOfOrder(name, last) {
  return {
    kind: "skipped",
    migration: name,
    message: `${name} is new and comes before ${last}, which is applied already. Databases made from scratch would get the two in another order than this one.`,
    fix: `Rename it so that it comes after ${last}.`
  };
}
function edited(name) {
  return {
    kind: "edited",
    migration: name,
    message: `${name} was applied with another content than it has now. The database does not have what the file says.`,
    fix: "Bring the file back to what was applied (git log shows its versions; line endings count) and put the change into a new migration."
  };
}
function redated(migration, applied) {
  return {
    kind: "ambiguous",
    migration: migration.name,
    message: `${migration.name} was applied as the migration of ${isoDate(applied)} and is dated ${isoDate(migration.order)} in the journal now. Drizzle would apply it again, or skip it.`,
    fix: `Put "when": ${applied ?? "?"} back into its entry in meta/_journal.json.`
  };
}
function ahead(which) {
  return {
    kind: "ahead",
    migration: which,
    message: `The database has a migration that this commit does not: ${which}. It was migrated by newer or other code.`,
    fix: "Deploy a commit that contains it. If you reverted the commit that brought it, revert its code and keep its migration files. To run older code on this database on purpose, deploy without migrating."
  };
}
function isoDate(ms) {
  if (ms === void 0 || !Number.isFinite(ms)) return "an unknown date";
  const date = new Date(ms);
  return Number.isNaN(date.getTime()) ? `date ${ms}` : date.toISOString();
}


// EXTERNAL MODULE: ./.cache/plain/src/process/run-process.js
var run_process = __webpack_require__(56301);
// EXTERNAL MODULE: ./.cache/plain/src/database/address.js
var address = __webpack_require__(11538);
;// CONCATENATED MODULE: ./.cache/plain/src/database/tools/program.js





async function runProgram(work, program, call) {
  const stdout = [];
  const lines = [];
  const result = await (0,run_process/* runProcess */.R)({
    command: program.command,
    args: [...program.prefix, ...call.args],
    cwd: call.cwd,
    env: { ...work.env, ...quietEnv, ...call.env },
    signal: work.signal,
    onLine: (raw, stream) => {
      const line = (0,address/* withoutSecrets */.cT)(stripColours(raw), work.address);
      lines.push(line);
      if (stream === "stdout") stdout.push(line);
      if (!call.quiet && line.trim() !== "") work.log.info(line);
    }
  });
  if (work.signal.aborted) throw new errors/* CancelledError */.cc();
  return { ...result, stdout, lines };
}
const quietEnv = {
  NO_COLOR: "1",
  CI: "true",
  PYTHONUNBUFFERED: "1",
  CHECKPOINT_DISABLE: "1",
  PRISMA_HIDE_UPDATE_MESSAGE: "1"
};
function sessionOptions(work) {
  const { lockTimeoutMs, statementTimeoutMs } = work.limits;
  return `-c lock_timeout=${lockTimeoutMs} -c statement_timeout=${statementTimeoutMs}`;
}
function libpqEnv(work) {
  if (work.address.dialect === "sqlite") return {};
  const options = [work.env.PGOPTIONS, sessionOptions(work)].filter(Boolean).join(" ");
  return { PGOPTIONS: options, PGAPPNAME: work.applicationName };
}
function addressWithOptions(work, address) {
  const url = new URL(address.connection);
  if (!url.searchParams.has("options")) url.searchParams.set("options", sessionOptions(work));
  if (!url.searchParams.has("application_name"))
    url.searchParams.set("application_name", work.applicationName);
  return url.href.replace(/\?.*/, (query) => query.replaceAll("+", "%20"));
}
function findUpwards(from, name) {
  for (let folder = from; ; folder = (0,external_node_path_.dirname)(folder)) {
    const candidate = (0,external_node_path_.join)(folder, name);
    if ((0,external_node_fs_.existsSync)(candidate)) return candidate;
    if ((0,external_node_path_.dirname)(folder) === folder) return void 0;
  }
}
function readIfThere(path) {
  try {
    return (0,external_node_fs_.readFileSync)(path, "utf8");
  } catch {
    return void 0;
  }
}
function stripColours(line) {
  return line.replace(/\u001b\[[\d;]*[A-Za-z]/g, "");
}


;// CONCATENATED MODULE: ./.cache/plain/src/database/tools/alembic-history.js



function readRevisions(lines) {
  const revisions = [];
  for (const line of lines) {
    const begin = /^Rev: (\S+)(.*)$/.exec(line);
    const current = revisions.at(-1);
    if (begin) {
      const head = /\((?:effective )?head\)/.test(begin[2] ?? "");
      revisions.push({ id: begin[1] ?? "", parents: [], head, path: "", title: "" });
    } else if (current && /^(Parent|Merges): /.test(line)) {
      const names = line.replace(/^\w+: /, "").split(/,\s*/);
      current.parents = names.map((name) => name.trim()).filter((name) => name !== "<base>");
    } else if (current && line.startsWith("Path: ")) current.path = line.slice(6).trim();
    else if (current && current.title === "" && /^ {4}\S/.test(line)) current.title = line.trim();
  }
  return revisions.reverse();
}
function compareAlembic(revisions, recorded) {
  const byId = new Map(revisions.map((one) => [one.id, one]));
  const done = /* @__PURE__ */ new Set();
  const visit = (id) => {
    if (done.has(id)) return;
    done.add(id);
    byId.get(id)?.parents.forEach(visit);
  };
  recorded.filter((id) => byId.has(id)).forEach(visit);
  const heads = revisions.filter((one) => one.head).map((one) => one.id);
  const problems = recorded.filter((id) => !byId.has(id)).map(ahead);
  if (heads.length > 1) problems.push(severalHeads(heads));
  return {
    applied: revisions.filter((one) => done.has(one.id)).map(asMigration),
    pending: revisions.filter((one) => !done.has(one.id)).map(asMigration),
    last: recorded.filter((id) => byId.has(id)).join(", ") || null,
    problems
  };
}
function severalHeads(heads) {
  return {
    kind: "heads",
    migration: heads.join(", "),
    message: `Alembic's history has ${heads.length} heads (${heads.join(", ")}): two branches each added a revision, and "upgrade head" does not know which is meant.`,
    fix: 'Join them: `alembic merge heads -m "merge"`, or give the newer one the other as its down_revision. Run "command: plan" on the merge queue, so that the second branch shows it before it is merged.'
  };
}
function asMigration(revision, order) {
  const script = (0,external_node_fs_.existsSync)(revision.path) ? readIfThere(revision.path) ?? "" : "";
  return {
    name: revision.id,
    path: revision.path,
    text: "",
    sha256: "",
    order,
    parts: [],
    transaction: !/autocommit_block/.test(script),
    hasDown: hasDowngrade(script),
    opaque: true
  };
}
function hasDowngrade(script) {
  const body = /^(?:async )?def downgrade\([^)]*\)[^:]*:\s*\n((?:[ \t]+.*\n?|\s*\n)*)/m.exec(`${script}
`)?.[1] ?? "";
  const statements = body.replace(/("""|''')[\s\S]*?\1/g, "").split("\n").map((line) => line.replace(/#.*/, "").trim()).filter((line) => line !== "" && line !== "pass" && line !== "...");
  return statements.length > 0 && !/^raise\b/.test(statements[0] ?? "");
}
function splitOfflineSql(lines) {
  const parts = /* @__PURE__ */ new Map();
  let current = [];
  for (const line of lines) {
    const begin = /^-- Running upgrade .*?-> (\S+?)(?:, .*)?\s*$/.exec(line);
    if (begin) {
      current = [];
      parts.set(begin[1] ?? "", current);
    } else current.push(line);
  }
  return new Map([...parts].map(([id, text]) => [id, ownSql(text.join("\n"))]));
}
function ownSql(text) {
  return text.replace(/^(?:INSERT INTO|UPDATE|DELETE FROM) (?:\S+\.)?alembic_version\b[^;]*;$/gm, "").replace(/^(?:BEGIN|COMMIT)(?: TRANSACTION)?;$/gm, "").replace(/^CREATE TABLE (?:\S+\.)?alembic_version \([\s\S]*?\n\);$/gm, "").trim();
}


;// CONCATENATED MODULE: ./.cache/plain/src/database/tools/tables.js

async function tableExists(database, name) {
  const rows = database.dialect === "sqlite" ? await database.query(
    `select count(*) as found from sqlite_master where type = 'table' and name = $1`,
    [name]
  ) : await database.query("select to_regclass($1) is not null as found", [name]);
  return Boolean(rows[0]?.found);
}
function requireMigration(migrations, name) {
  const found = migrations.find((one) => one.name === name);
  if (found) return found;
  const last = migrations.slice(-5).map((one) => one.name);
  throw new errors/* InputError */.dz(`There is no migration "${name}" in this commit.`, {
    fix: last.length > 0 ? `The last ones are ${last.join(", ")}.` : "There is none at all."
  });
}


;// CONCATENATED MODULE: ./.cache/plain/src/database/tools/alembic.js






function createAlembic(project) {
  let known;
  const revisions = (work) => {
    known ??= askRevisions(work, project);
    return known;
  };
  const readHistory = async (work) => compareAlembic(await revisions(work), await readRecorded(work, project));
  return {
    kind: "alembic",
    canStop: true,
    title: `Alembic (${[project.program.command, ...project.program.prefix].join(" ")})`,
    directory: project.directory,
    readHistory,
    readSql: (work, migrations) => readSql(work, project, migrations),
    apply: (work, history) => upgrade(work, project, history, readHistory),
    down: (work, names, to) => downgrade(work, project, names, to, readHistory),
    resolve: async (work, resolution) => stamp(work, project, resolution, await revisions(work)),
    readDrift: (work) => readDrift(work, project)
  };
}
async function askRevisions(work, project) {
  const result = await call(work, project, ["history", "--verbose"], true);
  if (result.exitCode === 0) return readRevisions(result.stdout);
  throw refused("tell its history", readAlembicError(result.lines));
}
async function readRecorded(work, project) {
  if (project.ownVersionTable) {
    const result = await call(work, project, ["current"], true);
    if (result.exitCode !== 0) throw refused("tell what is applied", readAlembicError(result.lines));
    return result.stdout.map(
      (line) => /^([\w.-]+)(?: \((?:effective )?(?:head|mergepoint|branchpoint).*\))?\s*$/.exec(line)?.[1] ?? ""
    ).filter((id) => id !== "");
  }
  if (!await tableExists(work.database, "alembic_version")) return [];
  const rows = await work.database.query("select version_num from alembic_version");
  return rows.map((row) => row.version_num);
}
async function readSql(work, project, migrations) {
  if (migrations.length === 0) return [];
  const recorded = await readRecorded(work, project);
  const from = recorded.length === 1 ? recorded[0] : recorded.length === 0 ? "base" : void 0;
  if (from === void 0) return [...migrations];
  const result = await call(work, project, ["upgrade", `${from}:head`, "--sql"], true);
  if (result.exitCode !== 0) {
    const { message } = readAlembicError(result.lines);
    work.log.info(
      `Alembic cannot print these migrations as SQL (${message}), so nobody can say what they do.`
    );
  }
  const texts = splitOfflineSql(result.stdout);
  if (result.exitCode !== 0) texts.delete([...texts.keys()].at(-1) ?? "");
  return migrations.map((one) => {
    const text = texts.get(one.name);
    if (text === void 0) return one;
    return { ...one, text, parts: scriptParts(text, work.database.dialect), opaque: false };
  });
}
async function upgrade(work, project, { pending }, readHistory) {
  const result = await call(work, project, ["upgrade", pending.at(-1)?.name ?? "head"]);
  const after = await readHistory(work);
  const has = new Set(after.applied.map((one) => one.name));
  const applied = pending.map((one) => one.name).filter((name) => has.has(name));
  if (result.exitCode === 0) return { applied, failure: void 0 };
  const error = readAlembicError(result.lines);
  const at = pending.find((one) => one.name === error.revision);
  if (at === void 0) throw refused("upgrade", error);
  return { applied, failure: describe(at, error, work) };
}
async function downgrade(work, project, names, to, readHistory) {
  const result = await call(work, project, ["downgrade", to ?? "base"]);
  const after = await readHistory(work);
  const has = new Set(after.applied.map((one) => one.name));
  const reverted = names.filter((name) => !has.has(name));
  if (result.exitCode === 0) return { reverted, failure: void 0 };
  const error = readAlembicError(result.lines);
  const at = after.pending.find((one) => one.name === error.revision);
  if (error.revision === void 0) throw refused("downgrade", error);
  return {
    reverted,
    failure: describe(at ?? { name: error.revision, path: "", transaction: true }, error, work)
  };
}
function describe(migration, error, work) {
  return {
    migration: migration.name,
    path: error.path ?? migration.path,
    line: error.line ?? 1,
    statement: error.statement ?? "",
    code: error.sqlState,
    message: error.message,
    detail: void 0,
    hint: void 0,
    // The driver of SQLite ends the transaction before it changes the schema.
    undone: migration.transaction && work.address.dialect === "postgresql",
    completed: 0
  };
}
async function stamp(work, project, { as, migration }, revisions) {
  const found = revisions.find((one) => one.id === migration);
  const parents = found?.parents.length ? found.parents : ["base"];
  const targets = as === "applied" || !found ? [migration] : parents;
  const result = await call(work, project, ["stamp", ...targets]);
  if (result.exitCode !== 0) throw refused(`record ${migration} as ${as}`, readAlembicError(result.lines));
}
async function readDrift(work, project) {
  const result = await call(work, project, ["check"], true);
  if (result.exitCode === 0) return { found: false };
  const text = result.lines.join("\n");
  const differences = /New upgrade operations detected: ([\s\S]+)/.exec(text)?.[1];
  if (differences) return { found: true, differences: differences.trim() };
  work.log.debug(`The drift check did not run: ${readAlembicError(result.lines).message}`);
  return void 0;
}
function refused(doing, error) {
  return new errors/* PlatformError */.Wk(`Alembic did not ${doing}: ${error.message}`, {
    code: error.sqlState || "alembic",
    fix: error.fix ?? "Alembic's own lines are in the log above."
  });
}
function call(work, project, args, quiet = false) {
  const names = /* @__PURE__ */ new Set(["DATABASE_URL", ...project.urlVariables, ...work.urlVariables]);
  const env = Object.fromEntries([...names].map((name) => [name, sqlalchemyUrl(work)]));
  return runProgram(work, project.program, {
    args,
    cwd: project.workingDirectory,
    env: { ...env, ...libpqEnv(work) },
    quiet
  });
}
function sqlalchemyUrl({ address }) {
  if (address.dialect === "postgresql") return address.given.replace(/^postgres(?=[:+])/, "postgresql");
  const scheme = /^(sqlite\+\w+):/.exec(address.given)?.[1] ?? "sqlite";
  return `${scheme}:///${address.file}`;
}


;// CONCATENATED MODULE: ./.cache/plain/src/database/tools/alembic-project.js




function findAlembicFolder(workingDirectory) {
  const ini = readIfThere((0,external_node_path_.join)(workingDirectory, "alembic.ini"));
  const toml = readIfThere((0,external_node_path_.join)(workingDirectory, "pyproject.toml"));
  const table = toml && /^\[tool\.alembic\]([\s\S]*?)(?=^\[|(?![\s\S]))/m.exec(toml)?.[1];
  const location = /^\s*script_location\s*=\s*(.+?)\s*$/m.exec(ini ?? "")?.[1] ?? /^\s*script_location\s*=\s*["'](.+?)["']/m.exec(table ?? "")?.[1];
  if (location === void 0) return void 0;
  return (0,external_node_path_.resolve)(workingDirectory, location.replace(/[%{]?[%(]?\(?here\)?[s}]?/, "."));
}
function readAlembicProject(workingDirectory, env) {
  const directory = findAlembicFolder(workingDirectory);
  if (directory === void 0 || !(0,external_node_fs_.existsSync)((0,external_node_path_.join)(directory, "env.py"))) {
    throw new errors/* InputError */.dz(
      `${workingDirectory} has no alembic.ini (or [tool.alembic] in pyproject.toml) whose script_location holds an env.py.`,
      { fix: 'Name the folder that has it with "working-directory".' }
    );
  }
  const script = readIfThere((0,external_node_path_.join)(directory, "env.py")) ?? "";
  return {
    workingDirectory,
    directory,
    program: findAlembic(workingDirectory, env),
    urlVariables: [
      ...script.matchAll(/(?:getenv\(|environ(?:\.get\(|\[))\s*['"](\w*(?:URL|URI|DSN)\w*)['"]/g)
    ].map((match) => match[1] ?? ""),
    ownVersionTable: /version_table/.test(script)
  };
}
function findAlembic(workingDirectory, env) {
  const places = [
    env.VIRTUAL_ENV && (0,external_node_path_.join)(env.VIRTUAL_ENV, "bin", "alembic"),
    findUpwards(workingDirectory, (0,external_node_path_.join)(".venv", "bin", "alembic")),
    findUpwards(workingDirectory, (0,external_node_path_.join)("venv", "bin", "alembic"))
  ];
  const own = places.find((path) => path && (0,external_node_fs_.existsSync)(path));
  if (own) return { command: own, prefix: [] };
  const poetry = findUpwards(workingDirectory, "poetry.lock") && onPath("poetry", env);
  if (poetry) return { command: poetry, prefix: ["run", "alembic"] };
  const uv = findUpwards(workingDirectory, "uv.lock") && onPath("uv", env);
  if (uv) return { command: uv, prefix: ["run", "alembic"] };
  const global = onPath("alembic", env);
  if (global) return { command: global, prefix: [] };
  throw new errors/* InputError */.dz(
    `There is no Alembic for ${workingDirectory}: neither in .venv, through poetry or uv, nor on the PATH.`,
    {
      fix: "Install the app in a step before this one (`uv sync`, `poetry install`, or `pip install -r requirements.txt`)."
    }
  );
}
function onPath(program, env) {
  const folders = (env.PATH ?? "").split(external_node_path_.delimiter).filter((folder) => folder !== "");
  return folders.map((folder) => (0,external_node_path_.join)(folder, program)).find((path) => (0,external_node_fs_.existsSync)(path));
}


;// CONCATENATED MODULE: ./.cache/plain/src/database/tools/command.js


function createCommandTool(commands) {
  return {
    kind: "command",
    canStop: false,
    title: "your commands",
    directory: commands.workingDirectory,
    readHistory: (work) => readHistory(work, commands),
    apply: (work, history2) => up(work, commands, history2),
    ...commands.down === void 0 ? {} : { down: downWith(commands, commands.down) }
  };
}
async function readHistory(work, commands) {
  const result = await shell(work, commands, commands.status, { quiet: true });
  const listed = readLists(result.stdout.join("\n"));
  if (result.exitCode !== 0 && result.exitCode !== 1) {
    throw new errors/* PlatformError */.Wk(
      `"status-command" ended with exit code ${result.exitCode ?? "none"}: ${lastLine(result)}.`,
      {
        code: `exit-${result.exitCode}`,
        fix: "It must end with 0 when nothing is pending and with 1 when something is; every other code means that it could not tell."
      }
    );
  }
  if (listed) return command_history(listed.applied, listed.pending, commands);
  if (result.exitCode === 0) return command_history([], [], commands);
  const names = result.stdout.map((line) => line.trim()).filter((line) => line !== "");
  return command_history([], names.length > 0 ? names : ["(not named)"], commands);
}
function command_history(applied, pending, commands) {
  return {
    applied: applied.map((name, order) => command_asMigration(name, order, commands)),
    pending: pending.map((name, order) => command_asMigration(name, order, commands)),
    last: applied.at(-1) ?? null,
    problems: []
  };
}
function command_asMigration(name, order, commands) {
  return {
    name,
    path: commands.workingDirectory,
    text: "",
    sha256: "",
    order,
    parts: [],
    transaction: true,
    hasDown: commands.down !== void 0,
    opaque: true
  };
}
function readLists(text) {
  if (!text.trim().startsWith("{")) return void 0;
  let content;
  try {
    content = JSON.parse(text);
  } catch {
    return void 0;
  }
  const list = (name) => {
    const value = Reflect.get(content, name) ?? [];
    if (Array.isArray(value) && value.every((one) => typeof one === "string")) return value;
    throw new errors/* InputError */.dz(`"status-command" printed JSON whose "${name}" is no list of names.`, {
      fix: 'The form is {"applied": ["0001"], "pending": ["0002"]}.'
    });
  };
  return { applied: list("applied"), pending: list("pending") };
}
async function up(work, commands, { pending }) {
  const result = await shell(work, commands, commands.up);
  const [first] = pending;
  if (result.exitCode === 0 || first === void 0) {
    return { applied: pending.map((one) => one.name), failure: void 0 };
  }
  const left = await leftPending(work, commands);
  const applied = left ? pending.map((one) => one.name).filter((name) => !left.includes(name)) : [];
  const at = pending.find((one) => !applied.includes(one.name)) ?? first;
  return {
    applied,
    failure: failureOf(at.name, commands, result, "up-command")
  };
}
async function leftPending(work, commands) {
  try {
    return (await readHistory(work, commands)).pending.map((one) => one.name);
  } catch {
    return void 0;
  }
}
function downWith(commands, down) {
  return async (work, names, to) => {
    const result = await shell(work, commands, down, { env: { MIGRATION_TO: to ?? "" } });
    if (result.exitCode === 0) return { reverted: [...names], failure: void 0 };
    return {
      reverted: [],
      failure: failureOf(names[0] ?? "(not named)", commands, result, "down-command")
    };
  };
}
function failureOf(migration, commands, result, input) {
  return {
    migration,
    path: commands.workingDirectory,
    line: 1,
    statement: "",
    code: "",
    message: `"${input}" ended with exit code ${result.exitCode ?? "none"}: ${lastLine(result)}`,
    detail: void 0,
    hint: void 0,
    undone: false,
    completed: 0,
    fix: `The tool's own lines are in the log above. Whether it rolled back is its own affair: run "command: status" to see what is applied.`
  };
}
function lastLine(result) {
  return result.lines.filter((line) => line.trim() !== "").at(-1) ?? "it printed nothing";
}
function shell(work, commands, script, { quiet = false, env = {} } = {}) {
  const { address } = work;
  const url = address.dialect === "sqlite" ? address.given : address.connection;
  const names = ["DATABASE_URL", ...work.urlVariables];
  const urls = Object.fromEntries(names.map((name) => [name, url]));
  return runProgram(
    work,
    { command: "bash", prefix: ["-e", "-o", "pipefail", "-c"] },
    {
      args: [script],
      cwd: commands.workingDirectory,
      env: { ...urls, ...libpqEnv(work), ...env },
      quiet
    }
  );
}


// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
// EXTERNAL MODULE: ./node_modules/zod/v4/classic/schemas.js + 14 modules
var schemas = __webpack_require__(45586);
// EXTERNAL MODULE: ./node_modules/zod/v4/core/errors.js
var core_errors = __webpack_require__(37428);
;// CONCATENATED MODULE: ./.cache/plain/src/database/tools/drizzle-migrator.js
function migrateWithDrizzle(database, directory, onQuery) {
  return database.dialect === "sqlite" ? migrateSqlite(database, directory, onQuery) : migratePostgres(database, directory, onQuery);
}
async function migratePostgres(session, directory, onQuery) {
  const [{ drizzle }, { migrate }] = await Promise.all([
    Promise.all(/* import() */[__webpack_require__.e(275), __webpack_require__.e(849), __webpack_require__.e(661), __webpack_require__.e(184)]).then(__webpack_require__.bind(__webpack_require__, 34184)),
    __webpack_require__.e(/* import() */ 950).then(__webpack_require__.bind(__webpack_require__, 2950))
  ]);
  const db = drizzle(session.client, { logger: { logQuery: (query) => onQuery(query) } });
  await migrate(db, { migrationsFolder: directory });
}
async function migrateSqlite(database, directory, onQuery) {
  const [{ drizzle }, { migrate }] = await Promise.all([
    Promise.all(/* import() */[__webpack_require__.e(275), __webpack_require__.e(661), __webpack_require__.e(984)]).then(__webpack_require__.bind(__webpack_require__, 13984)),
    Promise.all(/* import() */[__webpack_require__.e(275), __webpack_require__.e(967)]).then(__webpack_require__.bind(__webpack_require__, 21967))
  ]);
  const { handle } = database;
  const db = drizzle(async (text, _values, method) => {
    if (method === "run") handle.exec(text);
    const rows = method === "run" ? [] : handle.prepare(text).all();
    return { rows: rows.map((row) => Object.values(row)) };
  });
  const run = async (queries) => {
    handle.exec("begin");
    try {
      for (const query of queries) {
        onQuery(query);
        handle.exec(query);
      }
      handle.exec("commit");
    } catch (error) {
      handle.exec("rollback");
      throw error;
    }
  };
  await migrate(db, run, { migrationsFolder: directory });
}


;// CONCATENATED MODULE: ./.cache/plain/src/database/tools/drizzle.js










const journalSchema = schemas/* object */.Ikc({
  dialect: schemas/* string */.YjP().optional(),
  entries: schemas/* array */.YOg(
    schemas/* object */.Ikc({ tag: schemas/* string */.YjP().min(1), when: schemas/* number */.aig(), breakpoints: schemas/* boolean */.zMY().optional() })
  )
});
const breakpoint = "--> statement-breakpoint";
function isDrizzleFolder(directory) {
  return (0,external_node_fs_.existsSync)(journalPath(directory));
}
function readDrizzle(directory, dialect = "postgresql") {
  const migrations = readDrizzleMigrations(directory, dialect);
  return {
    kind: "drizzle",
    canStop: false,
    title: "Drizzle",
    directory,
    readHistory: async ({ database }) => compareDrizzle(migrations, await readRows(database)),
    apply: (work, history) => applyAll(work, directory, history),
    down: (work, names) => runDownFiles(
      work.database,
      names.map((name) => ({
        migration: name,
        path: downPath(directory, name),
        forget: () => forgetRow(work.database, requireMigration(migrations, name))
      })),
      (line) => work.log.info(line)
    ),
    resolve: (work, resolution) => resolveRow(work, resolution, migrations)
  };
}
function readDrizzleMigrations(directory, dialect) {
  return readJournal(directory, dialect).map(({ tag, when }) => readMigration(directory, tag, when));
}
function downPath(directory, tag) {
  return (0,external_node_path_.join)(directory, `${tag}.down.sql`);
}
function journalPath(directory) {
  return (0,external_node_path_.join)(directory, "meta", "_journal.json");
}
function readJournal(directory, dialect) {
  const path = journalPath(directory);
  let content;
  try {
    content = JSON.parse((0,external_node_fs_.readFileSync)(path, "utf8"));
  } catch (error) {
    throw new errors/* InputError */.dz(
      `${path} cannot be read as JSON: ${error instanceof Error ? error.message : error}`,
      {
        fix: "A merge may have left its marks in it. Let `npx drizzle-kit generate` write it."
      }
    );
  }
  const parsed = journalSchema.safeParse(content);
  if (!parsed.success) {
    throw new errors/* InputError */.dz(`${path} is not a journal of drizzle-kit: ${core_errors/* prettifyError */.S1(parsed.error)}`, {
      fix: 'Give the folder that drizzle-kit writes ("out" in drizzle.config).'
    });
  }
  const written = parsed.data.dialect === "pg" ? "postgresql" : parsed.data.dialect;
  if (written !== void 0 && written !== dialect) {
    throw new errors/* InputError */.dz(`${path} is for ${written}, and "database-url" is a ${dialect} database.`, {
      fix: "PostgreSQL and SQLite are migrated; check that folder and address belong together."
    });
  }
  return parsed.data.entries;
}
function readMigration(directory, tag, when) {
  const path = (0,external_node_path_.join)(directory, `${tag}.sql`);
  if (!(0,external_node_fs_.existsSync)(path)) {
    throw new errors/* InputError */.dz(`The journal names ${tag}, but there is no ${path}.`, {
      fix: "Commit the file, or take the entry out of meta/_journal.json."
    });
  }
  const text = (0,external_node_fs_.readFileSync)(path, "utf8");
  const sha256 = (0,external_node_crypto_.createHash)("sha256").update(text).digest("hex");
  return {
    name: tag,
    path,
    text,
    sha256,
    order: when,
    parts: splitParts(text),
    transaction: true,
    hasDown: (0,external_node_fs_.existsSync)(downPath(directory, tag)),
    opaque: false
  };
}
function splitParts(text) {
  let offset = 0;
  return text.split(breakpoint).map((part) => {
    const here = { text: part, offset };
    offset += part.length + breakpoint.length;
    return here;
  });
}
function tableOf(database) {
  return database.dialect === "sqlite" ? "__drizzle_migrations" : "drizzle.__drizzle_migrations";
}
async function readRows(database) {
  if (!await tableExists(database, tableOf(database))) return [];
  const rows = await database.query(
    `select hash, created_at from ${tableOf(database)} order by created_at, id`
  );
  return rows.map((row) => ({
    name: void 0,
    sha256: row.hash,
    order: row.created_at === null ? void 0 : Number(row.created_at)
  }));
}
async function applyAll(work, directory, { pending }) {
  const place = new Place(pending, work.log);
  try {
    await migrateWithDrizzle(work.database, directory, (query) => place.sent(query));
  } catch (error) {
    if (work.signal.aborted) throw new errors/* CancelledError */.cc(void 0, { cause: error });
    const at = place.current;
    if (at === void 0 || isConnectionLoss(error)) throw error;
    return {
      applied: [],
      failure: describeFailure(error, at.migration, at.part, { undone: true, completed: 0 })
    };
  } finally {
    await work.database.resetSettings();
  }
  return { applied: pending.map((one) => one.name), failure: void 0 };
}
function forgetRow(database, { sha256, order }) {
  return database.query(`delete from ${tableOf(database)} where hash = $1 and created_at = $2`, [
    sha256,
    order
  ]);
}
async function makeTable(database) {
  const sqlite = database.dialect === "sqlite";
  if (!sqlite) await database.query("create schema if not exists drizzle");
  await database.query(
    `create table if not exists ${tableOf(database)} (id serial primary key, hash text not null, created_at ${sqlite ? "numeric" : "bigint"})`
  );
}
async function resolveRow({ database }, { as, migration }, migrations) {
  const found = requireMigration(migrations, migration);
  await makeTable(database);
  await forgetRow(database, found);
  if (as === "rolled-back") return;
  await database.query(`insert into ${tableOf(database)} (hash, created_at) values ($1, $2)`, [
    found.sha256,
    found.order
  ]);
}
class Place {
  #steps;
  #log;
  #next = 0;
  constructor(pending, log) {
    this.#steps = pending.flatMap((migration) => migration.parts.map((part) => ({ migration, part })));
    this.#log = log;
  }
  get current() {
    return this.#steps[this.#next - 1];
  }
  sent(query) {
    const step = this.#steps[this.#next];
    if (step?.part.text !== query) return;
    if (step.migration !== this.current?.migration) this.#log.info(`Applying ${step.migration.name}`);
    this.#next += 1;
  }
}


// EXTERNAL MODULE: ./.cache/plain/src/database/migration-lock.js
var migration_lock = __webpack_require__(39588);
;// CONCATENATED MODULE: ./.cache/plain/src/database/tools/prisma-errors.js
function readPrismaError(text) {
  const lockWait = /lock timeout/.test(text) && !/Applying migration|Migration name|apply_script/.test(text);
  const code = /\bP[1-3]\d{3}\b/.exec(text)?.[0] ?? (lockWait ? "P1002" : void 0);
  const field = (name) => new RegExp(`${name}: Some\\("((?:[^"\\\\]|\\\\.)*)"\\)`).exec(text)?.[1];
  const position = Number(/position: Some\(Original\((\d+)\)\)/.exec(text)?.[1]);
  return {
    code,
    sqlState: /Database error code: (\w{5})\b/.exec(text)?.[1] ?? /SqlState\(E?(\w{5})\)/.exec(text)?.[1] ?? stateOf(text),
    message: readMessage(text, code),
    migration: /Migration name: (\S+)/.exec(text)?.[1] ?? /with migration_name="([^"]+)"/.exec(text)?.[1] ?? /The `([^`]+)` migration started at .* failed/.exec(text)?.[1] ?? [...text.matchAll(/Applying migration `([^`]+)`/g)].at(-1)?.[1],
    position: position > 0 ? position : void 0,
    hint: field("hint"),
    detail: field("detail"),
    engineMissing: /binaries\.prisma\.sh|\/all_commits\/|failed to (?:fetch|download) (?:the )?(?:engine|sha256)/i.test(
      text
    )
  };
}
function stateOf(text) {
  if (/canceling statement due to lock timeout/.test(text)) return "55P03";
  return /deadlock detected/.test(text) ? "40P01" : void 0;
}
function readMessage(text, code) {
  const server = /(?:Database error:|^Error:)\s*\n*\s*(?:ERROR: )?(?!P\d{4})(.+)/m.exec(text)?.[1];
  const plain = /\bERROR: (.+)/.exec(text)?.[1];
  const adapted = /external (?:connector )?error:?\s*\n(?!\s*\d+: )\s*(\S.*)/i.exec(text)?.[1];
  const afterCode = code && new RegExp(`${code}[:\\s]*\\n+(?:\\s*\\n)*(.+)`).exec(text)?.[1];
  const lines = text.split("\n").filter((line) => line.trim() !== "");
  return (plain ?? adapted ?? server ?? afterCode ?? lines.at(-1) ?? "it printed nothing").trim();
}
function prismaFix(error) {
  if (error.engineMissing) {
    return "Prisma fetches its engine at the first use: let the runner reach binaries.prisma.sh, cache node_modules after a first run, or point PRISMA_ENGINES_MIRROR at a mirror. The database was not touched.";
  }
  const name = error.migration ?? "<migration>";
  return error.code === void 0 ? void 0 : connectionFixes[error.code] ?? migrateFixes(name)[error.code];
}
const connectionFixes = {
  P1000: 'User or password is wrong: correct the secret behind "database-url".',
  P1001: "The server does not answer: check host and port, and that it accepts connections from outside its own network.",
  P1002: "Another Prisma holds the database's migration lock (key 72707369) or the server is too slow: end that `prisma migrate` (pg_locks shows who), then run again. Do not switch the lock off.",
  P1003: "The database does not exist: check the name at the end of the address, or create it.",
  P1008: "The operation took too long: run again when the server is less busy.",
  P1009: "The database exists already.",
  P1010: "The user may not use this database: grant it the rights, or use the owner.",
  P1011: "No encrypted connection came about: see sslmode and sslcert in the address.",
  P1012: "Prisma's schema or configuration has a mistake; `npx prisma validate` shows it. Prisma 7 wants the address in prisma.config.ts, Prisma 6 in the schema.",
  P1013: "The address is not one that Prisma reads: special characters in the password must be percent-encoded.",
  P1017: "The server closed the connection: see its log, then run again."
};
function migrateFixes(name) {
  return {
    P3000: "The database could not be created: create it by hand.",
    P3001: "The migration would lose data: see its SQL.",
    P3002: "The migration was rolled back by Prisma.",
    P3003: `The folder is in the format of Prisma 2: see Prisma's guide "Upgrade Migrate".`,
    P3004: "The address names the server's own database: name the app's.",
    P3005: `The database has tables and no history of Prisma. If it has what the first migrations make, record them: "command: resolve" with "resolve: applied ${name}" (one line each), then run again. Otherwise use an empty database.`,
    P3006: `The migration does not run on an empty database: correct ${name}, or the order of the migrations.`,
    P3007: "A preview feature is not on: see previewFeatures in the schema.",
    P3008: `${name} is recorded as applied already; there is nothing to resolve.`,
    P3009: `A failed migration is recorded and Prisma applies nothing more. See what of ${name} is in the database; when nothing is (PostgreSQL rolls a file back), use "command: resolve" with "resolve: rolled-back ${name}", when you finished it by hand, "resolve: applied ${name}".`,
    P3010: "The name of the migration is too long (200 bytes at most).",
    P3011: `${name} was never applied here, so there is nothing to roll back: check the name.`,
    P3012: `${name} did not fail, so it cannot be marked as rolled back: "command: down" takes an applied one back.`,
    P3013: "The schema names several providers: Prisma wants one.",
    P3014: "The shadow database could not be made: the user needs CREATEDB, or give one with shadowDatabaseUrl.",
    P3015: `The folder ${name} has no migration.sql: bring the file back, or remove the folder.`,
    P3016: "The database could not be emptied: the user lacks the rights.",
    P3017: `There is no migration ${name} in this commit: check the name, and that the folder is committed.`,
    P3018: `Correct ${name}. PostgreSQL rolled it back, and Prisma recorded it as failed: "command: resolve" with "resolve: rolled-back ${name}", then run again.`,
    P3019: "migration_lock.toml is for another kind of database than the address: start a new history, or correct the address."
  };
}


;// CONCATENATED MODULE: ./.cache/plain/src/database/tools/prisma-project.js





const configNames = ["ts", "mts", "cts", "js", "mjs", "cjs"].flatMap((end) => [
  `prisma.config.${end}`,
  (0,external_node_path_.join)(".config", `prisma.${end}`)
]);
const packageSchema = schemas/* object */.Ikc({
  version: schemas/* string */.YjP().optional(),
  prisma: schemas/* object */.Ikc({ schema: schemas/* string */.YjP().optional() }).optional()
});
function isPrismaFolder(directory) {
  if ((0,external_node_fs_.existsSync)((0,external_node_path_.join)(directory, "migration_lock.toml"))) return true;
  return (0,external_node_fs_.existsSync)(directory) && migrationFolders(directory).length > 0;
}
function migrationFolders(directory) {
  return (0,external_node_fs_.readdirSync)(directory).filter((name) => (0,external_node_fs_.existsSync)((0,external_node_path_.join)(directory, name, "migration.sql"))).sort();
}
function findPrismaFolder(workingDirectory) {
  const configured = configuredPath(readConfig(workingDirectory), /migrations\s*:\s*\{[^}]*?path\s*:/);
  const schema = findSchema(workingDirectory);
  const candidates = [
    configured && (0,external_node_path_.resolve)(workingDirectory, configured),
    schema && (0,external_node_path_.join)((0,external_node_path_.dirname)(schema), "migrations"),
    schema && (0,external_node_path_.join)(schema, "migrations"),
    (0,external_node_path_.join)(workingDirectory, "prisma", "migrations")
  ];
  return candidates.find((folder) => folder !== void 0 && (0,external_node_fs_.existsSync)(folder) && isPrismaFolder(folder));
}
function readPrismaProject(workingDirectory, directory, onlyRead = false) {
  const cli = findCli(workingDirectory);
  if (!cli && !onlyRead) throw cliMissing(workingDirectory);
  const schema = findSchema(workingDirectory);
  const lock = readIfThere((0,external_node_path_.join)(directory, "migration_lock.toml")) ?? "";
  return {
    workingDirectory,
    directory,
    schema,
    provider: /^\s*provider\s*=\s*"(\w+)"/m.exec(lock)?.[1],
    urlVariables: readVariables(`${readConfig(workingDirectory)}
${schemaText(schema)}`),
    cli
  };
}
function readConfig(workingDirectory) {
  const found = configNames.map((name) => (0,external_node_path_.join)(workingDirectory, name)).find((path) => (0,external_node_fs_.existsSync)(path));
  return found && readIfThere(found) || "";
}
function configuredPath(config, key) {
  return new RegExp(`${key.source}\\s*['"\`]([^'"\`]+)`).exec(config)?.[1];
}
function findSchema(workingDirectory) {
  const packageText = readIfThere((0,external_node_path_.join)(workingDirectory, "package.json"));
  const configured = configuredPath(readConfig(workingDirectory), /(?:^|[\s{,])schema\s*:/) ?? (packageText && parsePackage(packageText)?.prisma?.schema);
  const candidates = [configured, "prisma/schema.prisma", "schema.prisma", "prisma/schema"];
  return candidates.map((path) => path && (0,external_node_path_.resolve)(workingDirectory, path)).filter((path) => Boolean(path)).find((path) => (0,external_node_fs_.existsSync)(path));
}
function schemaText(schema) {
  if (schema === void 0) return "";
  if (!(0,external_node_fs_.statSync)(schema).isDirectory()) return readIfThere(schema) ?? "";
  const files = (0,external_node_fs_.readdirSync)(schema).filter((name) => name.endsWith(".prisma"));
  return files.map((name) => readIfThere((0,external_node_path_.join)(schema, name)) ?? "").join("\n");
}
function readVariables(text) {
  const found = text.matchAll(
    /\benv(?:<[^>]*>)?\(\s*['"](\w+)['"]|process\.env(?:\.|\[['"])(\w*(?:URL|URI|DSN)\w*)/g
  );
  const names = [...found].map((match) => match[1] ?? match[2] ?? "").filter((name) => /URL|URI|DSN|DATABASE|DB/.test(name));
  return [...new Set(names)].filter((name) => !/SHADOW/.test(name));
}
function findCli(workingDirectory) {
  const manifest = findUpwards(workingDirectory, (0,external_node_path_.join)("node_modules", "prisma", "package.json"));
  const version = manifest && parsePackage(readIfThere(manifest) ?? "")?.version;
  const command = findUpwards(workingDirectory, (0,external_node_path_.join)("node_modules", ".bin", "prisma"));
  if (version === void 0 || command === void 0) return void 0;
  return { version, major: Number(version.split(".")[0]), program: { command, prefix: [] } };
}
function cliMissing(workingDirectory) {
  return new errors/* InputError */.dz(`Prisma's CLI is not installed in ${workingDirectory} or a folder above it.`, {
    fix: 'Install the project\'s packages in a step before this one (`npm ci`, without --omit=dev when "prisma" is a development dependency), with the version the lock file names.'
  });
}
function parsePackage(text) {
  try {
    return packageSchema.safeParse(JSON.parse(text)).data;
  } catch {
    return void 0;
  }
}
function pathWithBin({ command }, path) {
  return [(0,external_node_path_.dirname)(command), path].filter(Boolean).join(external_node_path_.delimiter);
}


;// CONCATENATED MODULE: ./.cache/plain/src/database/tools/prisma-history.js








function readPrismaMigrations(directory, dialect) {
  return migrationFolders(directory).map((name, order) => {
    const path = (0,external_node_path_.join)(directory, name, "migration.sql");
    const bytes = (0,external_node_fs_.readFileSync)(path);
    const text = bytes.toString("utf8");
    return {
      name,
      path,
      text,
      sha256: sha256(bytes),
      order,
      parts: scriptParts(text, dialect),
      transaction: true,
      hasDown: (0,external_node_fs_.existsSync)((0,external_node_path_.join)(directory, name, "down.sql")),
      opaque: false
    };
  });
}
function prismaTable(address) {
  if (address.dialect === "sqlite") return "_prisma_migrations";
  return `"${schemaOf(address).replaceAll('"', '""')}"._prisma_migrations`;
}
function schemaOf(address) {
  return new URL(address.connection).searchParams.get("schema") ?? "public";
}
async function readPrismaRows(database, address) {
  const table = prismaTable(address);
  if (!await tableExists(database, table)) return void 0;
  return database.query(
    `select migration_name, checksum, started_at, finished_at, rolled_back_at, logs from ${table} order by started_at`
  );
}
function comparePrisma(migrations, rows) {
  const standing = rows.filter((row) => row.rolled_back_at === null);
  const done = new Map(
    standing.filter((row) => row.finished_at !== null).map((row) => [row.migration_name, row.checksum])
  );
  const failed = standing.filter((row) => row.finished_at === null);
  const known = new Set(migrations.map((one) => one.name));
  const applied = migrations.filter((one) => done.has(one.name));
  const problems = [
    ...[...done.keys()].filter((name) => !known.has(name)).map(ahead),
    ...applied.filter((one) => !fits(one, done.get(one.name) ?? "")).map((one) => edited(one.name)),
    ...failed.map(failedRow)
  ];
  const pending = migrations.filter((one) => !done.has(one.name));
  return { applied, pending, last: applied.at(-1)?.name ?? null, problems };
}
async function findBaseline(database, address, first) {
  const rows = address.dialect === "sqlite" ? await database.query(
    `select name from sqlite_master where type = 'table' and name not like 'sqlite\\_%' escape '\\' limit 3`
  ) : await database.query(
    `select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
            where n.nspname = $1 and c.relkind in ('r', 'p', 'v', 'm')
              and not exists (select from pg_depend d where d.objid = c.oid and d.deptype = 'e') limit 3`,
    [schemaOf(address)]
  );
  if (rows.length === 0) return void 0;
  const fix = prismaFix({ code: "P3005", migration: first.name, engineMissing: false });
  return {
    kind: "baseline",
    migration: first.name,
    message: `The database is not empty (${rows.map((row) => row.name).join(", ")}) and has no history of Prisma, which refuses to migrate it (P3005).`,
    fix: fix ?? ""
  };
}
function failedRow(row) {
  const error = row.logs ? readPrismaError(row.logs) : void 0;
  const why = error ? `: ${error.message}` : ", or the run that applied it was ended before it could say how it went";
  const fix = prismaFix({ code: "P3009", migration: row.migration_name, engineMissing: false });
  return {
    kind: "failed",
    migration: row.migration_name,
    message: `${row.migration_name} is recorded as begun and not finished (P3009)${why}.`,
    fix: fix ?? ""
  };
}
function fits(migration, checksum) {
  const text = migration.text.replace(/\r\n/g, "\n");
  return [migration.sha256, sha256(text), sha256(text.replace(/\n/g, "\r\n"))].includes(checksum);
}
function sha256(content) {
  return (0,external_node_crypto_.createHash)("sha256").update(content).digest("hex");
}


;// CONCATENATED MODULE: ./.cache/plain/src/database/tools/prisma.js










function createPrisma(project, dialect) {
  refuseMajor(project);
  refuseProvider(project, dialect);
  const migrations = readPrismaMigrations(project.directory, dialect);
  return {
    kind: "prisma",
    canStop: false,
    title: project.cli ? `Prisma ${project.cli.version}` : "Prisma",
    directory: project.directory,
    readHistory: (work) => prisma_readHistory(work, migrations),
    apply: (work, history) => deploy(work, project, history),
    down: (work, names) => takeBack(work, project, names),
    async resolve(work, resolution) {
      requireMigration(migrations, resolution.migration);
      await prisma_resolveRow(work, project, resolution);
    },
    forget: (work, failure) => prisma_resolveRow(work, project, { as: "rolled-back", migration: failure.migration }),
    readDrift: (work) => prisma_readDrift(work, project)
  };
}
function refuseMajor({ cli }) {
  if (!cli) return;
  const { major, version } = cli;
  if (major < 5) {
    throw new errors/* InputError */.dz(`Prisma ${version} is installed; this action drives Prisma 5, 6 and 7.`, {
      fix: 'Upgrade Prisma, or use "tool: command" with its commands.'
    });
  }
  if (major < 8) return;
  throw new errors/* InputError */.dz(
    `Prisma ${version} is installed. Prisma 8 keeps its history in another form and has other commands, which this action does not read yet.`,
    {
      fix: 'Use "tool: command" with "status-command: npx prisma db verify", "up-command: npx prisma db migrate"; or stay on Prisma 7.'
    }
  );
}
function refuseProvider({ provider, directory }, dialect) {
  if (provider === void 0 || provider === dialect) return;
  if (provider === "cockroachdb" && dialect === "postgresql") return;
  throw new errors/* InputError */.dz(
    `${(0,external_node_path_.join)(directory, "migration_lock.toml")} is for ${provider}, and "database-url" is a ${dialect} database (P3019).`,
    { fix: "Give the address of the database these migrations were made for." }
  );
}
async function prisma_readHistory(work, migrations) {
  const rows = await readPrismaRows(work.database, work.address);
  const history = comparePrisma(migrations, rows ?? []);
  const [first] = history.pending;
  if (rows !== void 0 || first === void 0) return history;
  const baseline = await findBaseline(work.database, work.address, first);
  return baseline ? { ...history, problems: [...history.problems, baseline] } : history;
}
async function deploy(work, project, history) {
  const result = await prisma_call(work, project, ["migrate", "deploy"]);
  const rows = await readPrismaRows(work.database, work.address) ?? [];
  const applied = comparePrisma(history.pending, rows).applied.map((one) => one.name);
  const durations = durationsOf(rows, applied);
  if (result.exitCode === 0) return { applied, durations, failure: void 0 };
  const failed = rows.find(
    (row) => row.finished_at === null && row.rolled_back_at === null && history.pending.some((one) => one.name === row.migration_name)
  );
  const printed = result.lines.join("\n");
  if (failed === void 0) throw await prisma_refused(work, printed);
  const migration = requireMigration(history.pending, failed.migration_name);
  return { applied, durations, failure: prisma_describe(migration, `${failed.logs ?? ""}
${printed}`, work) };
}
function durationsOf(rows, applied) {
  const time = (value) => new Date(value).getTime();
  const done = rows.filter((row) => row.finished_at !== null && applied.includes(row.migration_name));
  return Object.fromEntries(
    done.map((row) => [row.migration_name, Math.max(0, time(row.finished_at) - time(row.started_at))])
  );
}
function prisma_describe(migration, text, work) {
  const error = readPrismaError(text);
  const undone = work.address.dialect === "postgresql" && !/\b(concurrently|begin|commit|start\s+transaction)\b/i.test(migration.text);
  return {
    migration: migration.name,
    path: migration.path,
    line: (0,database_migration/* lineAt */.m)(migration.text, (error.position ?? 1) - 1),
    statement: statementAt(migration, error.position),
    code: error.sqlState ?? "",
    message: error.message,
    detail: error.detail,
    hint: error.hint,
    undone,
    completed: 0,
    fix: prismaFix({ code: "P3018", migration: migration.name, engineMissing: false }) ?? ""
  };
}
function statementAt(migration, position) {
  if (position === void 0) return "";
  const part = migration.parts.filter((one) => one.offset <= position - 1).at(-1);
  return (part?.text ?? "").trim().slice(0, 600);
}
async function prisma_refused(work, printed) {
  const error = readPrismaError(printed);
  const code = error.code ? ` (${error.code})` : "";
  const holder = error.code === "P1002" ? await lockHolder(work) : void 0;
  const who = holder ? ` It is held by ${holder}.` : "";
  return new errors/* PlatformError */.Wk(
    error.engineMissing ? "Prisma could not fetch its engine, so nothing was asked of the database." : `Prisma did not migrate${code}: ${error.message}.${who}`,
    {
      code: error.engineMissing ? "engine-missing" : error.code ?? "prisma",
      fix: prismaFix(error) ?? "Prisma's own lines are in the log above."
    }
  );
}
async function lockHolder({ database }) {
  if (database.dialect === "sqlite") return void 0;
  return (0,migration_lock/* describeHolder */.sG)(database, "72707369");
}
function takeBack(work, project, names) {
  const { database, address, log } = work;
  const now = address.dialect === "sqlite" ? "unixepoch() * 1000" : "now()";
  const downs = names.map((migration) => ({
    migration,
    path: (0,external_node_path_.join)(project.directory, migration, "down.sql"),
    forget: () => database.query(
      `update ${prismaTable(address)} set rolled_back_at = ${now} where migration_name = $1 and rolled_back_at is null`,
      [migration]
    )
  }));
  return runDownFiles(database, downs, (line) => log.info(line));
}
async function prisma_resolveRow(work, project, { as, migration }) {
  const result = await prisma_call(work, project, ["migrate", "resolve", `--${as}`, migration]);
  if (result.exitCode === 0) return;
  const error = readPrismaError(result.lines.join("\n"));
  throw new errors/* PlatformError */.Wk(
    `Prisma did not record ${migration} as ${as}${error.code ? ` (${error.code})` : ""}: ${error.message}`,
    { code: error.code ?? "prisma", fix: prismaFix({ ...error, migration }) ?? "See the lines above." }
  );
}
async function prisma_readDrift(work, project) {
  if (project.schema === void 0 || !project.cli) return void 0;
  const schema = (0,external_node_path_.relative)(project.workingDirectory, project.schema);
  const sides = project.cli.major >= 7 ? ["--from-config-datasource", "--to-schema", schema] : ["--from-schema-datasource", schema, "--to-schema-datamodel", schema];
  const result = await prisma_call(work, project, ["migrate", "diff", ...sides, "--exit-code"], true);
  if (result.exitCode === 0) return { found: false };
  if (result.exitCode === 2) return { found: true, differences: result.stdout.join("\n").trim() };
  work.log.debug(`The drift check did not run: ${readPrismaError(result.lines.join("\n")).message}`);
  return void 0;
}
function prisma_call(work, project, args, quiet = false) {
  const { address } = work;
  if (!project.cli) throw cliMissing(project.workingDirectory);
  const { program } = project.cli;
  const url = address.dialect === "sqlite" ? `file:${address.file}` : addressWithOptions(work, address);
  const names = /* @__PURE__ */ new Set(["DATABASE_URL", ...project.urlVariables, ...work.urlVariables]);
  const env = Object.fromEntries([...names].map((name) => [name, url]));
  return runProgram(work, program, {
    args,
    cwd: project.workingDirectory,
    env: { ...env, PATH: pathWithBin(program, work.env.PATH) },
    quiet
  });
}


;// CONCATENATED MODULE: ./.cache/plain/src/database/tools/sql-files.js









function isSqlFolder(directory) {
  return (0,external_node_fs_.existsSync)(directory) && (0,external_node_fs_.readdirSync)(directory).some(isUp);
}
function readSqlFiles(directory, dialect = "postgresql") {
  const migrations = readMigrations(directory, dialect);
  return {
    kind: "sql",
    canStop: true,
    title: "plain SQL files",
    directory,
    readHistory: async ({ database }) => compareFiles(migrations, await sql_files_readRows(database)),
    apply: applyEach,
    down: (work, names) => runDownFiles(
      work.database,
      names.map((name) => ({
        migration: name,
        path: (0,external_node_path_.join)(directory, downFile(name)),
        forget: () => sql_files_forgetRow(work.database, name)
      })),
      (line) => work.log.info(line)
    ),
    resolve: (work, resolution) => sql_files_resolveRow(work, resolution, migrations)
  };
}
function readMigrations(directory, dialect) {
  const names = (0,external_node_fs_.readdirSync)(directory).filter(isUp).sort();
  return names.map((name, index) => sql_files_readMigration(directory, name, index, dialect));
}
function isUp(name) {
  return name.endsWith(".sql") && !name.endsWith(".down.sql") && name !== "down.sql";
}
function downFile(name) {
  return `${name.replace(/(\.up)?\.sql$/, "")}.down.sql`;
}
function sql_files_readMigration(directory, name, order, dialect) {
  const path = (0,external_node_path_.join)(directory, name);
  const text = (0,external_node_fs_.readFileSync)(path, "utf8").replace(/^\uFEFF/, "");
  const sha256 = (0,external_node_crypto_.createHash)("sha256").update(text.replace(/\r\n/g, "\n")).digest("hex");
  const parts = scriptParts(text, dialect);
  if (dialect === "postgresql") refuseStatements(text, path);
  const hasDown = (0,external_node_fs_.existsSync)((0,external_node_path_.join)(directory, downFile(name)));
  const transaction = wantsTransaction(text);
  return { name, path, text, sha256, order, parts, transaction, hasDown, opaque: false };
}
function refuseStatements(text, path) {
  for (const { tokens, offset } of splitStatements(text)) {
    const words = tokens.map((token) => token.text);
    refuseStatement(words, path, (0,database_migration/* lineAt */.m)(text, offset));
  }
}
function refuseStatement(words, path, line) {
  const [first, second] = words;
  if (first === "\\") {
    throw new errors/* InputError */.dz(`${path}:${line} is a command of psql, which PostgreSQL itself does not know.`, {
      fix: "Write it as SQL."
    });
  }
  const ends = ["BEGIN", "COMMIT", "ROLLBACK", "END", "ABORT"].includes(first ?? "") && second !== "PREPARED";
  if (ends && second !== "TO" || first === "START" && second === "TRANSACTION") {
    throw new errors/* InputError */.dz(`${path}:${line} begins or ends a transaction. Each file is one already.`, {
      fix: 'Take the statement out. A file that must run outside a transaction says so in its first line: "-- deploy-actions: no-transaction".'
    });
  }
}
function sql_files_tableOf(database) {
  return database.dialect === "sqlite" ? "deploy_actions_migrations" : "deploy_actions.migrations";
}
async function sql_files_readRows(database) {
  if (!await tableExists(database, sql_files_tableOf(database))) return [];
  const rows = await database.query(
    `select name, sha256 from ${sql_files_tableOf(database)}`
  );
  return rows.map((row) => ({ ...row, order: void 0 }));
}
async function sql_files_makeTable(database) {
  if (database.dialect === "postgresql") await database.query("create schema if not exists deploy_actions");
  const time = database.dialect === "sqlite" ? "text" : "timestamptz";
  await database.query(
    `create table if not exists ${sql_files_tableOf(database)} (name text primary key, sha256 text not null, applied_at ${time} not null default current_timestamp)`
  );
}
async function applyEach({ database, log }, { pending }) {
  const applied = [];
  const durations = {};
  await sql_files_makeTable(database);
  for (const migration of pending) {
    log.info(`Applying ${migration.name}${migration.transaction ? "" : " (outside a transaction)"}`);
    const began = performance.now();
    const failure = await runScript(database, migration, () => addRow(database, migration));
    if (failure) return { applied, durations, failure };
    durations[migration.name] = Math.round(performance.now() - began);
    applied.push(migration.name);
  }
  return { applied, durations, failure: void 0 };
}
function addRow(database, { name, sha256 }) {
  return database.query(`insert into ${sql_files_tableOf(database)} (name, sha256) values ($1, $2)`, [name, sha256]);
}
function sql_files_forgetRow(database, name) {
  return database.query(`delete from ${sql_files_tableOf(database)} where name = $1`, [name]);
}
async function sql_files_resolveRow({ database }, { as, migration }, migrations) {
  const found = requireMigration(migrations, migration);
  await sql_files_makeTable(database);
  await sql_files_forgetRow(database, migration);
  if (as === "applied") await addRow(database, found);
}


;// CONCATENATED MODULE: ./.cache/plain/src/database/find-migrations.js










const customFolders = ["drizzle", "migrations", "db/migrations"];
function findMigrations(wanted) {
  const { workingDirectory, tool } = wanted;
  if (wanted.commands && (tool === "command" || tool === "auto")) {
    return createCommandTool({ ...wanted.commands, workingDirectory });
  }
  if (tool === "command") throw commandsMissing();
  const found = wanted.directory === void 0 ? search(wanted) : lookInto(wanted.directory, wanted);
  const [first, ...more] = tool === "auto" ? found : found.filter((one) => one.kind === tool);
  if (first === void 0) throw nothingFound(wanted);
  if (more.length > 0) throw ambiguous(wanted, [first, ...more]);
  return create(first, wanted);
}
function create({ kind, directory }, { workingDirectory, dialect, env, onlyRead = false }) {
  switch (kind) {
    case "prisma":
      return createPrisma(readPrismaProject(workingDirectory, directory, onlyRead), dialect);
    case "alembic":
      return createAlembic(readAlembicProject(workingDirectory, env));
    case "drizzle":
      return readDrizzle(directory, dialect);
    case "sql":
      return readSqlFiles(directory, dialect);
  }
}
function search(wanted) {
  const { workingDirectory } = wanted;
  const found = [];
  const prisma = findPrismaFolder(workingDirectory);
  if (prisma) found.push({ kind: "prisma", directory: prisma });
  const alembic = findAlembicFolder(workingDirectory);
  if (alembic) found.push({ kind: "alembic", directory: alembic });
  for (const name of customFolders) {
    const directory = (0,external_node_path_.join)(workingDirectory, name);
    if (found.some((one) => one.directory === directory)) continue;
    found.push(...kindsOf(directory, wanted.tool).map((kind) => ({ kind, directory })));
  }
  return found.filter((one, index) => found.findIndex(({ kind }) => kind === one.kind) === index);
}
function lookInto(directory, wanted) {
  if (!(0,external_node_fs_.existsSync)(directory) || !(0,external_node_fs_.statSync)(directory).isDirectory()) {
    throw new errors/* InputError */.dz(`The input "migrations" names ${directory}, which is no folder here.`, {
      fix: "Check the path, and that the repository was checked out before this step."
    });
  }
  const alembic = (0,external_node_fs_.existsSync)((0,external_node_path_.join)(directory, "env.py")) && (0,external_node_fs_.existsSync)((0,external_node_path_.join)(directory, "versions"));
  if (alembic) return [{ kind: "alembic", directory }];
  return kindsOf(directory, wanted.tool).map((kind) => ({ kind, directory }));
}
function kindsOf(directory, tool) {
  if (tool === "sql") return isSqlFolder(directory) ? ["sql"] : [];
  if (isDrizzleFolder(directory)) return ["drizzle"];
  if ((0,external_node_fs_.existsSync)(directory) && isPrismaFolder(directory)) return ["prisma"];
  return isSqlFolder(directory) ? ["sql"] : [];
}
function ambiguous(wanted, found) {
  const list = found.map((one) => `${one.kind} (${(0,external_node_path_.relative)(wanted.workingDirectory, one.directory) || "."})`);
  return new errors/* InputError */.dz(`There are migrations of more than one tool: ${list.join(", ")}.`, {
    fix: `Say which is meant: "tool: ${found[0]?.kind}", or name its folder with "migrations".`
  });
}
function nothingFound({ tool, directory, workingDirectory }) {
  if (directory !== void 0) {
    return new errors/* InputError */.dz(`${(0,external_node_path_.relative)(process.cwd(), directory) || directory} has ${lacks(tool)}.`, {
      fix: 'Name the folder that holds them with "migrations".'
    });
  }
  return new errors/* InputError */.dz(
    `There are no migrations${tool === "auto" ? "" : ` of ${tool}`} below ${workingDirectory}; looked for prisma/migrations, alembic.ini, ${customFolders.join(", ")}.`,
    {
      fix: 'Name their folder with "migrations", or the folder of the app with "working-directory". For another tool give its commands: "status-command" and "up-command".'
    }
  );
}
function lacks(tool) {
  const signs = {
    prisma: "no folders with a migration.sql",
    drizzle: "no meta/_journal.json",
    alembic: "no env.py and versions/",
    sql: "no *.sql files",
    command: "no commands",
    auto: "no migrations: neither folders with a migration.sql (Prisma), meta/_journal.json (Drizzle), env.py (Alembic) nor *.sql files"
  };
  return signs[tool];
}
function commandsMissing() {
  return new errors/* InputError */.dz('The tool "command" needs "status-command" and "up-command".', {
    fix: 'For example "status-command: python manage.py migrate --check", "up-command: python manage.py migrate".'
  });
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

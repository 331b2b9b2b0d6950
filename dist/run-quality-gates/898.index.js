export const id = 898;
export const ids = [898];
export const modules = {

/***/ 6898:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  analyseAll: () => (/* binding */ analyseAll)
});

;// CONCATENATED MODULE: ./.cache/plain/src/database/analysis/rules/columns.js
const batches = "fill it in batches";
const swap = "Add a new column of the new type, write both from the code, fill the old rows in batches, read the new one, and drop the old one in a later release.";
const columnRules = {
  "add-column-required": {
    class: "risky",
    level: "warning",
    phase: "mixed",
    obstacle: "the earlier code writes rows without the new required column",
    message: ({ table, name }) => `${table} gets the column ${name}, NOT NULL and without a default`,
    why: "It fails if the table has a row (SQLSTATE 23502), and the code that runs now does not fill it.",
    rewrite: ({ table, name }, tool) => `Add it with a DEFAULT, or without NOT NULL first; fill it; then, ${tool.nextStep}: ALTER TABLE ${table} ALTER COLUMN ${name} SET NOT NULL.`
  },
  "add-column-volatile-default": {
    class: "risky",
    level: "size",
    phase: "expand",
    obstacle: null,
    message: ({ table, name, other }) => `${table} gets the column ${name} with a default that differs from row to row (${other})`,
    why: "The whole table and its indexes are written anew while nobody can read or write it.",
    rewrite: ({ table, name, other }) => `ALTER TABLE ${table} ADD COLUMN ${name} \u2026 without the default; ALTER TABLE ${table} ALTER COLUMN ${name} SET DEFAULT ${other}; then ${batches}.`
  },
  "add-column-serial": {
    class: "risky",
    level: "size",
    phase: "expand",
    obstacle: null,
    message: ({ table, name }) => `${table} gets the numbered column ${name}`,
    why: "The whole table is written anew, row by row, while nobody can read or write it.",
    rewrite: ({ table, name }) => `Create a sequence, ALTER TABLE ${table} ADD COLUMN ${name} bigint, set its default to nextval, and ${batches}.`
  },
  "add-column-stored": {
    class: "risky",
    level: "size",
    phase: "expand",
    obstacle: null,
    message: ({ table, name }) => `${table} gets the computed, stored column ${name}`,
    why: "The whole table is written anew while nobody can read or write it.",
    rewrite: ({ name }) => `GENERATED ALWAYS AS (\u2026) VIRTUAL (PostgreSQL 18) stores nothing; before that, an ordinary column ${name} filled by a trigger and in batches.`
  },
  "add-column-domain": {
    class: "risky",
    level: "size",
    phase: "expand",
    obstacle: null,
    message: ({ table, name, other }) => `${table} gets the column ${name} of the domain ${other}, which has a constraint`,
    why: "The whole table is written anew to check each row, while nobody can read or write it.",
    rewrite: ({ other }) => `Use the type below ${other} with a CHECK of its own, NOT VALID first.`
  },
  "add-column-unique": {
    class: "risky",
    level: "size",
    phase: "expand",
    obstacle: "the new column forbids rows that the earlier code may write",
    message: ({ table, name }) => `${table} gets the column ${name} with a unique index`,
    why: "The index is built while nobody can read or write the table.",
    rewrite: ({ table, name }, tool) => `Add the plain column; then ${tool.outsideTransaction(`CREATE UNIQUE INDEX CONCURRENTLY \u2026 ON ${table} (${name})`)}; then ALTER TABLE ${table} ADD CONSTRAINT \u2026 UNIQUE USING INDEX \u2026.`
  },
  "add-column-check": {
    class: "risky",
    level: "size",
    phase: "expand",
    obstacle: "the new column forbids rows that the earlier code may write",
    message: ({ table, name }) => `${table} gets the column ${name} with a CHECK`,
    why: "All rows are read to check it while nobody can read or write the table.",
    rewrite: ({ table }, tool) => `Add the plain column and ALTER TABLE ${table} ADD CONSTRAINT \u2026 CHECK (\u2026) NOT VALID; then, ${tool.nextStep}, VALIDATE CONSTRAINT.`
  },
  "set-not-null": {
    class: "risky",
    level: "size",
    phase: "contract",
    obstacle: "it forbids rows that the earlier code may write",
    message: ({ table, name }) => `${table}.${name} becomes NOT NULL`,
    why: "All rows are read while nobody can read or write the table, and the code that runs now may still write NULL.",
    rewrite: ({ table, name }, tool) => `ALTER TABLE ${table} ADD CONSTRAINT \u2026 CHECK (${name} IS NOT NULL) NOT VALID; ${tool.nextStep}: VALIDATE CONSTRAINT \u2026, then SET NOT NULL (which reads no row now) and drop the CHECK. PostgreSQL 18: ADD CONSTRAINT \u2026 NOT NULL ${name} NOT VALID, then VALIDATE.`
  },
  "change-column-type": {
    class: "risky",
    level: "size",
    phase: "mixed",
    obstacle: "it changes the type of a column the earlier code uses",
    message: ({ table, name, other }) => `${table}.${name} becomes ${other}`,
    why: "Unless the old type is stored the same way, the table and its indexes are written anew while nobody can read or write it.",
    rewrite: () => swap
  },
  "narrow-column-type": {
    class: "risky",
    level: "size",
    phase: "mixed",
    obstacle: "it forbids values that the earlier code may write",
    message: ({ table, name, other }) => `${table}.${name} becomes ${other}, which holds less than before`,
    why: "All rows are read or written anew while nobody can use the table; one value that does not fit makes it fail.",
    rewrite: ({ table, name }, tool) => `ALTER TABLE ${table} ADD CONSTRAINT \u2026 CHECK (length(${name}) <= \u2026) NOT VALID; ${tool.nextStep}: VALIDATE CONSTRAINT.`
  },
  "change-generated-column": {
    class: "risky",
    level: "size",
    phase: "mixed",
    obstacle: "it changes what a column the earlier code uses contains",
    message: ({ table, name }) => `how ${table}.${name} is generated changes`,
    why: "A new expression of a stored column writes the whole table anew; an identity changes what inserts may say.",
    rewrite: () => swap
  },
  "add-column-references": {
    class: "risky",
    level: "note",
    phase: "expand",
    obstacle: null,
    message: ({ table, name, other }) => `${table} gets the column ${name}, which refers to ${other}`,
    why: "Writers of the table it refers to wait, too, while the lock is waited for and held.",
    rewrite: ({ table, name, other }, tool) => `Add the plain column and ALTER TABLE ${table} ADD FOREIGN KEY (${name}) REFERENCES ${other} NOT VALID; ${tool.nextStep}: VALIDATE CONSTRAINT.`
  },
  "drop-not-null": {
    class: "safe",
    level: "note",
    phase: "expand",
    obstacle: "the earlier code may meet NULL where it knows none",
    message: ({ table, name }) => `${table}.${name} may be NULL`,
    why: "Once the new code has written a NULL, the earlier code may not know what to do with it.",
    rewrite: () => null
  },
  "drop-default": {
    class: "safe",
    level: "note",
    phase: "contract",
    obstacle: "the earlier code may count on the default",
    message: ({ table, name }) => `${table}.${name} loses its default`,
    why: "Code that does not give the column writes NULL from now on, or fails where it is NOT NULL.",
    rewrite: () => null
  },
  "rename-column": {
    class: "risky",
    level: "warning",
    phase: "mixed",
    obstacle: "it takes away a name the earlier code uses",
    message: ({ table, name, other }) => `${table}.${name} is renamed to ${other}`,
    why: "The code that runs now asks for the old name, the new code for the new one: between the two, one of them fails.",
    rewrite: ({ table, name, other }) => `Add ${other}, write both, fill the old rows, move the readers, and drop ${table}.${name} in a later release. Or keep the column's name and map it in the code (Prisma @map, Drizzle's column name).`
  }
};


;// CONCATENATED MODULE: ./.cache/plain/src/database/analysis/rules/constraints.js
const forbids = "it forbids rows that the earlier code may write";
const afterwards = "Rows that break it make it fail, and the code that runs now may still write such rows.";
const constraintRules = {
  "add-check": {
    class: "risky",
    level: "size",
    phase: "contract",
    obstacle: forbids,
    message: ({ table, name }) => `${table} gets the CHECK ${name}`,
    why: `All rows are read while nobody can read or write the table. ${afterwards}`,
    rewrite: ({ table, name }, tool) => `ALTER TABLE ${table} ADD CONSTRAINT ${name} CHECK (\u2026) NOT VALID; ${tool.nextStep}: ALTER TABLE ${table} VALIDATE CONSTRAINT ${name}.`
  },
  "add-foreign-key": {
    class: "risky",
    level: "size",
    phase: "contract",
    obstacle: forbids,
    message: ({ table, name, other }) => `${table} gets the foreign key ${name} to ${other}`,
    why: `All rows are looked up while nobody can write either table. ${afterwards}`,
    rewrite: ({ table, name, other }, tool) => `ALTER TABLE ${table} ADD CONSTRAINT ${name} FOREIGN KEY (\u2026) REFERENCES ${other} NOT VALID; ${tool.nextStep}: ALTER TABLE ${table} VALIDATE CONSTRAINT ${name}.`
  },
  "add-unique": {
    class: "risky",
    level: "size",
    phase: "contract",
    obstacle: forbids,
    message: ({ table, name }) => `${table} gets the unique constraint ${name}`,
    why: `Its index is built while nobody can read or write the table. ${afterwards}`,
    rewrite: ({ table, name }, tool) => `First ${tool.outsideTransaction(`CREATE UNIQUE INDEX CONCURRENTLY ${name} ON ${table} (\u2026)`)}; then ALTER TABLE ${table} ADD CONSTRAINT ${name} UNIQUE USING INDEX ${name}.`
  },
  "add-primary-key": {
    class: "risky",
    level: "size",
    phase: "contract",
    obstacle: forbids,
    message: ({ table }) => `${table} gets a primary key`,
    why: `Its index is built, and NULLs are looked for, while nobody can read or write the table. ${afterwards}`,
    rewrite: ({ table }, tool) => `First make its columns NOT NULL and ${tool.outsideTransaction(`CREATE UNIQUE INDEX CONCURRENTLY \u2026 ON ${table} (\u2026)`)}; then ALTER TABLE ${table} ADD PRIMARY KEY USING INDEX \u2026.`
  },
  "add-exclusion": {
    class: "risky",
    level: "size",
    phase: "contract",
    obstacle: forbids,
    message: ({ table, name }) => `${table} gets the exclusion constraint ${name}`,
    why: `Its index is built while nobody can read or write the table, and there is no way to do that in steps. ${afterwards}`,
    rewrite: () => null
  },
  "add-constraint-not-valid": {
    class: "safe",
    level: "note",
    phase: "contract",
    obstacle: forbids,
    message: ({ table, name }) => `${table} gets the constraint ${name}, not checked for the rows that are there`,
    why: "New rows are checked from now on; the code that runs now may still write such rows.",
    rewrite: () => null
  },
  "use-index-for-constraint": {
    class: "safe",
    level: "note",
    phase: "any",
    obstacle: null,
    message: ({ table, name }) => `${table} gets the constraint ${name} from an index that is there`,
    why: "The table is locked for a moment only.",
    rewrite: () => null
  },
  "validate-in-same-transaction": {
    class: "risky",
    level: "size",
    phase: "any",
    obstacle: null,
    message: ({ table, name }) => `${table}'s constraint ${name} is added NOT VALID and validated in one transaction`,
    why: "The strong lock of adding it is kept while all rows are read, so nothing is won over adding it in one step.",
    rewrite: ({ table, name }, tool) => `ALTER TABLE ${table} VALIDATE CONSTRAINT ${name} ${tool.nextStep}.`
  },
  "change-constraint": {
    class: "risky",
    level: "note",
    phase: "any",
    obstacle: "it changes when a rule is checked that the earlier code may count on",
    message: ({ table, name }) => `${table}'s constraint ${name} changes`,
    why: "The code may count on when it is checked.",
    rewrite: () => null
  },
  "add-domain-constraint": {
    class: "risky",
    level: "warning",
    phase: "contract",
    obstacle: forbids,
    message: ({ name }) => `the domain ${name} gets a constraint`,
    why: "All tables with a column of it are read while their writers wait.",
    rewrite: ({ name }, tool) => `ALTER DOMAIN ${name} ADD CONSTRAINT \u2026 CHECK (\u2026) NOT VALID; ${tool.nextStep}: ALTER DOMAIN ${name} VALIDATE CONSTRAINT \u2026.`
  }
};


;// CONCATENATED MODULE: ./.cache/plain/src/database/analysis/rules/data.js
const inBatches = "Change the rows in batches outside the migration (a script, a job), so that each batch holds its locks briefly.";
const dataRules = {
  "insert-rows": {
    class: "safe",
    level: "note",
    phase: "any",
    obstacle: "it writes data the earlier code will meet",
    message: ({ table }) => `rows are written into ${table}`,
    why: "The code that runs now will meet them.",
    rewrite: () => null
  },
  "copy-rows": {
    class: "risky",
    level: "size",
    phase: "any",
    obstacle: "it writes data the earlier code will meet",
    message: ({ table }) => `rows of a query are written into ${table}`,
    why: "It takes as long as the query, and keeps every lock the migration took before.",
    rewrite: () => inBatches
  },
  "update-all-rows": {
    class: "risky",
    level: "size",
    phase: "any",
    obstacle: "it changes data",
    message: ({ table }) => `every row of ${table} is changed (no WHERE)`,
    why: "All rows stay locked until the migration ends, the table grows by as much again, and what they held is lost.",
    rewrite: () => inBatches
  },
  "update-rows": {
    class: "risky",
    level: "size",
    phase: "any",
    obstacle: "it changes data",
    message: ({ table }) => `rows of ${table} are changed`,
    why: "They stay locked until the migration ends, and what they held is lost.",
    rewrite: () => inBatches
  },
  "delete-all-rows": {
    class: "destructive",
    level: "error",
    phase: "contract",
    obstacle: "it takes rows away",
    message: ({ table }) => `every row of ${table} is deleted (no WHERE)`,
    why: "The data is gone.",
    rewrite: () => "Say which rows (WHERE), and delete in batches."
  },
  "delete-rows": {
    class: "destructive",
    level: "error",
    phase: "contract",
    obstacle: "it takes rows away",
    message: ({ table }) => `rows of ${table} are deleted`,
    why: "The data is gone; foreign keys may take further rows along.",
    rewrite: () => "Mark them as deleted first, and delete in a later release, in batches."
  },
  "merge-rows": {
    class: "destructive",
    level: "error",
    phase: "any",
    obstacle: "it changes data",
    message: ({ table }) => `rows of ${table} are merged with others`,
    why: "It can change and delete rows.",
    rewrite: () => inBatches
  },
  "work-under-lock": {
    class: "risky",
    level: "size",
    phase: "any",
    obstacle: null,
    message: ({ table, other }) => `${table} is worked through while the transaction keeps ${other}`,
    why: "Nobody gets past that lock until the transaction ends, however long this statement takes.",
    rewrite: (_, tool) => `Do this ${tool.nextStep}, or before the statement that takes the lock.`
  }
};


;// CONCATENATED MODULE: ./.cache/plain/src/database/analysis/rules/indexes.js
const indexRules = {
  "create-index": {
    class: "risky",
    level: "size",
    phase: "any",
    obstacle: null,
    message: ({ table, name }) => `the index ${name} is built on ${table}`,
    why: "Nobody can write the table until it is built.",
    rewrite: ({ table, name }, tool) => sentence(tool.outsideTransaction(`CREATE INDEX CONCURRENTLY ${name} ON ${table} (\u2026)`))
  },
  "create-unique-index": {
    class: "risky",
    level: "size",
    phase: "contract",
    obstacle: "it forbids rows that the earlier code may write",
    message: ({ table, name }) => `the unique index ${name} is built on ${table}`,
    why: "Nobody can write the table until it is built; double values make it fail, and the code that runs now may still write some.",
    rewrite: ({ table, name }, tool) => sentence(tool.outsideTransaction(`CREATE UNIQUE INDEX CONCURRENTLY ${name} ON ${table} (\u2026)`))
  },
  "create-unique-index-concurrently": {
    class: "safe",
    level: "note",
    phase: "contract",
    obstacle: "it forbids rows that the earlier code may write",
    message: ({ table, name }) => `the unique index ${name} is built on ${table} while it is in use`,
    why: "Double values make it fail and leave an INVALID index behind, which has to be dropped.",
    rewrite: () => null
  },
  "concurrently-in-transaction": {
    class: "risky",
    level: "error",
    phase: "any",
    obstacle: null,
    message: ({ name }) => `${name || "a statement"} says CONCURRENTLY inside a transaction`,
    why: "PostgreSQL refuses that (SQLSTATE 25001): the migration will fail.",
    rewrite: (_, tool) => sentence(tool.outsideTransaction("\u2026 CONCURRENTLY \u2026"))
  },
  "drop-index": {
    class: "risky",
    level: "size",
    phase: "any",
    obstacle: null,
    message: ({ name }) => `the index ${name} is dropped`,
    why: "Its table is locked for all while the lock is waited for and held; queries that used it get slow. No data is lost.",
    rewrite: ({ name }, tool) => sentence(tool.outsideTransaction(`DROP INDEX CONCURRENTLY ${name}`))
  },
  reindex: {
    class: "risky",
    level: "size",
    phase: "any",
    obstacle: null,
    message: ({ name }) => `the indexes of ${name} are built anew`,
    why: "Nobody can write the table, or read by the index, until it is done.",
    rewrite: ({ name }, tool) => sentence(tool.outsideTransaction(`REINDEX \u2026 CONCURRENTLY ${name}`))
  }
};
function sentence(advice) {
  return `${advice.charAt(0).toUpperCase()}${advice.slice(1)}.`;
}


;// CONCATENATED MODULE: ./.cache/plain/src/database/analysis/rules/removals.js
const takes = "it takes something away that the earlier code may use";
const later = "Deploy code that does not use it first, and drop it in a later release.";
const removalRules = {
  "drop-column": {
    class: "destructive",
    level: "error",
    phase: "contract",
    obstacle: takes,
    message: ({ table, name }) => `${table}.${name} is dropped`,
    why: "Its data is gone, and the code that runs now fails if it names the column (an ORM names all of them).",
    rewrite: () => later
  },
  "drop-table": {
    class: "destructive",
    level: "error",
    phase: "contract",
    obstacle: takes,
    message: ({ table }) => `the table ${table} is dropped`,
    why: "Its rows are gone, and the code that runs now fails if it uses it.",
    rewrite: ({ table }) => `Deploy code that does not use it first; ALTER TABLE ${table} RENAME TO another name in one release, and drop that in a later one.`
  },
  "drop-schema": {
    class: "destructive",
    level: "error",
    phase: "contract",
    obstacle: takes,
    message: ({ name }) => `the schema ${name} is dropped`,
    why: "With CASCADE everything in it is gone.",
    rewrite: () => later
  },
  "drop-database": {
    class: "destructive",
    level: "error",
    phase: "contract",
    obstacle: takes,
    message: ({ name }) => `the database ${name} is dropped`,
    why: "Everything in it is gone.",
    rewrite: () => null
  },
  "drop-extension": {
    class: "destructive",
    level: "error",
    phase: "contract",
    obstacle: takes,
    message: ({ name }) => `the extension ${name} is dropped`,
    why: "Its types and functions go, with CASCADE also the columns of those types.",
    rewrite: () => later
  },
  "drop-type": {
    class: "destructive",
    level: "error",
    phase: "contract",
    obstacle: takes,
    message: ({ name }) => `the type ${name} is dropped`,
    why: "With CASCADE the columns of this type and their data go, too.",
    rewrite: () => later
  },
  "drop-sequence": {
    class: "destructive",
    level: "error",
    phase: "contract",
    obstacle: takes,
    message: ({ name }) => `the sequence ${name} is dropped`,
    why: "Where it stood is lost.",
    rewrite: () => later
  },
  "drop-materialized-view": {
    class: "destructive",
    level: "error",
    phase: "contract",
    obstacle: takes,
    message: ({ table }) => `the materialized view ${table} is dropped`,
    why: "Its rows are gone until it is made and filled again.",
    rewrite: () => later
  },
  "drop-object": {
    class: "risky",
    level: "warning",
    phase: "contract",
    obstacle: takes,
    message: ({ name, other }) => `the ${other} ${name} is dropped`,
    why: "No rows are lost, but the code that runs now fails, or does something else, where it used it.",
    rewrite: () => later
  },
  "drop-cascade": {
    class: "destructive",
    level: "error",
    phase: "contract",
    obstacle: takes,
    message: ({ name, other }) => `the ${other} ${name} is dropped with everything that hangs on it (CASCADE)`,
    why: "What that is the text does not say; columns can be among it.",
    rewrite: () => "Drop what hangs on it by name, so that the migration says what goes."
  },
  "drop-constraint": {
    class: "risky",
    level: "note",
    phase: "any",
    obstacle: null,
    message: ({ table, name }) => `the constraint ${name} of ${table} is dropped`,
    why: "Its table is locked for all for a moment, for a foreign key also the table it refers to; what it kept true is not kept any more. Code that says ON CONFLICT needs it.",
    rewrite: () => "With a short lock-timeout it fails instead of stopping everybody; run it again then."
  },
  "drop-expression": {
    class: "risky",
    level: "warning",
    phase: "contract",
    obstacle: "it changes what a column the earlier code uses contains",
    message: ({ table, name }) => `${table}.${name} is not generated any more`,
    why: "Code that does not fill it leaves it empty from now on.",
    rewrite: () => null
  },
  truncate: {
    class: "destructive",
    level: "error",
    phase: "contract",
    obstacle: takes,
    message: ({ table }) => `${table} is emptied`,
    why: "All its rows are gone; with CASCADE also those of the tables that refer to it.",
    rewrite: () => "DELETE what is not needed, in batches and by a condition."
  }
};


;// CONCATENATED MODULE: ./.cache/plain/src/database/analysis/rules/tables.js
const renames = "it takes away a name the earlier code uses";
const low = "With a short lock-timeout it fails instead of stopping everybody; run it again then.";
const tableRules = {
  "rename-table": {
    class: "risky",
    level: "warning",
    phase: "mixed",
    obstacle: renames,
    message: ({ table, other }) => `${table} is renamed to ${other}`,
    why: "The code that runs now asks for the old name, the new code for the new one: between the two, one of them fails.",
    rewrite: ({ table, other }) => `Keep the name and map it in the code; or rename and, in the same transaction, CREATE VIEW ${table} AS SELECT * FROM ${other}, which the earlier code can read and write.`
  },
  "rename-object": {
    class: "risky",
    level: "warning",
    phase: "mixed",
    obstacle: renames,
    message: ({ name, other }) => `${name} is renamed to ${other}`,
    why: "Code that uses the old name fails from then on.",
    rewrite: () => "Make the new one beside it, move the code, and drop the old one in a later release."
  },
  "set-schema": {
    class: "risky",
    level: "warning",
    phase: "mixed",
    obstacle: renames,
    message: ({ name, other }) => `${name} moves to the schema ${other}`,
    why: "The code finds it only if its search_path names that schema.",
    rewrite: () => "Put both schemas into the search_path of the application first."
  },
  "change-owner": {
    class: "risky",
    level: "warning",
    phase: "any",
    obstacle: "it changes whose right it is to use an object",
    message: ({ name, other }) => `${name} goes to the owner ${other}`,
    why: "The user that the code connects as may lose its rights.",
    rewrite: () => "GRANT what the code needs to its user first."
  },
  "create-trigger": {
    class: "risky",
    level: "warning",
    phase: "any",
    obstacle: "a trigger changes what existing statements do",
    message: ({ table, name }) => `${table} gets the trigger ${name}`,
    why: "Every write of the code that runs now goes through it, and writers wait while it is made.",
    rewrite: () => low
  },
  "toggle-trigger": {
    class: "risky",
    level: "warning",
    phase: "any",
    obstacle: "it changes what existing statements do",
    message: ({ table, name }) => `${name ? `the trigger ${name}` : "triggers"} of ${table} are switched`,
    why: "What they kept true is not kept any more, or from now on.",
    rewrite: () => null
  },
  "create-rule": {
    class: "risky",
    level: "warning",
    phase: "any",
    obstacle: "a rule changes what existing statements do",
    message: ({ table, name }) => `${table} gets the rule ${name}`,
    why: "It rewrites every statement on the table.",
    rewrite: () => "A trigger does the same and is easier to foresee."
  },
  "row-security": {
    class: "risky",
    level: "warning",
    phase: "mixed",
    obstacle: "row level security changes which rows the earlier code sees",
    message: ({ table }) => `row level security of ${table} changes`,
    why: "With it on and no policy for its user, the code sees no row at all; the table is locked for all for a moment.",
    rewrite: () => "Create the policies first, in the same transaction."
  },
  "create-policy": {
    class: "risky",
    level: "note",
    phase: "any",
    obstacle: "a policy changes which rows the earlier code sees",
    message: ({ table, name }) => `${table} gets the policy ${name}`,
    why: "Where row level security is on, it changes which rows the code sees.",
    rewrite: () => null
  },
  "replica-identity": {
    class: "risky",
    level: "note",
    phase: "any",
    obstacle: null,
    message: ({ table }) => `the replica identity of ${table} changes`,
    why: "The table is locked for all for a moment, and subscribers get other old rows.",
    rewrite: () => low
  },
  "rewrite-table": {
    class: "risky",
    level: "size",
    phase: "any",
    obstacle: null,
    message: ({ table, name }) => `${table} is written anew (${name})`,
    why: "Nobody can read or write it until all of it is copied.",
    rewrite: () => "pg_repack does the same while the table is in use."
  },
  "rebuild-table": {
    class: "risky",
    level: "size",
    phase: "mixed",
    obstacle: "it makes a table anew whose columns may be others",
    message: ({ table }) => `${table} is made anew: its rows go into a new table that takes its name`,
    why: "Everybody waits until all rows are copied; what is not copied is lost.",
    rewrite: () => null
  },
  "change-inheritance": {
    class: "risky",
    level: "warning",
    phase: "any",
    obstacle: "it changes which rows the earlier code finds",
    message: ({ table, other }) => `${table} gets another parent or none (${other})`,
    why: "Queries on the parent find other rows than before; both are locked.",
    rewrite: () => low
  },
  "attach-partition": {
    class: "risky",
    level: "size",
    phase: "expand",
    obstacle: null,
    message: ({ table, other }) => `${other} becomes a partition of ${table}`,
    why: "All its rows are read while nobody can use it, unless a valid CHECK proves that they fit.",
    rewrite: ({ other }) => `First ALTER TABLE ${other} ADD CONSTRAINT \u2026 CHECK (the partition's bounds) NOT VALID and validate it.`
  },
  "detach-partition": {
    class: "risky",
    level: "warning",
    phase: "contract",
    obstacle: "it takes rows away from a table the earlier code reads",
    message: ({ table, other }) => `${other} is detached from ${table}`,
    why: "Both are locked for all; queries on the parent do not find its rows any more.",
    rewrite: ({ table, other }, tool) => `PostgreSQL 14 and newer: ${tool.outsideTransaction(`ALTER TABLE ${table} DETACH PARTITION ${other} CONCURRENTLY`)}.`
  },
  "create-partition": {
    class: "risky",
    level: "note",
    phase: "expand",
    obstacle: null,
    message: ({ table, other }) => `${other} gets the new partition ${table}`,
    why: "The parent is locked for all for a moment, and its default partition is searched for rows that belong there.",
    rewrite: ({ table, other }) => `CREATE TABLE ${table} (LIKE ${other} INCLUDING ALL), give it a CHECK of its bounds, then ATTACH PARTITION, which lets reads and writes go on.`
  },
  "reference-table": {
    class: "safe",
    level: "note",
    phase: "expand",
    obstacle: null,
    message: ({ table, other }) => `the new table ${table} refers to ${other}`,
    why: "Writers of the table it refers to wait while the lock is waited for and held.",
    rewrite: () => low
  },
  "refresh-view": {
    class: "risky",
    level: "size",
    phase: "any",
    obstacle: null,
    message: ({ table }) => `the materialized view ${table} is filled anew`,
    why: "Nobody can read it until that is done.",
    rewrite: ({ table }) => `REFRESH MATERIALIZED VIEW CONCURRENTLY ${table} (it needs a unique index).`
  },
  "replace-view": {
    class: "risky",
    level: "warning",
    phase: "mixed",
    obstacle: "it replaces a definition the earlier code may use",
    message: ({ table }) => `the view ${table} gets another definition`,
    why: "The code that runs now reads it as it was.",
    rewrite: () => "Only add columns at its end, or make a view of a new name."
  },
  "replace-function": {
    class: "risky",
    level: "warning",
    phase: "mixed",
    obstacle: "it replaces a definition the earlier code may use",
    message: ({ name }) => `the function ${name} may get another body`,
    why: "The code that runs now, and every trigger, uses it from that moment on.",
    rewrite: () => "Make a function of a new name where its meaning changes."
  },
  "change-object": {
    class: "risky",
    level: "warning",
    phase: "mixed",
    obstacle: "it changes something that exists",
    message: ({ name }) => `${name} changes`,
    why: "The code that runs now may count on how it was.",
    rewrite: () => null
  },
  "add-enum-value": {
    class: "safe",
    level: "note",
    phase: "expand",
    obstacle: "earlier code may meet a value it does not know",
    message: ({ name, other }) => `the type ${name} gets the value ${other}`,
    why: "It cannot be taken away again, and no statement of the same transaction can use it (SQLSTATE 55P04).",
    rewrite: () => null
  },
  "rename-enum-value": {
    class: "risky",
    level: "warning",
    phase: "mixed",
    obstacle: renames,
    message: ({ name, other }) => `a value of the type ${name} is renamed to ${other}`,
    why: "The code that runs now sends and expects the old value.",
    rewrite: () => "Add the new value, move code and rows, and leave the old one."
  },
  "lock-table": {
    class: "risky",
    level: "warning",
    phase: "any",
    obstacle: null,
    message: ({ table, name }) => `${table} is locked (${name}) until the transaction ends`,
    why: "Everybody whose statement conflicts waits for the rest of the migration.",
    rewrite: () => null
  },
  "switch-off-guard": {
    class: "risky",
    level: "warning",
    phase: "any",
    obstacle: null,
    message: ({ name }) => `the setting ${name} changes for the rest of the session`,
    why: "It takes back what keeps data right: foreign keys and triggers, row level security, or checks of pages.",
    rewrite: () => null
  },
  "unlimited-lock-wait": {
    class: "risky",
    level: "warning",
    phase: "any",
    obstacle: null,
    message: () => "the limit on waiting for locks (lock_timeout) is taken away",
    why: "While a statement waits for its lock, everybody behind it in the queue waits, too, for as long as it takes.",
    rewrite: () => "Leave it to the action's input lock-timeout, or set a few seconds."
  },
  revoke: {
    class: "risky",
    level: "warning",
    phase: "contract",
    obstacle: "it takes rights away that the earlier code may need",
    message: ({ name }) => `rights on ${name || "an object"} are taken away`,
    why: "The user that the code connects as may need them.",
    rewrite: () => null
  }
};


;// CONCATENATED MODULE: ./.cache/plain/src/database/analysis/rules/text.js
const cannotTell = "this reading cannot tell what it does to the earlier code";
const textRules = {
  unreadable: {
    class: "risky",
    level: "error",
    phase: "any",
    obstacle: cannotTell,
    message: ({ name }) => `this is no SQL that PostgreSQL's parser accepts: ${name}`,
    why: "The migration will most likely fail; if the server is newer than the parser (PostgreSQL 18), nobody has checked it.",
    rewrite: () => null
  },
  "psql-command": {
    class: "risky",
    level: "error",
    phase: "any",
    obstacle: cannotTell,
    message: ({ name }) => `${name} is a command of psql, which PostgreSQL itself does not know`,
    why: "A migration tool sends the text to the server, which refuses it.",
    rewrite: () => "Write it as SQL."
  },
  "copy-from-stdin": {
    class: "risky",
    level: "error",
    phase: "any",
    obstacle: cannotTell,
    message: ({ table }) => `COPY ${table} FROM STDIN expects rows from the client`,
    why: "A migration tool has none to send: the statement fails.",
    rewrite: () => "Write INSERT statements."
  },
  "unknown-statement": {
    class: "risky",
    level: "warning",
    phase: "any",
    obstacle: cannotTell,
    message: ({ name }) => `nothing is known about ${name}`,
    why: "What is not known to be safe does not count as safe.",
    rewrite: () => null
  },
  "run-code": {
    class: "risky",
    level: "warning",
    phase: "any",
    obstacle: cannotTell,
    message: ({ name }) => `${name} runs code that the text does not show`,
    why: "It can do anything, from nothing at all to dropping a table.",
    rewrite: () => "Write plain statements; IF [NOT] EXISTS replaces most DO blocks."
  },
  "transaction-control": {
    class: "risky",
    level: "warning",
    phase: "any",
    obstacle: null,
    message: ({ name }) => `${name} begins or ends a transaction`,
    why: "The tool has a transaction of its own: what stands after this is not undone when the migration fails.",
    rewrite: () => "Take it out: the tool begins and ends its transactions itself."
  },
  "outside-transaction": {
    class: "risky",
    level: "error",
    phase: "any",
    obstacle: cannotTell,
    message: ({ name }) => `${name} cannot run inside a transaction`,
    why: "PostgreSQL refuses that (SQLSTATE 25001): the migration will fail.",
    rewrite: (_, tool) => `It goes ${tool.outsideTransaction("\u2026")}.`
  }
};


;// CONCATENATED MODULE: ./.cache/plain/src/database/analysis/rules/table.js







const rules = {
  ...columnRules,
  ...constraintRules,
  ...indexRules,
  ...tableRules,
  ...removalRules,
  ...dataRules,
  ...textRules
};
const ruleTable = rules;
function isRuleName(word) {
  return Object.hasOwn(rules, word);
}


;// CONCATENATED MODULE: ./.cache/plain/src/database/analysis/allowances.js

const mark = "deploy-actions:";
const directive = /^(?:--|\/\*)\s*deploy-actions:\s*allow\b[ \t]*(\S*)[ \t]*(.*?)\s*(?:\*\/)?$/s;
function readAllowances(comments, sql, statements) {
  const rules = /* @__PURE__ */ new Map();
  const result = { of: (index) => rules.get(index) ?? /* @__PURE__ */ new Map(), remarks: [], lines: [] };
  if (!sql.includes(mark)) return result;
  for (const comment of comments()) {
    const match = directive.exec(comment.text);
    if (!match) continue;
    const before = sql.slice(0, comment.start);
    const line = before.split("\n").length;
    const [, rule = "", reason = ""] = match;
    const statement = statementOf(before, statements);
    const refused = refusal(rule, reason, statement);
    if (refused !== void 0 || !isRuleName(rule)) {
      result.remarks.push({ line, message: refused ?? "" });
      continue;
    }
    rules.set(statement, (rules.get(statement) ?? /* @__PURE__ */ new Map()).set(rule, reason));
    result.lines.push({ statement, rule, line });
  }
  return result;
}
function refusal(rule, reason, statement) {
  if (!isRuleName(rule))
    return `"${rule}" is no rule; a comment allows one rule by its name, as the plan prints it.`;
  if (reason === "") return `The comment that allows ${rule} gives no reason, and so allows nothing.`;
  return statement < 0 ? `The comment that allows ${rule} stands at no statement.` : void 0;
}
function statementOf(before, statements) {
  const place = before.length;
  const next = statements.findIndex((one) => one.offset + one.text.length > place);
  const previous = next < 0 ? statements.length - 1 : next - 1;
  const end = statements[previous];
  const sameLine = end && !before.slice(end.offset + end.text.length).includes("\n");
  const inside = next >= 0 && (statements[next]?.offset ?? 0) <= place;
  return sameLine && !inside ? previous : next;
}


;// CONCATENATED MODULE: ./.cache/plain/src/database/analysis/names.js
function tableName(relation) {
  return qualified([relation?.schemaname, relation?.relname]);
}
function qualified(parts) {
  const known = parts.filter((part) => part !== void 0 && part !== "");
  return (known.length > 1 && known[0] === "public" ? known.slice(1) : known).join(".");
}
function strings(nodes) {
  return (nodes ?? []).map((node) => "String" in node ? node.String.sval ?? "" : "");
}
function objectParts(node) {
  if (node === void 0) return [];
  if ("List" in node) return strings(node.List.items);
  if ("ObjectWithArgs" in node) return strings(node.ObjectWithArgs.objname);
  if ("TypeName" in node) return strings(node.TypeName.names);
  if ("String" in node) return [node.String.sval ?? ""];
  if ("RoleSpec" in node) return [node.RoleSpec.rolename ?? "the current user"];
  return [];
}
function typeText(type) {
  const names = strings(type?.names);
  const base = names[0] === "pg_catalog" ? names.slice(1) : names;
  const mods = (type?.typmods ?? []).map(
    (node) => "A_Const" in node ? String(node.A_Const.ival?.ival ?? 0) : "?"
  );
  const array = type?.arrayBounds?.length ? "[]" : "";
  return `${qualified(base)}${mods.length > 0 ? `(${mods.join(",")})` : ""}${array}`;
}
const reserved = new Set(
  "all analyse analyze and any array as asc both case cast check collate column constraint create current_user default desc distinct do else end except false fetch for foreign from grant group having in initially intersect into lateral leading limit not null offset on only or order placing primary references returning select session_user some symmetric table then to trailing true union unique user using variadic when where window with".split(
    " "
  )
);
function asSql(name) {
  if (name === "" || /[\s()…]/.test(name)) return name;
  const quote = (part) => /^[a-z_][a-z0-9_$]*$/.test(part) && !reserved.has(part) ? part : `"${part.replaceAll('"', '""')}"`;
  return name.split(".").map(quote).join(".");
}


;// CONCATENATED MODULE: ./.cache/plain/src/database/analysis/profile.js
const profiles = {
  sql: {
    transaction: "file",
    outsideTransaction: (sql) => `\`${sql}\` in a file of its own whose first line is "-- deploy-actions: no-transaction"`,
    nextStep: "in the next file"
  },
  prisma: {
    transaction: "file",
    outsideTransaction: (sql) => `\`${sql}\` as the only statement of a migration of its own (make it with "prisma migrate dev --create-only"): PostgreSQL runs a single statement outside a transaction`,
    nextStep: "in the next migration"
  },
  drizzle: {
    transaction: "pending",
    outsideTransaction: (sql) => `on a large table, run \`${sql}\` by hand before the release and give the migration's own statement IF [NOT] EXISTS: Drizzle applies all that is pending in one transaction, which refuses CONCURRENTLY`,
    nextStep: "in a migration of the next release (Drizzle applies all that is pending in one transaction)"
  },
  alembic: {
    transaction: "pending",
    outsideTransaction: (sql) => `\`${sql}\` inside "with op.get_context().autocommit_block():" (create_index and drop_index take postgresql_concurrently=True)`,
    nextStep: "in the next revision, with transaction_per_migration=True in env.py (without it all revisions share one transaction)"
  },
  command: {
    transaction: "file",
    outsideTransaction: (sql) => `\`${sql}\`, outside a transaction`,
    nextStep: "in the next migration, in a transaction of its own"
  }
};
function profileOf(tool) {
  return profiles[tool];
}


;// CONCATENATED MODULE: ./.cache/plain/src/database/analysis/finding.js



const smallTable = 200;
const hugeTable = 1e7;
function findingOf({ subject }, rule, tool, ledger, silenced) {
  const known = ruleTable[rule];
  const rows = ledger.known(subject.table)?.rows ?? null;
  return {
    rule,
    class: known.class,
    level: levelOf(known, rows),
    message: known.message(subject),
    why: known.why,
    rewrite: known.rewrite(inSql(subject), profileOf(tool)),
    table: subject.table || null,
    rows,
    silenced
  };
}
function inSql({ table, name, other }) {
  return { table: asSql(table), name: asSql(name), other: asSql(other) };
}
function levelOf({ level }, rows) {
  if (level !== "size") return level;
  if (rows === null) return "warning";
  if (rows <= smallTable) return "note";
  return rows >= hugeTable ? "error" : "warning";
}


;// CONCATENATED MODULE: ./.cache/plain/src/database/analysis/terms.js
const lockModes = [
  "ACCESS SHARE",
  "ROW SHARE",
  "ROW EXCLUSIVE",
  "SHARE UPDATE EXCLUSIVE",
  "SHARE",
  "SHARE ROW EXCLUSIVE",
  "EXCLUSIVE",
  "ACCESS EXCLUSIVE"
];
const statementClasses = ["safe", "risky", "destructive"];
const findingLevels = ["note", "warning", "error"];


;// CONCATENATED MODULE: ./.cache/plain/src/database/analysis/assemble.js



function planOf(read) {
  const migrations = read.map((one) => one.analysis);
  const kinds = migrations.map((one) => one.class);
  return {
    migrations,
    class: highest(statementClasses, kinds) ?? "safe",
    phase: combine(read.flatMap((one) => one.phases))
  };
}
function readingOf(statement, effects, allowed, migration, ledger) {
  const findings = effects.flatMap(
    (one) => one.rule === null ? [] : [findingOf(one, one.rule, migration.tool, ledger, allowed.get(one.rule) ?? null)]
  );
  const loud = findings.filter((one) => one.silenced === null).map((one) => one.level);
  const obstacles = effects.map((one) => one.obstacle ?? (one.rule && ruleTable[one.rule].obstacle));
  const also = effects.map((one) => one.alsoLocks).filter((text) => text !== null);
  return {
    text: statement.text,
    line: statement.line,
    locks: strongestEach(effects.flatMap((one) => one.locks)),
    alsoLocks: also.length > 0 ? [...new Set(also)].join("; ") : null,
    work: highest(
      ["none", "scan", "rewrite"],
      effects.map((one) => one.work)
    ) ?? "none",
    class: highest(
      statementClasses,
      findings.map((one) => one.class)
    ) ?? "safe",
    level: highest(findingLevels, loud) ?? null,
    findings,
    obstacle: obstacles.find((one) => one !== null) ?? null
  };
}
function strongestEach(locks) {
  const strongest = /* @__PURE__ */ new Map();
  for (const lock of locks) {
    const before = strongest.get(lock.on);
    if (!before || lockModes.indexOf(lock.mode) > lockModes.indexOf(before.mode))
      strongest.set(lock.on, lock);
  }
  return [...strongest.values()];
}
function combine(phases) {
  const contracts = phases.includes("contract");
  if (phases.includes("mixed") || contracts && phases.includes("expand")) return "mixed";
  return contracts ? "contract" : "expand";
}
function highest(order, values) {
  return [...order].reverse().find((value) => values.includes(value));
}


;// CONCATENATED MODULE: ./.cache/plain/src/database/analysis/effect.js
function effect(rule, particular) {
  const { table = "", name = "", other = "", ...rest } = particular;
  return {
    locks: [],
    alsoLocks: null,
    work: "none",
    obstacle: null,
    ...rest,
    rule,
    subject: { table, name, other }
  };
}
function locksOn(mode, ...tables) {
  return tables.map((on) => ({ mode, on }));
}


;// CONCATENATED MODULE: ./.cache/plain/src/database/analysis/ledger.js
class Ledger {
  catalogue;
  /** False while reading what no transaction is around. */
  inTransaction = true;
  #created = /* @__PURE__ */ new Set();
  #indexes = /* @__PURE__ */ new Map();
  #notNullChecks = /* @__PURE__ */ new Map();
  #provenColumns = /* @__PURE__ */ new Set();
  #constrainedDomains = /* @__PURE__ */ new Set();
  #notValid = /* @__PURE__ */ new Set();
  #held;
  constructor(catalogue) {
    this.catalogue = catalogue;
  }
  /** A new transaction: the locks are given back. */
  beginTransaction(inTransaction) {
    this.inTransaction = inTransaction;
    this.#held = void 0;
    this.#notValid = /* @__PURE__ */ new Set();
  }
  create(kind, name) {
    this.#created.add(`${kind} ${name}`);
  }
  /** The search path changed: the same name may mean something else from now on. */
  forgetNames() {
    this.#created.clear();
    this.#indexes.clear();
    this.#notNullChecks.clear();
    this.#provenColumns.clear();
  }
  forget(kind, name) {
    this.#created.delete(`${kind} ${name}`);
  }
  isNew(kind, name) {
    return this.#created.has(`${kind} ${name}`);
  }
  addIndex(index, table) {
    this.#indexes.set(index, table);
    if (this.isNew("table", table)) this.create("index", index);
  }
  /** The table of an index, where the migrations or the server name it. */
  tableOfIndex(index) {
    return this.#indexes.get(index) ?? this.catalogue?.indexes.get(index);
  }
  known(table) {
    return this.catalogue?.tables.get(table);
  }
  /** A domain with a constraint, of the server or of these migrations. */
  isConstrainedDomain(type) {
    return this.#constrainedDomains.has(type) || this.catalogue?.constrainedDomains.has(type) === true;
  }
  addConstrainedDomain(name) {
    this.#constrainedDomains.add(name);
  }
  /** Tables with a foreign key to this one, by the server. */
  referencing(table) {
    const tables = [...this.catalogue?.tables ?? []];
    return tables.filter(([, known]) => [...known.constraints.values()].some((one) => one.references === table)).map(([name]) => name);
  }
  addNotValid(table, constraint) {
    this.#notValid.add(`${table} ${constraint}`);
  }
  /** Whether this very transaction added the constraint without checking it. */
  wasAddedNotValid(table, constraint) {
    return this.#notValid.has(`${table} ${constraint}`);
  }
  /** A CHECK (column IS NOT NULL); it proves something once it is valid. */
  addNotNullCheck(table, constraint, column, valid) {
    if (valid) this.#provenColumns.add(`${table} ${column}`);
    else this.#notNullChecks.set(`${table} ${constraint}`, column);
  }
  validate(table, constraint) {
    const column = this.#notNullChecks.get(`${table} ${constraint}`);
    if (column !== void 0) this.#provenColumns.add(`${table} ${column}`);
  }
  provesNotNull(table, column) {
    if (this.#provenColumns.has(`${table} ${column}`)) return true;
    return [...this.known(table)?.constraints.values() ?? []].some((one) => one.provesNotNull === column);
  }
  /** Remembers what a statement shut everybody out of; weaker locks let readers pass. */
  hold(locks) {
    if (!this.inTransaction) return;
    this.#held ??= locks.find((lock) => lock.mode === "ACCESS EXCLUSIVE" && !this.isNew("table", lock.on));
  }
  /** The first such lock that the transaction keeps since an earlier statement. */
  strongestHeld() {
    return this.#held;
  }
}


// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
// EXTERNAL MODULE: external "node:module"
var external_node_module_ = __webpack_require__(8995);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: external "node:url"
var external_node_url_ = __webpack_require__(3136);
;// CONCATENATED MODULE: ./.cache/plain/src/database/analysis/parser.js




const longestText = 32e6;
const wasmFile = "libpg-query.wasm";
let loaded;
function loadParser() {
  loaded ??= createParser();
  return loaded;
}
async function createParser() {
  const wasm = await instantiate();
  let broken = false;
  const guarded = (work, otherwise) => {
    if (broken) return otherwise("the parser stopped at a statement before this one");
    try {
      return work();
    } catch (error) {
      if (error instanceof SyntaxError) return otherwise("it cannot be told apart into words");
      broken = true;
      loaded = void 0;
      return otherwise("the statement is nested too deeply to be read");
    }
  };
  const tokensOf = (sql) => parser_refusal(sql) ? [] : guarded(
    () => scan(wasm, sql),
    () => []
  );
  return {
    parse(sql) {
      const refused = parser_refusal(sql);
      if (refused) return { problem: refused };
      return guarded(
        () => parseRaw(wasm, sql),
        (message) => ({ problem: { message, offset: 0 } })
      );
    },
    comments: (sql) => commentsAmong(sql, tokensOf(sql)),
    pieces: (sql) => parser_refusal(sql) ? [{ text: sql, offset: 0 }] : cutAtSemicolons(sql, tokensOf(sql))
  };
}
function parser_refusal(sql) {
  const nul = sql.indexOf("\0");
  if (nul >= 0) return { message: "it contains a NUL character", offset: nul };
  const surrogate = sql.search(new RegExp("\\p{Surrogate}", "u"));
  if (surrogate >= 0)
    return { message: "it contains half a character (a lone surrogate)", offset: surrogate };
  const signs = sql.search(/[*/<>=~!@#%^&|`?+-]{2000}/);
  if (signs >= 0 && countCommentSigns(sql, signs) > 100) {
    return { message: "it contains hundreds of comment signs in a row", offset: signs };
  }
  if (sql.length > longestText) return { message: `it is longer than ${longestText} characters`, offset: 0 };
  return void 0;
}
function countCommentSigns(sql, start) {
  return sql.slice(start, start + 2e3).split("/*").length - 1;
}
async function instantiate() {
  const { default: create } = await __webpack_require__.e(/* import() */ 995).then(__webpack_require__.t.bind(__webpack_require__, 3995, 19));
  const path = findWasm();
  const missing = !("__dirname" in globalThis);
  if (missing) Reflect.set(globalThis, "__dirname", (0,external_node_path_.dirname)(path));
  try {
    return await create({ locateFile: () => path });
  } finally {
    if (missing) Reflect.deleteProperty(globalThis, "__dirname");
  }
}
function findWasm() {
  const here = (0,external_node_url_.fileURLToPath)(import.meta.url);
  const beside = (0,external_node_path_.join)((0,external_node_path_.dirname)(here), wasmFile);
  if ((0,external_node_fs_.existsSync)(beside)) return beside;
  try {
    return (0,external_node_module_.createRequire)(here).resolve(`libpg-query/wasm/${wasmFile}`);
  } catch (cause) {
    throw new Error(`PostgreSQL's parser (${wasmFile}) is neither beside this program nor in its packages.`, {
      cause
    });
  }
}
function isBlank(sql) {
  return /^[ \t\n\r\f\v]*$/.test(sql);
}
function parseRaw(wasm, sql) {
  if (isBlank(sql)) return { statements: [] };
  const text = pass(wasm, sql);
  const result = wasm._wasm_parse_query_raw(text);
  try {
    const error = wasm.getValue(result + 8, "i32");
    if (error !== 0) return { problem: readProblem(wasm, error) };
    return { statements: statementsOf(JSON.parse(wasm.UTF8ToString(wasm.getValue(result, "i32")))) };
  } finally {
    wasm._free(text);
    wasm._wasm_free_parse_result(result);
  }
}
function readProblem(wasm, error) {
  const place = wasm.getValue(error + 16, "i32");
  return { message: wasm.UTF8ToString(wasm.getValue(error, "i32")), offset: Math.max(place - 1, 0) };
}
function statementsOf(tree) {
  if (typeof tree !== "object" || tree === null || !("stmts" in tree)) return [];
  return Array.isArray(tree.stmts) ? tree.stmts : [];
}
function scan(wasm, sql) {
  const text = pass(wasm, sql);
  const result = wasm._wasm_scan(text);
  try {
    const answer = wasm.UTF8ToString(result);
    if (!answer.startsWith("{")) return [];
    const tokens = JSON.parse(answer).tokens ?? [];
    return tokens.map(({ text: text2, start, end, tokenName }) => ({ text: text2, start, end, kind: tokenName }));
  } finally {
    wasm._free(text);
    wasm._wasm_free_string(result);
  }
}
function commentsAmong(sql, tokens) {
  const encoded = Buffer.from(sql, "utf8");
  const comments = tokens.filter((token) => /COMMENT/.test(token.kind));
  return comments.map(({ text, start }) => ({
    text,
    start: encoded.subarray(0, start).toString("utf8").length
  }));
}
function cutAtSemicolons(sql, tokens) {
  const encoded = Buffer.from(sql, "utf8");
  const pieces = [];
  let from = 0;
  let offset = 0;
  const cut = (end, next) => {
    const text = encoded.subarray(from, end).toString("utf8");
    if (!isBlank(text)) pieces.push({ text, offset });
    offset += encoded.subarray(from, next).toString("utf8").length;
    from = next;
  };
  for (const token of tokens) if (token.kind === "ASCII_59") cut(token.start, token.end);
  cut(encoded.length, encoded.length);
  return pieces;
}
function pass(wasm, sql) {
  const bytes = wasm.lengthBytesUTF8(sql) + 1;
  const pointer = wasm._malloc(bytes);
  wasm.stringToUTF8(sql, pointer, bytes);
  return pointer;
}


;// CONCATENATED MODULE: ./.cache/plain/src/database/analysis/column-types.js

const otherNames = {
  int2: "smallint",
  int4: "integer",
  int: "integer",
  int8: "bigint",
  varchar: "character varying",
  bpchar: "character",
  char: "character",
  bool: "boolean",
  float4: "real",
  float8: "double precision",
  decimal: "numeric",
  timestamp: "timestamp without time zone",
  timestamptz: "timestamp with time zone",
  time: "time without time zone",
  timetz: "time with time zone",
  varbit: "bit varying"
};
function typeChange(before, after) {
  if (before === void 0) return { work: "rewrite", narrower: false };
  const old = readType(before);
  const next = readType(typeText(after));
  const work = workOf(old, next);
  return { work, narrower: work !== "none" && isNarrower(old, next) };
}
function workOf(old, next) {
  const same = old.base === next.base;
  if (same && old.sizes.join() === next.sizes.join()) return "none";
  const isText = (type) => type.base === "text" || type.base === "character varying";
  if (isText(old) && isText(next)) return grows(old.sizes[0], next.sizes[0]) ? "none" : "rewrite";
  if (same && ["bit varying"].includes(old.base))
    return grows(old.sizes[0], next.sizes[0]) ? "none" : "rewrite";
  if (same && old.base === "numeric") {
    const sameScale = (old.sizes[1] ?? 0) === (next.sizes[1] ?? 0);
    if (next.sizes.length === 0) return "none";
    return old.sizes.length > 0 && sameScale && grows(old.sizes[0], next.sizes[0]) ? "none" : "rewrite";
  }
  if (same && /^(timestamp|time) /.test(old.base))
    return grows(old.sizes[0], next.sizes[0]) ? "none" : "rewrite";
  if (old.base === "cidr" && next.base === "inet") return "none";
  return "rewrite";
}
function grows(before, after) {
  if (after === void 0) return true;
  return before !== void 0 && after >= before;
}
const widths = ["smallint", "integer", "bigint", "numeric"];
function isNarrower(old, next) {
  const from = widths.indexOf(old.base);
  const to = widths.indexOf(next.base);
  if (from >= 0 && to >= 0 && from !== to) return to < from;
  const limited = next.sizes[0];
  return limited !== void 0 && (old.sizes[0] === void 0 || limited < old.sizes[0]);
}
function readType(text) {
  const sizes = /\(([\d,\s]+)\)/.exec(text)?.[1]?.split(",").map(Number) ?? [];
  const bare = text.replace(/\s*\([^)]*\)/, "").trim().toLowerCase();
  return { base: otherNames[bare] ?? bare, sizes };
}


;// CONCATENATED MODULE: ./.cache/plain/src/database/analysis/functions.js
const steadyFunctions = new Set(
  `abs age array_append array_length array_to_json array_to_string btrim ceil ceiling char_length chr coalesce concat
  concat_ws convert_from convert_to current_database current_schema current_setting date date_part date_trunc decode
  encode extract float8 floor format initcap int4 int8 int4range int8range interval json_array json_build_array
  json_build_object json_object jsonb_build_array jsonb_build_object jsonb_object left length lower lpad ltrim make_date
  make_interval make_time make_timestamp make_timestamptz md5 mod now num_nonnulls numeric nullif numrange obj_description
  overlay position power quote_ident quote_literal quote_nullable regexp_replace repeat replace reverse right round rpad
  rtrim sha256 sha512 sign split_part sqrt starts_with statement_timestamp strpos substr substring text timestamp
  timestamptz timezone to_char to_date to_json to_jsonb to_number to_timestamp to_tsvector transaction_timestamp translate
  trunc tsrange tstzrange unistr upper daterange`.split(/\s+/)
);
const harmlessFunctions = new Set(
  `gen_random_uuid uuidv4 uuidv7 random random_normal clock_timestamp timeofday nextval setval currval lastval set_config
  version count max min sum avg bool_and bool_or every string_agg array_agg json_agg jsonb_agg json_object_agg
  jsonb_object_agg row_number rank dense_rank lag lead first_value last_value ntile generate_series unnest
  jsonb_array_elements jsonb_array_elements_text jsonb_each jsonb_each_text jsonb_object_keys json_array_elements
  json_each regexp_matches regexp_match regexp_split_to_array regexp_split_to_table string_to_array jsonb_set
  jsonb_insert jsonb_strip_nulls greatest least to_regclass to_regtype pg_get_serial_sequence crypt gen_salt
  uuid_generate_v4 uuid_generate_v1 pg_typeof row_to_json cardinality`.split(/\s+/)
);
function isHarmless(parts) {
  const name = builtinName(parts);
  return name !== void 0 && (steadyFunctions.has(name) || harmlessFunctions.has(name));
}
function isSteady(parts) {
  const name = builtinName(parts);
  return name !== void 0 && steadyFunctions.has(name);
}
function builtinName(parts) {
  if (parts.length === 1) return parts[0];
  return parts.length === 2 && parts[0] === "pg_catalog" ? parts[1] : void 0;
}


;// CONCATENATED MODULE: ./.cache/plain/src/database/analysis/expressions.js


function contentsOf(tree) {
  const contents = { strangeCalls: [], changes: [], setsPath: false };
  walk(tree, (kind, body) => {
    if (kind === "FuncCall") {
      const parts = functionName(body);
      if (parts.at(-1) === "set_config") contents.setsPath = true;
      if (!isHarmless(parts)) contents.strangeCalls.push(`${parts.join(".")}()`);
    }
    if (kind === "InsertStmt" || kind === "UpdateStmt" || kind === "DeleteStmt" || kind === "MergeStmt") {
      contents.changes.push({ [kind]: body });
    }
  });
  return contents;
}
function unsteadyPart(expression) {
  let found;
  walk(expression, (kind, body) => {
    if (kind === "FuncCall" && !isSteady(functionName(body))) found ??= `${functionName(body).join(".")}()`;
    if (kind === "SubLink") found ??= "a query";
  });
  return found;
}
function notNullColumn(expression) {
  if (!expression || !("NullTest" in expression)) return void 0;
  const { arg, nulltesttype } = expression.NullTest;
  if (nulltesttype !== "IS_NOT_NULL" || !arg || !("ColumnRef" in arg)) return void 0;
  const fields = strings(arg.ColumnRef.fields);
  return fields.length === 1 ? fields[0] : void 0;
}
function functionName(body) {
  const parts = Reflect.get(body, "funcname");
  return Array.isArray(parts) ? strings(parts) : [];
}
function walk(tree, visit) {
  const left = [tree];
  while (left.length > 0) {
    const node = left.pop();
    if (Array.isArray(node)) for (const one of node) left.push(one);
    else if (typeof node === "object" && node !== null) {
      for (const [key, value] of Object.entries(node)) {
        if (typeof value !== "object" || value === null) continue;
        if (!Array.isArray(value)) visit(key, value);
        left.push(value);
      }
    }
  }
}


;// CONCATENATED MODULE: ./.cache/plain/src/database/analysis/read/add-column.js



const strongest = "ACCESS EXCLUSIVE";
function addColumn(column, table, ledger) {
  const about = { table, name: column.colname ?? "", locks: locksOn(strongest, table) };
  const constraints = constraintsOf(column);
  const effects = [
    ...valueEffects(column, constraints, about),
    ...ruleEffects(constraints, about, isFilled(column, constraints)),
    ...domainEffects(column, about, ledger)
  ];
  return effects.length > 0 ? effects : [effect(null, about)];
}
function valueEffects(column, constraints, about) {
  const has = (kind) => constraints.some((one) => one.contype === kind);
  const generated = constraints.find((one) => one.contype === "CONSTR_GENERATED");
  if (generated) {
    return generated.generated_kind === "v" ? [] : [effect("add-column-stored", { ...about, work: "rewrite" })];
  }
  if (isSerial(column) || has("CONSTR_IDENTITY")) {
    return [effect("add-column-serial", { ...about, work: "rewrite" })];
  }
  const value = constraints.find((one) => one.contype === "CONSTR_DEFAULT");
  const unsteady = unsteadyPart(value?.raw_expr);
  if (unsteady !== void 0) {
    return [effect("add-column-volatile-default", { ...about, other: unsteady, work: "rewrite" })];
  }
  const required = has("CONSTR_NOTNULL") || has("CONSTR_PRIMARY");
  return required && !isFilled(column, constraints) ? [effect("add-column-required", about)] : [];
}
function ruleEffects(constraints, about, filled) {
  return constraints.flatMap((one) => {
    switch (one.contype) {
      case "CONSTR_UNIQUE":
      case "CONSTR_PRIMARY":
        return [effect("add-column-unique", { ...about, work: "scan" })];
      case "CONSTR_CHECK":
        return [effect("add-column-check", { ...about, work: "scan" })];
      case "CONSTR_FOREIGN": {
        const other = tableName(one.pktable);
        const locks = [...about.locks, ...locksOn("SHARE ROW EXCLUSIVE", other)];
        return [effect("add-column-references", { ...about, other, locks, work: filled ? "scan" : "none" })];
      }
      default:
        return [];
    }
  });
}
function domainEffects(column, about, ledger) {
  const type = qualified(strings(column.typeName?.names));
  if (!ledger.isConstrainedDomain(type)) return [];
  return [effect("add-column-domain", { ...about, other: typeText(column.typeName), work: "rewrite" })];
}
function constraintsOf(column) {
  return (column.constraints ?? []).flatMap((node) => "Constraint" in node ? [node.Constraint] : []);
}
function isFilled(column, constraints) {
  const filling = ["CONSTR_DEFAULT", "CONSTR_IDENTITY", "CONSTR_GENERATED"];
  return isSerial(column) || constraints.some((one) => filling.includes(one.contype ?? ""));
}
function isSerial(column) {
  return /^(small|big)?serial[248]?$/.test(strings(column.typeName?.names).at(-1) ?? "");
}


;// CONCATENATED MODULE: ./.cache/plain/src/database/analysis/read/add-constraint.js



const add_constraint_strongest = "ACCESS EXCLUSIVE";
const writers = "SHARE ROW EXCLUSIVE";
function addConstraint(constraint, table, ledger) {
  const name = constraint.conname ?? "(unnamed)";
  const about = { table, name, locks: locksOn(add_constraint_strongest, table) };
  switch (constraint.contype) {
    case "CONSTR_CHECK":
      return addCheck(constraint, about, ledger);
    case "CONSTR_FOREIGN":
      return addForeignKey(constraint, about, ledger);
    case "CONSTR_NOTNULL":
      return addNotNull(constraint, about, ledger);
    case "CONSTR_UNIQUE":
      return [fromIndex(constraint, about) ?? effect("add-unique", { ...about, work: "scan" })];
    case "CONSTR_PRIMARY":
      return [fromIndex(constraint, about) ?? effect("add-primary-key", { ...about, work: "scan" })];
    case "CONSTR_EXCLUSION":
      return [effect("add-exclusion", { ...about, work: "scan" })];
    default:
      return [effect("unknown-statement", { ...about, name: "this constraint" })];
  }
}
function addCheck(constraint, about, ledger) {
  const column = notNullColumn(constraint.raw_expr);
  const valid = constraint.skip_validation !== true;
  if (column) ledger.addNotNullCheck(about.table, about.name, column, valid);
  if (valid && constraint.is_enforced !== false) return [effect("add-check", { ...about, work: "scan" })];
  ledger.addNotValid(about.table, about.name);
  return [effect("add-constraint-not-valid", about)];
}
function addForeignKey(constraint, about, ledger) {
  const other = tableName(constraint.pktable) || about.table;
  const referenced = ledger.isNew("table", other) ? [] : [other];
  const locks = locksOn(writers, .../* @__PURE__ */ new Set([about.table, ...referenced]));
  if (constraint.skip_validation !== true && constraint.is_enforced !== false) {
    return [effect("add-foreign-key", { ...about, other, locks, work: "scan" })];
  }
  ledger.addNotValid(about.table, about.name);
  return [effect("add-constraint-not-valid", { ...about, other, locks })];
}
function addNotNull(constraint, about, ledger) {
  const column = strings(constraint.keys)[0] ?? "";
  if (constraint.skip_validation === true) {
    ledger.addNotValid(about.table, about.name);
    return [effect("add-constraint-not-valid", about)];
  }
  if (ledger.provesNotNull(about.table, column)) return [effect(null, about)];
  return [effect("set-not-null", { ...about, name: column, work: "scan" })];
}
function fromIndex(constraint, about) {
  return constraint.indexname ? effect("use-index-for-constraint", about) : void 0;
}


;// CONCATENATED MODULE: ./.cache/plain/src/database/analysis/read/alter-table.js





function alterTable(statement, ledger) {
  const table = tableName(statement.relation);
  if (statement.objtype === "OBJECT_INDEX") return alterIndex(statement, table, ledger);
  const kinds = ["OBJECT_TABLE", "OBJECT_FOREIGN_TABLE", "OBJECT_MATVIEW"];
  const commands = (statement.cmds ?? []).flatMap(
    (node) => "AlterTableCmd" in node ? [node.AlterTableCmd] : []
  );
  if (!kinds.includes(statement.objtype ?? "")) return alterOther(commands, table, ledger);
  const effects = commands.flatMap((command) => alteration(command, table, ledger));
  return ledger.isNew("table", table) ? effects.map(onNewTable) : effects;
}
function onNewTable(one) {
  const { table } = one.subject;
  const locks = one.locks.filter((lock) => lock.on !== table);
  if (one.rule === "detach-partition" || one.rule === "attach-partition") return one;
  if (locks.length === 0) return effect(null, { table });
  return effect("reference-table", { table, locks, other: locks.map((lock) => lock.on).join(", ") });
}
const quiet = (mode) => (_, table) => [effect(null, { table, locks: locksOn(mode, table) })];
const says = (rule, mode, work = "none") => ({ name, subtype }, table) => [
  effect(rule, { table, name: name ?? wordsOf(subtype), locks: locksOn(mode, table), work })
];
const alter_table_strongest = "ACCESS EXCLUSIVE";
const alter_table_writers = "SHARE ROW EXCLUSIVE";
const mild = "SHARE UPDATE EXCLUSIVE";
const readers = {
  AT_AddColumn: (command, table, ledger) => addColumn(columnOf(command), table, ledger),
  AT_AddConstraint: (command, table, ledger) => command.def && "Constraint" in command.def ? addConstraint(command.def.Constraint, table, ledger) : [],
  AT_DropColumn: says("drop-column", alter_table_strongest),
  AT_AlterColumnType: changeType,
  AT_SetNotNull: setNotNull,
  AT_DropNotNull: says("drop-not-null", alter_table_strongest),
  AT_ColumnDefault: (command, table, ledger) => (command.def ? quiet(alter_table_strongest) : says("drop-default", alter_table_strongest))(command, table, ledger),
  AT_SetExpression: says("change-generated-column", alter_table_strongest, "rewrite"),
  AT_DropExpression: says("drop-expression", alter_table_strongest),
  AT_AddIdentity: says("change-generated-column", alter_table_strongest),
  AT_SetIdentity: says("change-generated-column", alter_table_strongest),
  AT_DropIdentity: says("drop-expression", alter_table_strongest),
  AT_ValidateConstraint: validate,
  AT_DropConstraint: dropConstraint,
  AT_AlterConstraint: says("change-constraint", alter_table_strongest),
  AT_SetStatistics: quiet(mild),
  AT_SetOptions: quiet(mild),
  AT_ResetOptions: quiet(mild),
  AT_SetStorage: quiet(alter_table_strongest),
  AT_SetCompression: quiet(alter_table_strongest),
  AT_SetRelOptions: quiet(mild),
  AT_ResetRelOptions: quiet(mild),
  AT_ClusterOn: quiet(mild),
  AT_DropCluster: quiet(mild),
  AT_ChangeOwner: (command, table) => [
    effect("change-owner", {
      table,
      name: table,
      other: command.newowner?.rolename ?? "the current user",
      locks: locksOn(alter_table_strongest, table)
    })
  ],
  AT_SetLogged: says("rewrite-table", alter_table_strongest, "rewrite"),
  AT_SetUnLogged: says("rewrite-table", alter_table_strongest, "rewrite"),
  AT_SetAccessMethod: says("rewrite-table", alter_table_strongest, "rewrite"),
  AT_SetTableSpace: says("rewrite-table", alter_table_strongest, "rewrite"),
  AT_EnableTrig: says("toggle-trigger", alter_table_writers),
  AT_EnableAlwaysTrig: says("toggle-trigger", alter_table_writers),
  AT_EnableReplicaTrig: says("toggle-trigger", alter_table_writers),
  AT_DisableTrig: says("toggle-trigger", alter_table_writers),
  AT_EnableTrigAll: says("toggle-trigger", alter_table_writers),
  AT_DisableTrigAll: says("toggle-trigger", alter_table_writers),
  AT_EnableTrigUser: says("toggle-trigger", alter_table_writers),
  AT_DisableTrigUser: says("toggle-trigger", alter_table_writers),
  AT_EnableRule: says("toggle-trigger", alter_table_strongest),
  AT_EnableAlwaysRule: says("toggle-trigger", alter_table_strongest),
  AT_EnableReplicaRule: says("toggle-trigger", alter_table_strongest),
  AT_DisableRule: says("toggle-trigger", alter_table_strongest),
  AT_ReplicaIdentity: says("replica-identity", alter_table_strongest),
  AT_EnableRowSecurity: says("row-security", alter_table_strongest),
  AT_DisableRowSecurity: says("row-security", alter_table_strongest),
  AT_ForceRowSecurity: says("row-security", alter_table_strongest),
  AT_NoForceRowSecurity: says("row-security", alter_table_strongest),
  AT_AddInherit: inheritance,
  AT_DropInherit: inheritance,
  AT_AttachPartition: attach,
  AT_DetachPartition: detach,
  AT_DetachPartitionFinalize: detach
};
function alteration(command, table, ledger) {
  const reader = command.subtype && readers[command.subtype];
  if (reader) return reader(command, table, ledger);
  return [
    effect("unknown-statement", {
      table,
      name: `ALTER TABLE ${wordsOf(command.subtype)}`,
      locks: locksOn(alter_table_strongest, table)
    })
  ];
}
function columnOf(command) {
  return command.def && "ColumnDef" in command.def ? command.def.ColumnDef : {};
}
function changeType(command, table, ledger) {
  const name = command.name ?? "";
  const column = columnOf(command);
  const before = ledger.known(table)?.columns.get(name);
  const change = column.raw_default ? { work: "rewrite", narrower: false } : typeChange(before, column.typeName);
  const about = {
    table,
    name,
    other: typeText(column.typeName),
    locks: locksOn(alter_table_strongest, table),
    work: change.work
  };
  if (change.work === "none") return [effect(null, about)];
  return [effect(change.narrower ? "narrow-column-type" : "change-column-type", about)];
}
function setNotNull({ name = "" }, table, ledger) {
  const locks = locksOn(alter_table_strongest, table);
  if (ledger.provesNotNull(table, name)) return [effect(null, { table, name, locks })];
  return [effect("set-not-null", { table, name, locks, work: "scan" })];
}
function validate({ name = "" }, table, ledger) {
  const referenced = ledger.known(table)?.constraints.get(name)?.references;
  const locks = [...locksOn(mild, table), ...referenced ? locksOn("ROW SHARE", referenced) : []];
  const rule = ledger.wasAddedNotValid(table, name) ? "validate-in-same-transaction" : null;
  ledger.validate(table, name);
  return [effect(rule, { table, name, locks, work: "scan" })];
}
function dropConstraint({ name = "", behavior }, table, ledger) {
  const known = ledger.known(table)?.constraints.get(name);
  const others = known?.references ? [known.references] : [];
  const cascaded = behavior === "DROP_CASCADE" ? "tables whose foreign keys need it" : null;
  const unknown = known ? null : "the table it refers to, if it is a foreign key";
  return [
    effect("drop-constraint", {
      table,
      name,
      locks: locksOn(alter_table_strongest, table, ...others),
      alsoLocks: cascaded ?? unknown
    })
  ];
}
function inheritance(command, table) {
  const parent = command.def && "RangeVar" in command.def ? tableName(command.def.RangeVar) : "";
  const locks = [...locksOn(alter_table_strongest, table), ...locksOn(mild, parent)];
  return [effect("change-inheritance", { table, other: parent, locks })];
}
function partitionOf(command) {
  return command.def && "PartitionCmd" in command.def ? command.def.PartitionCmd : {};
}
function attach(command, table, ledger) {
  const partition = tableName(partitionOf(command).name);
  const locks = [...locksOn(mild, table), ...locksOn(alter_table_strongest, partition)];
  if (ledger.isNew("table", partition)) return [effect(null, { table, locks: locksOn(mild, table) })];
  return [
    effect("attach-partition", {
      table,
      other: partition,
      locks,
      work: "scan",
      alsoLocks: "the default partition"
    })
  ];
}
function detach(command, table, ledger) {
  const { name, concurrent } = partitionOf(command);
  const other = tableName(name);
  if (command.subtype === "AT_DetachPartition" && !concurrent) {
    return [effect("detach-partition", { table, other, locks: locksOn(alter_table_strongest, table, other) })];
  }
  const locks = [...locksOn(mild, table), ...locksOn(alter_table_strongest, other)];
  const gone = effect(null, {
    table,
    other,
    locks,
    obstacle: "it takes rows away from a table the earlier code reads"
  });
  if (!ledger.inTransaction || command.subtype !== "AT_DetachPartition") return [gone];
  return [gone, effect("concurrently-in-transaction", { table, name: "DETACH PARTITION" })];
}
function alterIndex(statement, index, ledger) {
  const commands = (statement.cmds ?? []).flatMap(
    (node) => "AlterTableCmd" in node ? [node.AlterTableCmd] : []
  );
  if (ledger.isNew("index", index)) return [effect(null, {})];
  return commands.map(({ subtype }) => {
    if (subtype === "AT_SetTableSpace") {
      return effect("reindex", { name: index, locks: locksOn(alter_table_strongest, index) });
    }
    const harmless = ["AT_SetRelOptions", "AT_ResetRelOptions", "AT_SetStatistics", "AT_AttachPartition"];
    if (harmless.includes(subtype ?? "")) return effect(null, { name: index, locks: locksOn(mild, index) });
    return effect("unknown-statement", {
      name: `ALTER INDEX ${wordsOf(subtype)}`,
      locks: locksOn(alter_table_strongest, index)
    });
  });
}
function alterOther(commands, name, ledger) {
  if (ledger.isNew("view", name) || ledger.isNew("sequence", name) || ledger.isNew("type", name)) {
    return [effect(null, {})];
  }
  return commands.map(
    ({ subtype, newowner }) => subtype === "AT_ChangeOwner" ? effect("change-owner", {
      name,
      other: newowner?.rolename ?? "the current user",
      locks: locksOn(alter_table_strongest, name)
    }) : effect("change-object", { name, locks: locksOn(alter_table_strongest, name) })
  );
}
function wordsOf(subtype) {
  const words = (subtype ?? "AT_Unknown").slice(3).replace("UnLogged", "Unlogged");
  return words.replace(/([a-z])([A-Z])/g, "$1 $2").toUpperCase();
}


;// CONCATENATED MODULE: ./.cache/plain/src/database/analysis/read/change.js


const change_strongest = "ACCESS EXCLUSIVE";
const change_mild = "SHARE UPDATE EXCLUSIVE";
function rename(statement, ledger) {
  const table = tableName(statement.relation);
  const other = statement.newname ?? "";
  const old = statement.subname ?? "";
  switch (statement.renameType) {
    case "OBJECT_COLUMN":
      if (ledger.isNew("table", table)) return [effect(null, { table })];
      return [effect("rename-column", { table, name: old, other, locks: locksOn(change_strongest, table) })];
    case "OBJECT_TABLE":
    case "OBJECT_FOREIGN_TABLE":
      return [renameTable(statement, table, other, ledger)];
    case "OBJECT_INDEX":
      if (ledger.isNew("index", table)) ledger.create("index", other);
      return [effect(null, { name: table, locks: locksOn(change_mild, table) })];
    case "OBJECT_TABCONSTRAINT":
    case "OBJECT_TRIGGER":
    case "OBJECT_POLICY":
    case "OBJECT_RULE":
      return [effect(null, { table, name: old, locks: locksOn(change_strongest, table) })];
    case "OBJECT_VIEW":
    case "OBJECT_MATVIEW":
    case "OBJECT_SEQUENCE":
      return [effect("rename-object", { name: table, other, locks: locksOn(change_strongest, table) })];
    case "OBJECT_TYPE":
      return [renameType(qualified(objectParts(statement.object)), other, ledger)];
    default:
      return [
        effect("rename-object", {
          name: old || qualified(objectParts(statement.object)) || "an object",
          other
        })
      ];
  }
}
function renameType(name, other, ledger) {
  if (!ledger.isNew("type", name)) return effect("rename-object", { name, other });
  ledger.forget("type", name);
  ledger.create("type", other);
  return effect(null, { name });
}
function renameTable(statement, table, other, ledger) {
  if (!ledger.isNew("table", table)) {
    return effect("rename-table", { table, other, locks: locksOn(change_strongest, table) });
  }
  ledger.forget("table", table);
  ledger.create("table", qualified([statement.relation?.schemaname, other]));
  return effect(null, { table });
}
function alterEnum(statement, ledger) {
  const name = qualified(strings(statement.typeName));
  if (ledger.isNew("type", name)) return [effect(null, { name })];
  const other = statement.newVal ?? "";
  return [effect(statement.oldVal ? "rename-enum-value" : "add-enum-value", { name, other })];
}
function setSchema(statement) {
  const table = tableName(statement.relation);
  const name = table || qualified(objectParts(statement.object)) || "an object";
  const locks = table ? locksOn(change_strongest, table) : [];
  return [effect("set-schema", { table, name, other: statement.newschema ?? "", locks })];
}
function setOwner(statement) {
  const name = qualified(objectParts(statement.object)) || "an object";
  return [effect("change-owner", { name, other: statement.newowner?.rolename ?? "the current user" })];
}
function alterSequence(statement, ledger) {
  const name = tableName(statement.sequence);
  const options = (statement.options ?? []).map((node) => "DefElem" in node ? node.DefElem.defname : "");
  if (ledger.isNew("sequence", name)) return [effect(null, { name })];
  const locks = locksOn("SHARE ROW EXCLUSIVE", name);
  if (options.every((option) => option === "owned_by")) return [effect(null, { name, locks })];
  return [effect("change-object", { name: `the sequence ${name}`, locks })];
}
function alterDomain(statement, ledger) {
  const name = qualified(strings(statement.typeName));
  if (ledger.isNew("type", name)) return [effect(null, { name })];
  const constraint = statement.def && "Constraint" in statement.def ? statement.def.Constraint : void 0;
  const adds = statement.subtype === "C" || statement.subtype === "O";
  if (!adds || constraint?.skip_validation) return [effect("change-object", { name: `the domain ${name}` })];
  return [effect("add-domain-constraint", { name })];
}
function createTrigger(statement, ledger) {
  const table = tableName(statement.relation);
  if (ledger.isNew("table", table)) return [effect(null, { table })];
  const others = statement.constrrel ? [tableName(statement.constrrel)] : [];
  const locks = locksOn("SHARE ROW EXCLUSIVE", table, ...others);
  return [effect("create-trigger", { table, name: statement.trigname ?? "", locks })];
}
function comment(statement) {
  const parts = objectParts(statement.object);
  if (statement.objtype === "OBJECT_TABLE") return [effect(null, { locks: locksOn(change_mild, qualified(parts)) })];
  if (statement.objtype !== "OBJECT_COLUMN") return [effect(null, {})];
  return [effect(null, { locks: locksOn(change_mild, qualified(parts.slice(0, -1))) })];
}


;// CONCATENATED MODULE: ./.cache/plain/src/database/analysis/read/rows.js



function changeRows(statement, ledger) {
  return runQuery([statement], ledger);
}
function runQuery(query, ledger) {
  const { strangeCalls, changes, setsPath } = contentsOf(query);
  const [strange] = strangeCalls;
  if (setsPath) ledger.forgetNames();
  return [
    ...changes.map((change) => one(change, ledger)),
    ...strange === void 0 ? [] : [effect("run-code", { name: strange })]
  ];
}
function rows_select(statement, ledger) {
  const into = statement.intoClause?.rel;
  if (into) ledger.create("table", tableName(into));
  return [effect(null, {}), ...runQuery(statement, ledger)];
}
const booksOfTools = /(^|\.)(alembic_version|_prisma_migrations|__drizzle_migrations)$/;
function one(change, ledger) {
  if ("InsertStmt" in change) return insert(change.InsertStmt, ledger);
  if ("UpdateStmt" in change) return update(change.UpdateStmt, ledger);
  if ("DeleteStmt" in change) return remove(change.DeleteStmt, ledger);
  return merge(change.MergeStmt, ledger);
}
function isExempt(table, ledger) {
  return ledger.isNew("table", table) || booksOfTools.test(table);
}
function insert(statement, ledger) {
  const table = tableName(statement.relation);
  const locks = locksOn("ROW EXCLUSIVE", table);
  const query = statement.selectStmt;
  const plain = query === void 0 || "SelectStmt" in query && query.SelectStmt.valuesLists !== void 0;
  if (isExempt(table, ledger)) return effect(null, { table });
  if (statement.onConflictClause?.action === "ONCONFLICT_UPDATE")
    return effect("update-rows", { table, locks });
  return plain ? effect("insert-rows", { table, locks }) : effect("copy-rows", { table, locks, work: "scan" });
}
function update(statement, ledger) {
  const table = tableName(statement.relation);
  if (isExempt(table, ledger)) return effect(null, { table });
  const locks = locksOn("ROW EXCLUSIVE", table);
  return effect(statement.whereClause ? "update-rows" : "update-all-rows", { table, locks, work: "scan" });
}
function remove(statement, ledger) {
  const table = tableName(statement.relation);
  if (isExempt(table, ledger)) return effect(null, { table });
  const locks = locksOn("ROW EXCLUSIVE", table);
  return effect(statement.whereClause ? "delete-rows" : "delete-all-rows", { table, locks, work: "scan" });
}
function merge(statement, ledger) {
  const table = tableName(statement.relation);
  if (isExempt(table, ledger)) return effect(null, { table });
  return effect("merge-rows", { table, locks: locksOn("ROW EXCLUSIVE", table), work: "scan" });
}
function copy(statement, ledger) {
  const table = tableName(statement.relation);
  if (statement.is_program) return [effect("run-code", { name: "COPY \u2026 PROGRAM" })];
  if (!statement.is_from) return [effect("unknown-statement", { name: "COPY \u2026 TO" })];
  if (!statement.filename)
    return [effect("copy-from-stdin", { table, locks: locksOn("ROW EXCLUSIVE", table) })];
  if (isExempt(table, ledger)) return [effect(null, { table })];
  return [effect("copy-rows", { table, locks: locksOn("ROW EXCLUSIVE", table) })];
}


;// CONCATENATED MODULE: ./.cache/plain/src/database/analysis/read/create.js



function createTable(statement, ledger) {
  const table = tableName(statement.relation);
  if (statement.if_not_exists && ledger.known(table)) return [effect(null, { table })];
  const hides = statement.relation?.relpersistence === "t" && ledger.known(table) !== void 0;
  if (!hides) ledger.create("table", table);
  const parents = (statement.inhRelations ?? []).flatMap(
    (node) => "RangeVar" in node ? [tableName(node.RangeVar)] : []
  );
  const effects = [
    ...references(statement, table, ledger),
    ...parents.flatMap((parent) => childOf(parent, table, statement, ledger))
  ];
  return effects.length > 0 ? effects : [effect(null, { table })];
}
function references(statement, table, ledger) {
  const constraints = (statement.tableElts ?? []).flatMap((node) => {
    if ("Constraint" in node) return [node.Constraint];
    return "ColumnDef" in node ? columnConstraints(node.ColumnDef) : [];
  });
  const tables = constraints.filter((one) => one.contype === "CONSTR_FOREIGN").map((one) => tableName(one.pktable)).filter((other) => other !== table && !ledger.isNew("table", other));
  return [...new Set(tables)].map(
    (other) => effect("reference-table", { table, other, locks: locksOn("SHARE ROW EXCLUSIVE", other) })
  );
}
function columnConstraints(column) {
  return (column.constraints ?? []).flatMap((node) => "Constraint" in node ? [node.Constraint] : []);
}
function childOf(parent, table, statement, ledger) {
  if (ledger.isNew("table", parent)) return [];
  if (!statement.partbound) {
    return [
      effect(null, {
        table,
        locks: locksOn("SHARE UPDATE EXCLUSIVE", parent),
        obstacle: "the earlier code meets its rows in the parent table"
      })
    ];
  }
  return [
    effect("create-partition", {
      table,
      other: parent,
      locks: locksOn("ACCESS EXCLUSIVE", parent),
      alsoLocks: "the default partition, and tables the parent refers to"
    })
  ];
}
function createTableAs(statement, ledger) {
  const table = tableName(statement.into?.rel);
  if (ledger.known(table) === void 0) ledger.create("table", table);
  return [effect(null, { table }), ...runQuery(statement.query, ledger)];
}
function createIndex(statement, ledger) {
  const table = tableName(statement.relation);
  const name = statement.idxname ?? "";
  const schema = statement.relation?.schemaname;
  if (name) ledger.addIndex(qualified([schema, name]), table);
  const refused = statement.concurrent && ledger.inTransaction ? [effect("concurrently-in-transaction", { table, name: `CREATE INDEX ${name}`.trim() })] : [];
  if (ledger.isNew("table", table)) return [effect(null, { table }), ...refused];
  const about = { table, name: name || "(unnamed)", work: "scan" };
  if (statement.concurrent) {
    const locks2 = locksOn("SHARE UPDATE EXCLUSIVE", table);
    return [
      effect(statement.unique ? "create-unique-index-concurrently" : null, { ...about, locks: locks2 }),
      ...refused
    ];
  }
  const locks = locksOn("SHARE", table);
  return [effect(statement.unique ? "create-unique-index" : "create-index", { ...about, locks })];
}
function createView(statement, ledger) {
  const table = tableName(statement.view);
  if (ledger.isNew("view", table)) return [effect(null, { table })];
  if (statement.replace) {
    return [effect("replace-view", { table, locks: locksOn("ACCESS EXCLUSIVE", table) })];
  }
  ledger.create("view", table);
  return [effect(null, { table })];
}
function createDomain(statement, ledger) {
  const name = qualified(strings(statement.domainname));
  ledger.create("type", name);
  const checked = (statement.constraints ?? []).some(
    (node) => "Constraint" in node && ["CONSTR_CHECK", "CONSTR_NOTNULL"].includes(node.Constraint.contype ?? "")
  );
  if (checked) ledger.addConstrainedDomain(name);
  return [effect(null, { name })];
}
function createSchema(statement, ledger, read) {
  if (statement.schemaname) ledger.create("schema", statement.schemaname);
  return [effect(null, {}), ...(statement.schemaElts ?? []).flatMap(read)];
}


;// CONCATENATED MODULE: ./.cache/plain/src/database/analysis/read/maintain.js



const maintain_strongest = "ACCESS EXCLUSIVE";
const maintain_mild = "SHARE UPDATE EXCLUSIVE";
function vacuum(statement, ledger) {
  const tables = (statement.rels ?? []).flatMap(
    (node) => "VacuumRelation" in node ? [tableName(node.VacuumRelation.relation)] : []
  );
  if (!statement.is_vacuumcmd) return [effect(null, { locks: locksOn(maintain_mild, ...tables), work: "scan" })];
  const full = hasOption(statement.options, "full");
  const refused = ledger.inTransaction ? [effect("outside-transaction", { name: "VACUUM" })] : [];
  if (!full) return [effect(null, { locks: locksOn(maintain_mild, ...tables), work: "scan" }), ...refused];
  const about = { name: "VACUUM FULL", work: "rewrite" };
  if (tables.length === 0) return [effect("rewrite-table", { ...about, table: "every table" }), ...refused];
  return [
    ...tables.map((table) => effect("rewrite-table", { ...about, table, locks: locksOn(maintain_strongest, table) })),
    ...refused
  ];
}
function cluster(statement) {
  const table = tableName(statement.relation) || "every clustered table";
  const locks = statement.relation ? locksOn(maintain_strongest, table) : [];
  return [effect("rewrite-table", { table, name: "CLUSTER", locks, work: "rewrite" })];
}
function reindex(statement, ledger) {
  const concurrent = hasOption(statement.params, "concurrently");
  const name = tableName(statement.relation) || statement.name || "";
  const refused = concurrent && ledger.inTransaction ? [effect("concurrently-in-transaction", { name: `REINDEX ${name}` })] : [];
  const isIndex = statement.kind === "REINDEX_OBJECT_INDEX";
  const table = isIndex ? ledger.tableOfIndex(name) : statement.relation && name;
  if (table !== void 0 && ledger.isNew("table", table)) return [effect(null, { table }), ...refused];
  const alsoLocks = isIndex ? table === void 0 ? "the table of the index" : null : "its indexes, for all";
  const onTable = locksOn(concurrent ? maintain_mild : "SHARE", ...table ? [table] : []);
  const locks = [...onTable, ...isIndex ? locksOn(concurrent ? maintain_mild : maintain_strongest, name) : []];
  const rule = concurrent ? null : "reindex";
  return [effect(rule, { table: table ?? "", name, locks, alsoLocks, work: "scan" }), ...refused];
}
function refresh(statement, ledger) {
  const table = tableName(statement.relation);
  if (ledger.isNew("table", table)) return [effect(null, { table })];
  if (statement.concurrent)
    return [effect(null, { table, locks: locksOn("EXCLUSIVE", table), work: "scan" })];
  return [effect("refresh-view", { table, locks: locksOn(maintain_strongest, table), work: "rewrite" })];
}
function lock(statement) {
  const mode = lockModes[(statement.mode ?? 8) - 1] ?? maintain_strongest;
  const tables = (statement.relations ?? []).flatMap(
    (node) => "RangeVar" in node ? [tableName(node.RangeVar)] : []
  );
  return tables.map((table) => effect("lock-table", { table, name: mode, locks: locksOn(mode, table) }));
}
function createStatistics(statement) {
  const tables = (statement.relations ?? []).flatMap(
    (node) => "RangeVar" in node ? [tableName(node.RangeVar)] : []
  );
  return [effect(null, { locks: locksOn(maintain_mild, ...tables) })];
}
function hasOption(options, name) {
  const found = (options ?? []).flatMap((node) => "DefElem" in node ? [node.DefElem] : []);
  return found.some((option) => option.defname === name && !isOff(option));
}
function isOff({ arg }) {
  if (arg === void 0) return false;
  if ("String" in arg) return ["false", "off", "0"].includes(arg.String.sval ?? "");
  if ("Boolean" in arg) return arg.Boolean.boolval !== true;
  return "Integer" in arg && (arg.Integer.ival ?? 0) === 0;
}


;// CONCATENATED MODULE: ./.cache/plain/src/database/analysis/read/remove.js


const remove_strongest = "ACCESS EXCLUSIVE";
function drop(statement, ledger) {
  return (statement.objects ?? []).flatMap((object) => dropOne(statement, object, ledger));
}
function dropOne(statement, object, ledger) {
  const cascade = statement.behavior === "DROP_CASCADE";
  const parts = objectParts(object);
  const name = qualified(parts);
  switch (statement.removeType) {
    case "OBJECT_TABLE":
    case "OBJECT_FOREIGN_TABLE":
      return [dropTable(name, cascade, ledger)];
    case "OBJECT_INDEX":
      return dropIndex(name, statement.concurrent === true, ledger);
    case "OBJECT_VIEW":
      return [dropView(name, cascade, ledger)];
    case "OBJECT_MATVIEW":
      if (ledger.isNew("table", name)) return [effect(null, {})];
      return [
        effect("drop-materialized-view", {
          table: name,
          locks: locksOn(remove_strongest, name),
          alsoLocks: dependants(cascade)
        })
      ];
    case "OBJECT_TRIGGER":
    case "OBJECT_POLICY":
    case "OBJECT_RULE":
      return [dropOfTable(parts, statement.removeType, ledger)];
    default:
      return [dropObject(statement.removeType ?? "OBJECT_", name, cascade, ledger)];
  }
}
function dependants(cascade) {
  return cascade ? "views and tables that hang on it" : null;
}
function dropTable(table, cascade, ledger) {
  if (ledger.isNew("table", table)) {
    ledger.forget("table", table);
    return effect(null, { table });
  }
  const known = ledger.known(table);
  const referenced = [...known?.constraints.values() ?? []].flatMap((one) => one.references ?? []);
  const others = [...referenced, ...cascade ? ledger.referencing(table) : []];
  return effect("drop-table", {
    table,
    locks: locksOn(remove_strongest, .../* @__PURE__ */ new Set([table, ...others])),
    alsoLocks: known ? cascade ? "views on it" : null : "every table it refers to, and with CASCADE those that refer to it"
  });
}
function dropIndex(name, concurrent, ledger) {
  const refused = concurrent && ledger.inTransaction ? [effect("concurrently-in-transaction", { name: `DROP INDEX ${name}` })] : [];
  if (ledger.isNew("index", name)) return [effect(null, {}), ...refused];
  const table = ledger.tableOfIndex(name);
  const alsoLocks = table === void 0 ? "the table of the index" : null;
  if (concurrent) {
    const locks2 = locksOn("SHARE UPDATE EXCLUSIVE", ...table ? [table] : [], name);
    return [effect(null, { table: table ?? "", name, locks: locks2, alsoLocks }), ...refused];
  }
  const locks = locksOn(remove_strongest, ...table ? [table] : [], name);
  return [effect("drop-index", { table: table ?? "", name, locks, alsoLocks })];
}
function dropView(name, cascade, ledger) {
  if (ledger.isNew("view", name)) return effect(null, {});
  return effect(cascade ? "drop-cascade" : "drop-object", {
    name,
    other: "view",
    locks: locksOn(remove_strongest, name),
    alsoLocks: dependants(cascade)
  });
}
function dropOfTable(parts, kind, ledger) {
  const table = qualified(parts.slice(0, -1));
  if (ledger.isNew("table", table)) return effect(null, { table });
  return effect("drop-object", {
    table,
    name: `${parts.at(-1)} of ${table}`,
    other: kind.replace("OBJECT_", "").toLowerCase(),
    locks: locksOn(remove_strongest, table)
  });
}
const cascadeRules = {
  OBJECT_SCHEMA: "drop-schema",
  OBJECT_EXTENSION: "drop-extension",
  OBJECT_TYPE: "drop-type",
  OBJECT_DOMAIN: "drop-type"
};
const createdKinds = {
  OBJECT_SCHEMA: "schema",
  OBJECT_TYPE: "type",
  OBJECT_DOMAIN: "type",
  OBJECT_SEQUENCE: "sequence",
  OBJECT_FUNCTION: "function"
};
function dropObject(kind, name, cascade, ledger) {
  const created = createdKinds[kind];
  if (created && !cascade && ledger.isNew(created, name)) return effect(null, { name });
  const other = kind.replace("OBJECT_", "").replaceAll("_", " ").toLowerCase();
  if (kind === "OBJECT_SEQUENCE") return effect("drop-sequence", { name, locks: locksOn(remove_strongest, name) });
  if (!cascade) return effect("drop-object", { name, other });
  return effect(cascadeRules[kind] ?? "drop-cascade", { name, other, alsoLocks: dependants(true) });
}
function truncate(statement, ledger) {
  const tables = (statement.relations ?? []).flatMap(
    (node) => "RangeVar" in node ? [tableName(node.RangeVar)] : []
  );
  const cascade = statement.behavior === "DROP_CASCADE";
  return tables.map((table) => {
    if (ledger.isNew("table", table) && !cascade) return effect(null, { table });
    const others = cascade ? ledger.referencing(table) : [];
    const alsoLocks = cascade && !ledger.catalogue ? "every table that refers to it" : null;
    return effect("truncate", { table, locks: locksOn(remove_strongest, table, ...others), alsoLocks });
  });
}


;// CONCATENATED MODULE: ./.cache/plain/src/database/analysis/read/settings.js

const guards = [
  "session_replication_role",
  "row_security",
  "zero_damaged_pages",
  "allow_system_table_mods",
  "fsync"
];
function setVariable({ name = "", kind, args }, ledger) {
  if (name === "search_path" || kind === "VAR_RESET_ALL") ledger.forgetNames();
  if (guards.includes(name)) return [effect("switch-off-guard", { name })];
  const [value] = args ?? [];
  const constant = value && "A_Const" in value ? value.A_Const : void 0;
  const zero = constant?.sval ? /^0[a-z]*$/.test(constant.sval.sval ?? "") : constant?.ival && !constant.ival.ival;
  const unlimited = name === "lock_timeout" && (zero || kind === "VAR_SET_DEFAULT" || kind === "VAR_RESET");
  return [effect(unlimited ? "unlimited-lock-wait" : null, { name })];
}


;// CONCATENATED MODULE: ./.cache/plain/src/database/analysis/read/statement.js









const nothing = () => [effect(null, {})];
const unknown = (name) => [effect("unknown-statement", { name })];
const statement_readers = {
  AlterTableStmt: (body, { ledger }) => alterTable(body, ledger),
  AlterDomainStmt: (body, { ledger }) => alterDomain(body, ledger),
  AlterEnumStmt: (body, { ledger }) => alterEnum(body, ledger),
  AlterObjectSchemaStmt: setSchema,
  AlterOwnerStmt: setOwner,
  AlterSeqStmt: (body, { ledger }) => alterSequence(body, ledger),
  AlterFunctionStmt: (body) => changed("the function", objectParts(body.func && { ObjectWithArgs: body.func })),
  AlterTypeStmt: (body) => changed("the type", strings(body.typeName)),
  AlterExtensionStmt: (body) => changed("the extension", [body.extname ?? ""]),
  AlterRoleStmt: (body) => changed("the role", [body.role?.rolename ?? ""]),
  AlterRoleSetStmt: (body) => changed("the role", [body.role?.rolename ?? ""]),
  AlterPolicyStmt: (body) => [
    effect("create-policy", {
      table: tableName(body.table),
      name: body.policy_name ?? "",
      locks: locksOn("ACCESS EXCLUSIVE", tableName(body.table))
    })
  ],
  RenameStmt: (body, { ledger }) => rename(body, ledger),
  CommentStmt: comment,
  CreateStmt: (body, { ledger }) => createTable(body, ledger),
  CreateTableAsStmt: (body, { ledger }) => createTableAs(body, ledger),
  CreateSchemaStmt: (body, reading) => createSchema(body, reading.ledger, (node) => readStatement(node, reading)),
  CreateDomainStmt: (body, { ledger }) => createDomain(body, ledger),
  CreateEnumStmt: (body, { ledger }) => created(ledger, "type", strings(body.typeName)),
  CreateRangeStmt: (body, { ledger }) => created(ledger, "type", strings(body.typeName)),
  CompositeTypeStmt: (body, { ledger }) => created(ledger, "type", [tableName(body.typevar)]),
  CreateSeqStmt: (body, { ledger }) => created(ledger, "sequence", [tableName(body.sequence)]),
  CreateExtensionStmt: nothing,
  CreateRoleStmt: nothing,
  CreateStatsStmt: createStatistics,
  CreateFunctionStmt: (body, { ledger }) => {
    const name = qualified(strings(body.funcname));
    if (ledger.isNew("function", name)) return nothing();
    return body.replace ? [effect("replace-function", { name })] : created(ledger, "function", [name]);
  },
  CreateTrigStmt: (body, { ledger }) => createTrigger(body, ledger),
  CreatePolicyStmt: (body, { ledger }) => onTable("create-policy", tableName(body.table), body.policy_name, ledger),
  RuleStmt: (body, { ledger }) => onTable("create-rule", tableName(body.relation), body.rulename, ledger),
  DefineStmt: (body) => body.replace ? changed("the object", strings(body.defnames)) : nothing(),
  IndexStmt: (body, { ledger }) => createIndex(body, ledger),
  ViewStmt: (body, { ledger }) => createView(body, ledger),
  DropStmt: (body, { ledger }) => drop(body, ledger),
  DropRoleStmt: (body) => [
    effect("drop-object", { name: (body.roles ?? []).flatMap(objectParts).join(", "), other: "role" })
  ],
  DropOwnedStmt: (body) => [
    effect("drop-cascade", {
      name: `of ${(body.roles ?? []).flatMap(objectParts).join(", ")}`,
      other: "property"
    })
  ],
  DropdbStmt: (body, { ledger }) => [
    effect("drop-database", { name: body.dbname ?? "" }),
    ...ledger.inTransaction ? [effect("outside-transaction", { name: "DROP DATABASE" })] : []
  ],
  CreatedbStmt: (_, { ledger }) => ledger.inTransaction ? [effect("outside-transaction", { name: "CREATE DATABASE" })] : nothing(),
  TruncateStmt: (body, { ledger }) => truncate(body, ledger),
  InsertStmt: (body, { ledger }) => changeRows({ InsertStmt: body }, ledger),
  UpdateStmt: (body, { ledger }) => changeRows({ UpdateStmt: body }, ledger),
  DeleteStmt: (body, { ledger }) => changeRows({ DeleteStmt: body }, ledger),
  MergeStmt: (body, { ledger }) => changeRows({ MergeStmt: body }, ledger),
  SelectStmt: (body, { ledger }) => rows_select(body, ledger),
  CopyStmt: (body, { ledger }) => copy(body, ledger),
  VacuumStmt: (body, { ledger }) => vacuum(body, ledger),
  ClusterStmt: cluster,
  ReindexStmt: (body, { ledger }) => reindex(body, ledger),
  RefreshMatViewStmt: (body, { ledger }) => refresh(body, ledger),
  LockStmt: lock,
  GrantStmt: (body) => body.is_grant ? nothing() : [effect("revoke", { name: (body.objects ?? []).map(rightsOn).join(", ") })],
  GrantRoleStmt: (body) => body.is_grant ? nothing() : [effect("revoke", { name: "a role" })],
  AlterDefaultPrivilegesStmt: (body) => body.action?.is_grant ? nothing() : [effect("revoke", { name: "objects to come" })],
  VariableSetStmt: (body, { ledger }) => setVariable(body, ledger),
  VariableShowStmt: nothing,
  ConstraintsSetStmt: nothing,
  TransactionStmt: transaction,
  DoStmt: doBlock,
  CallStmt: () => [effect("run-code", { name: "CALL" })]
};
function readStatement(node, reading) {
  const [entry] = Object.entries(node);
  if (entry === void 0) return unknown("an empty statement");
  const [kind, body] = entry;
  const reader = statement_readers[kind];
  return reader ? reader(body, reading) : unknown(words(kind));
}
function words(kind) {
  return kind.replace(/Stmt$/, "").replace(/([a-z])([A-Z])/g, "$1 $2").toUpperCase();
}
function created(ledger, kind, parts) {
  ledger.create(kind, qualified(parts));
  return nothing();
}
function changed(what, parts) {
  return [effect("change-object", { name: `${what} ${qualified(parts)}` })];
}
function onTable(rule, table, name, ledger) {
  if (ledger.isNew("table", table)) return nothing();
  return [effect(rule, { table, name: name ?? "", locks: locksOn("ACCESS EXCLUSIVE", table) })];
}
function rightsOn(node) {
  return "RangeVar" in node ? tableName(node.RangeVar) : qualified(objectParts(node));
}
function transaction({ kind }, { ledger, tool }) {
  const inside = ["TRANS_STMT_SAVEPOINT", "TRANS_STMT_RELEASE", "TRANS_STMT_ROLLBACK_TO"];
  if (inside.includes(kind ?? "")) return nothing();
  ledger.beginTransaction(kind === "TRANS_STMT_BEGIN" || kind === "TRANS_STMT_START");
  if (tool === "alembic" || tool === "prisma") return nothing();
  return [
    effect("transaction-control", { name: (kind ?? "").replace("TRANS_STMT_", "").replaceAll("_", " ") })
  ];
}
const guardedBlock = /^\s*BEGIN\b([\s\S]*?)\bEXCEPTION\s+WHEN\s+[\w\s]+?\bTHEN\s+NULL\s*;\s*END\s*;?\s*(?:\$?)\s*$/i;
const plainBlock = /^\s*BEGIN\b([\s\S]*)\bEND\s*;?\s*$/i;
const longestBlock = 2e4;
function doBlock({ args }, reading) {
  const options = (args ?? []).flatMap((node) => "DefElem" in node ? [node.DefElem] : []);
  const body = options.find((option) => option.defname === "as")?.arg;
  const text = body && "String" in body ? body.String.sval ?? "" : "";
  const foreign = options.some((option) => option.defname === "language");
  if (foreign || text.length > longestBlock) return [effect("run-code", { name: "a DO block" })];
  const inner = (guardedBlock.exec(text) ?? plainBlock.exec(text))?.[1];
  if (inner === void 0) return [effect("run-code", { name: "a DO block" })];
  const parsed = reading.parser.parse(inner);
  if ("problem" in parsed) return [effect("run-code", { name: "a DO block" })];
  const effects = parsed.statements.flatMap(({ stmt }) => stmt ? readInner(stmt, reading) : []);
  return effects.length > 0 ? effects : nothing();
}
function readInner(node, reading) {
  if ("SelectStmt" in node || "TransactionStmt" in node || "DoStmt" in node) {
    return [effect("run-code", { name: "a DO block" })];
  }
  return readStatement(node, reading);
}


;// CONCATENATED MODULE: ./.cache/plain/src/database/analysis/split.js
const breakpoint = "--> statement-breakpoint";
function splitSql(parser, sql, tool) {
  const pieces = tool === "drizzle" ? splitAt(sql, breakpoint) : [{ text: sql, offset: 0 }];
  const statements = pieces.flatMap(
    ({ text, offset }) => readPiece(parser, text).map((one) => ({ ...one, offset: one.offset + offset }))
  );
  return withLines(sql, statements);
}
function splitAt(sql, separator) {
  let offset = 0;
  return sql.split(separator).map((text) => {
    const piece = { text, offset };
    offset += text.length + separator.length;
    return piece;
  });
}
function readPiece(parser, sql) {
  const whole = parser.parse(sql);
  if (!("problem" in whole)) return placed(sql, whole.statements);
  const parts = parser.pieces(sql);
  if (parts.length === 0) return [unreadable(sql, whole.problem)];
  return parts.flatMap(({ text, offset }) => {
    const parsed = parser.parse(text);
    const found = "problem" in parsed ? [unreadable(text, parsed.problem)] : placed(text, parsed.statements);
    return found.map((one) => ({ ...one, offset: one.offset + offset }));
  });
}
function placed(sql, statements) {
  const at = characterPlaces(sql);
  return statements.map(({ stmt, stmt_location: start = 0, stmt_len: bytes = 0 }) => {
    const from = at(start);
    const raw = sql.slice(from, bytes === 0 ? sql.length : at(start + bytes));
    const skipped = leadingBlank(raw);
    const text = raw.slice(skipped).trimEnd();
    const problem = stmt ? void 0 : { message: "the parser gave no tree", offset: 0 };
    return { text, offset: from + skipped, tree: stmt, problem };
  });
}
function unreadable(sql, problem) {
  const skipped = leadingBlank(sql);
  return { text: sql.slice(skipped).trim(), offset: skipped, tree: void 0, problem };
}
function characterPlaces(sql) {
  const encoded = Buffer.from(sql, "utf8");
  if (encoded.length === sql.length) return (bytes) => bytes;
  let last = { bytes: 0, characters: 0 };
  return (bytes) => {
    const characters = last.characters + encoded.subarray(last.bytes, bytes).toString("utf8").length;
    last = { bytes, characters };
    return characters;
  };
}
const space = /\s*/y;
const lineComment = /--[^\n]*/y;
function leadingBlank(text) {
  let at = 0;
  for (; ; ) {
    const before = at;
    for (const pattern of [space, lineComment]) {
      pattern.lastIndex = at;
      at += pattern.exec(text)?.[0].length ?? 0;
    }
    if (text.startsWith("/*", at)) at = blockEnd(text, at);
    if (at === before) return at;
  }
}
function blockEnd(text, start) {
  let depth = 0;
  for (let at = start; at < text.length; at += 1) {
    const two = text.slice(at, at + 2);
    if (two !== "/*" && two !== "*/") continue;
    depth += two === "/*" ? 1 : -1;
    if (depth === 0) return at + 2;
    at += 1;
  }
  return text.length;
}
function withLines(sql, statements) {
  let line = 1;
  let counted = 0;
  return statements.map((one) => {
    for (; counted < one.offset; counted += 1) if (sql.charCodeAt(counted) === 10) line += 1;
    return { ...one, line };
  });
}


;// CONCATENATED MODULE: ./.cache/plain/src/database/analysis/sqlite-statements.js
const patterns = [
  ["comment", /--[^\n]*/y],
  ["comment", /\/\*[\s\S]*?(?:\*\/|$)/y],
  ["literal", /[xX]?'(?:[^']|'')*(?:'|$)/y],
  ["name", /"(?:[^"]|"")*(?:"|$)/y],
  ["name", /`(?:[^`]|``)*(?:`|$)/y],
  ["name", /\[[^\]]*(?:\]|$)/y],
  ["word", /[A-Za-z_\u0080-\uffff][\w$\u0080-\uffff]*/y],
  ["literal", /\d[\w.]*/y],
  ["symbol", /\S/y]
];
function readSqliteTokens(sql) {
  const tokens = [];
  const space = /\s*/y;
  for (let at = 0; at < sql.length; ) {
    space.lastIndex = at;
    at += space.exec(sql)?.[0].length ?? 0;
    for (const [kind, pattern] of patterns) {
      pattern.lastIndex = at;
      const raw = pattern.exec(sql)?.[0];
      if (raw === void 0 || raw === "") continue;
      tokens.push({ kind, ...spell(kind, raw), offset: at });
      at += raw.length;
      break;
    }
  }
  return tokens;
}
function spell(kind, raw) {
  if (kind === "word") return { text: raw.toUpperCase(), closed: true };
  if (kind === "comment")
    return { text: raw, closed: raw.startsWith("--") || raw.length > 3 && raw.endsWith("*/") };
  if (kind === "literal")
    return { text: raw, closed: !raw.includes("'") || raw.length > 1 && raw.endsWith("'") };
  if (kind !== "name") return { text: raw, closed: true };
  const end = raw.startsWith("[") ? "]" : raw.charAt(0);
  return { text: raw.slice(1, -1).replaceAll(end + end, end), closed: raw.length > 1 && raw.endsWith(end) };
}
function splitSqlite(sql) {
  const statements = [];
  let current = [];
  let depth = 0;
  let line = 1;
  let counted = 0;
  const end = (offset) => {
    const first = current[0];
    if (first) {
      for (; counted < first.offset; counted += 1) if (sql.charCodeAt(counted) === 10) line += 1;
      const text = sql.slice(first.offset, offset).trimEnd();
      statements.push({ text, offset: first.offset, line, tokens: current });
    }
    current = [];
    depth = 0;
  };
  for (const token of readSqliteTokens(sql)) {
    if (token.kind === "comment" && token.closed) continue;
    if (token.text === ";" && token.kind === "symbol" && depth === 0) {
      end(token.offset);
      continue;
    }
    depth += bodyDepth(token, current, depth);
    current.push(token);
  }
  end(sql.length);
  return statements;
}
function bodyDepth(token, before, depth) {
  if (token.kind !== "word") return 0;
  const opens = token.text === "BEGIN" && before.slice(0, 4).some((one) => one.text === "TRIGGER");
  if (opens || depth > 0 && token.text === "CASE") return 1;
  return depth > 0 && token.text === "END" ? -1 : 0;
}


;// CONCATENATED MODULE: ./.cache/plain/src/database/analysis/sqlite.js







function readSqlite(migrations) {
  const ledger = new Ledger(void 0);
  return migrations.map((migration) => readOne(migration, ledger));
}
const forPostgres = /* @__PURE__ */ new Set([
  "create-unique-index",
  "drop-index",
  "add-column-check",
  "add-column-required",
  "transaction-control"
]);
function readOne(migration, ledger) {
  const { name, sql } = migration;
  const statements = splitSqlite(sql);
  const comments = () => readSqliteTokens(sql).flatMap(
    (token) => token.kind === "comment" ? [{ text: token.text, start: token.offset }] : []
  );
  const allowances = readAllowances(comments, sql, statements);
  const phases = [];
  const readings = statements.map((statement, index) => {
    const effects = effectsOf(statement, statements, index, ledger);
    phases.push(...effects.map(({ rule }) => rule ? ruleTable[rule].phase : adds(statement)));
    const reading = readingOf(statement, effects, allowances.of(index), migration, ledger);
    const findings = reading.findings.map(
      (one) => forPostgres.has(one.rule) ? { ...one, rewrite: null } : one
    );
    return { ...reading, findings };
  });
  const kinds = readings.map((one) => one.class);
  const analysis = {
    name,
    statements: readings,
    remarks: allowances.remarks,
    class: highest(statementClasses, kinds) ?? "safe",
    phase: combine(phases)
  };
  return { analysis, phases };
}
function adds({ tokens }) {
  return ["CREATE", "ALTER"].includes(tokens[0]?.text ?? "") ? "expand" : "any";
}
function effectsOf(statement, all, index, ledger) {
  const { tokens } = statement;
  const open = tokens.some((token) => !token.closed);
  if (open) return [effect("unreadable", { name: "a string, a name or a comment has no end" })];
  switch (tokens[0]?.text) {
    case "CREATE":
      return [create(tokens, ledger)];
    case "ALTER":
      return [alter(tokens, ledger)];
    case "DROP":
      return [sqlite_drop(tokens, all.slice(0, index), all.slice(index + 1), ledger)];
    case "INSERT":
    case "REPLACE":
    case "UPDATE":
    case "DELETE":
      return [sqlite_changeRows(tokens, ledger)];
    case "PRAGMA":
      return [pragma(tokens)];
    case "SELECT":
    case "ANALYZE":
    case "REINDEX":
    case "VACUUM":
    case "SAVEPOINT":
    case "RELEASE":
      return [effect(null, {})];
    case "BEGIN":
    case "COMMIT":
    case "END":
    case "ROLLBACK":
      return [effect("transaction-control", { name: tokens[0].text })];
    default:
      return [effect("unknown-statement", { name: tokens[0]?.text ?? "this" })];
  }
}
const word = (tokens, at) => tokens[at]?.kind === "word" ? tokens[at].text : "";
function nameAt(tokens, start) {
  let at = start;
  if (word(tokens, at) === "IF") at += word(tokens, at + 1) === "NOT" ? 3 : 2;
  if (tokens[at + 1]?.text === ".") at += 2;
  return { name: (tokens[at]?.text ?? "").toLowerCase(), next: at + 1 };
}
function create(tokens, ledger) {
  let at = 1;
  while (["TEMP", "TEMPORARY", "VIRTUAL", "UNIQUE"].includes(word(tokens, at))) at += 1;
  const unique = tokens[1]?.text === "UNIQUE";
  const { name, next } = nameAt(tokens, at + 1);
  const on = tokens.findIndex(
    (token, index) => index >= next && token.kind === "word" && token.text === "ON"
  );
  const table = on < 0 ? "" : nameAt(tokens, on + 1).name;
  switch (word(tokens, at)) {
    case "TABLE":
      ledger.create("table", name);
      return effect(null, { table: name });
    case "VIEW":
      ledger.create("view", name);
      return effect(null, { table: name });
    case "INDEX":
      ledger.addIndex(name, table);
      if (!unique || ledger.isNew("table", table)) return effect(null, { table });
      return effect("create-unique-index", { table, name });
    case "TRIGGER":
      return ledger.isNew("table", table) ? effect(null, { table }) : effect("create-trigger", { table, name });
    default:
      return effect("unknown-statement", { name: `CREATE ${word(tokens, at)}` });
  }
}
function alter(tokens, ledger) {
  const { name: table, next } = nameAt(tokens, 2);
  const isNew = ledger.isNew("table", table);
  const first = word(tokens, next);
  if (first === "RENAME" && word(tokens, next + 1) === "TO") {
    const other = nameAt(tokens, next + 2).name;
    if (!isNew) return effect("rename-table", { table, other });
    ledger.forget("table", table);
    ledger.create("table", other);
    return effect(null, { table });
  }
  const at = next + (word(tokens, next + 1) === "COLUMN" ? 2 : 1);
  const name = nameAt(tokens, at).name;
  if (isNew && ["ADD", "DROP", "RENAME"].includes(first)) return effect(null, { table });
  if (first === "ADD") return sqlite_addColumn(tokens.slice(at + 1), table, name);
  if (first === "DROP") return effect("drop-column", { table, name });
  if (first === "RENAME") return effect("rename-column", { table, name, other: nameAt(tokens, at + 2).name });
  return effect("unknown-statement", { table, name: "ALTER" });
}
function sqlite_addColumn(definition, table, name) {
  const words = definition.filter((token) => token.kind === "word").map((token) => token.text);
  const required = words.some((one, index) => one === "NOT" && words[index + 1] === "NULL");
  if (required && !words.includes("DEFAULT") && !words.includes("GENERATED")) {
    return effect("add-column-required", { table, name });
  }
  return effect(words.includes("CHECK") ? "add-column-check" : null, { table, name });
}
function sqlite_drop(tokens, before, after, ledger) {
  const kind = word(tokens, 1);
  const { name } = nameAt(tokens, 2);
  const known = { TABLE: "table", VIEW: "view", INDEX: "index" };
  if (kind in known && ledger.isNew(known[kind], name)) return effect(null, { name });
  if (kind === "TABLE") {
    return effect(isRebuilt(name, before, after) ? "rebuild-table" : "drop-table", { table: name });
  }
  if (kind === "INDEX") return effect("drop-index", { name });
  if (kind === "VIEW" || kind === "TRIGGER")
    return effect("drop-object", { name, other: kind.toLowerCase() });
  return effect("unknown-statement", { name: `DROP ${kind}` });
}
function isRebuilt(table, before, after) {
  const renamed = after.find(({ tokens }) => {
    const { next } = nameAt(tokens, 2);
    const renames = word(tokens, 0) === "ALTER" && word(tokens, next) === "RENAME" && word(tokens, next + 1) === "TO";
    return renames && nameAt(tokens, next + 2).name === table;
  });
  if (!renamed) return false;
  const fresh = nameAt(renamed.tokens, 2).name;
  return before.some(({ tokens }) => {
    if (word(tokens, 0) !== "INSERT" || nameAt(tokens, 2).name !== fresh) return false;
    const from = tokens.findIndex((token) => token.kind === "word" && token.text === "FROM");
    const filtered = tokens.some((token) => token.kind === "word" && ["WHERE", "LIMIT"].includes(token.text));
    return from > 0 && !filtered && nameAt(tokens, from + 1).name === table;
  });
}
function sqlite_changeRows(tokens, ledger) {
  const kind = word(tokens, 0);
  const has = (wanted) => tokens.some((token) => token.kind === "word" && token.text === wanted);
  const into = tokens.findIndex(
    (token) => ["INTO", "FROM", "UPDATE"].includes(token.text) && token.kind === "word"
  );
  const table = nameAt(tokens, into + (word(tokens, into + 1) === "OR" ? 3 : 1)).name;
  if (ledger.isNew("table", table)) return effect(null, { table });
  if (kind === "DELETE") return effect(has("WHERE") ? "delete-rows" : "delete-all-rows", { table });
  if (kind === "UPDATE") return effect(has("WHERE") ? "update-rows" : "update-all-rows", { table });
  if (kind === "REPLACE" || has("REPLACE") || has("CONFLICT")) return effect("update-rows", { table });
  return effect(has("SELECT") ? "copy-rows" : "insert-rows", { table });
}
const harmlessPragmas = [
  "FOREIGN_KEYS",
  "DEFER_FOREIGN_KEYS",
  "FOREIGN_KEY_CHECK",
  "BUSY_TIMEOUT",
  "TABLE_INFO",
  "OPTIMIZE"
];
function pragma(tokens) {
  const name = word(tokens, 1);
  return harmlessPragmas.includes(name) ? effect(null, {}) : effect("unknown-statement", { name: `PRAGMA ${name}` });
}


;// CONCATENATED MODULE: ./.cache/plain/src/database/analysis/analyse.js










async function analyseAll(migrations, context = {}) {
  if (context.dialect === "sqlite") return planOf(readSqlite(migrations));
  const ledger = new Ledger(context.catalogue);
  const read = [];
  for (const migration of migrations) {
    read.push(analyse(await loadParser(), migration, ledger));
  }
  return planOf(read);
}
function analyse(parser, migration, ledger) {
  const statements = splitSql(parser, migration.sql, migration.tool);
  if (!isOneTransaction(migration) || !ledger.inTransaction)
    ledger.beginTransaction(isInTransaction(migration, statements));
  const allowances = readAllowances(() => parser.comments(migration.sql), migration.sql, statements);
  const remarks = [...allowances.remarks];
  const phases = [];
  const readings = statements.map((statement, index) => {
    const effects = analyse_effectsOf(statement, migration, ledger, parser);
    phases.push(...effects.map((one) => phaseOf(one, statement.tree)));
    return readingOf(statement, effects, allowances.of(index), migration, ledger);
  });
  for (const { statement, rule, line } of allowances.lines) {
    if (readings[statement]?.findings.some((one) => one.rule === rule)) continue;
    remarks.push({ line, message: `The comment allows ${rule}, which the statement does not do.` });
  }
  const kinds = readings.map((one) => one.class);
  const analysis = {
    name: migration.name,
    statements: readings,
    remarks,
    class: highest(statementClasses, kinds) ?? "safe",
    phase: combine(phases)
  };
  return { analysis, phases };
}
function isOneTransaction({ tool }) {
  return tool === "drizzle" || tool === "alembic";
}
function isInTransaction({ tool, transaction }, statements) {
  if (transaction === false || tool === "command") return false;
  return !(tool === "prisma" && statements.length <= 1);
}
function analyse_effectsOf(statement, { tool }, ledger, parser) {
  if (statement.tree === void 0) return [analyse_unreadable(statement)];
  const held = ledger.strongestHeld();
  const effects = readStatement(statement.tree, { ledger, parser, tool });
  if (held && worksBeside(effects, held)) {
    const table = effects.find((one) => one.work !== "none")?.subject.table ?? "";
    effects.push(effect("work-under-lock", { table, other: `${held.mode} on ${held.on}` }));
  }
  ledger.hold(effects.flatMap((one) => one.locks));
  return effects;
}
function worksBeside(effects, held) {
  return effects.some(
    ({ work, rule, subject, locks }) => work !== "none" && rule !== "validate-in-same-transaction" && subject.table !== "" && locks.some((lock) => lock.on === subject.table && lock.mode !== held.mode)
  );
}
function analyse_unreadable({ text, problem }) {
  const command = /^\\\S*/.exec(text.slice(problem?.offset ?? 0)) ?? /^\\\S*/.exec(text);
  if (command) return effect("psql-command", { name: command[0] });
  return effect("unreadable", { name: problem?.message ?? "it cannot be parsed" });
}
const additions = [
  "CreateStmt",
  "CreateTableAsStmt",
  "ViewStmt",
  "CreateEnumStmt",
  "CreateFunctionStmt",
  "CreateSeqStmt"
];
function phaseOf({ rule }, tree) {
  const phase = rule === null ? "any" : ruleTable[rule].phase;
  if (phase !== "any" || tree === void 0) return phase;
  if (additions.some((kind) => kind in tree)) return "expand";
  const adds = "AlterTableStmt" in tree && JSON.stringify(tree.AlterTableStmt.cmds).includes('"AT_AddColumn"');
  return adds ? "expand" : "any";
}



/***/ })

};

export const id = 107;
export const ids = [107];
export const modules = {

/***/ 37107:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   endLeftConnections: () => (/* binding */ endLeftConnections)
/* harmony export */ });
/* unused harmony export endConnections */
async function endConnections(database, applicationName, log) {
  if (database.dialect === "sqlite") return 0;
  const rows = await database.query(
    "select pg_terminate_backend(pid) as ended from pg_stat_activity where application_name = $1 and pid <> pg_backend_pid()",
    [applicationName]
  );
  if (rows.length > 0) log.info(`Ended ${rows.length} connections that the migration tool had left.`);
  return rows.length;
}
const goneWithinMs = 5e3;
const lookEveryMs = 50;
async function endLeftConnections(database, names, { log, clock, signal }) {
  if (database.dialect === "sqlite") return;
  const left = `pg_stat_activity where left(application_name, length($1)) = $1
    and datname = current_database() and usename = current_user and pid <> pg_backend_pid()`;
  const rows = await database.query(`select pg_terminate_backend(pid) from ${left}`, [names]);
  if (rows.length > 0) log.info(`Ended ${rows.length} connections that a killed attempt had left.`);
  const began = clock.now();
  const isThere = async () => (await database.query(`select pid from ${left}`, [names])).length > 0;
  while (rows.length > 0 && clock.now() - began < goneWithinMs && await isThere())
    await clock.sleep(lookEveryMs, signal);
}



/***/ })

};

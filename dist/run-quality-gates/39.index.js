export const id = 39;
export const ids = [39];
export const modules = {

/***/ 4039:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   decide: () => (/* binding */ decide),
/* harmony export */   onRiskyChoices: () => (/* binding */ onRiskyChoices)
/* harmony export */ });
const onRiskyChoices = ["allow", "warn", "block"];
function decide(plan, policy) {
  const decisions = plan.migrations.flatMap(
    ({ name, statements }) => statements.flatMap(
      (statement) => statement.findings.map((finding) => decideOne(name, statement, finding, policy))
    )
  );
  return { blocked: decisions.some((one) => one.action === "block"), decisions };
}
function decideOne(migration, { line, text }, finding, policy) {
  const action = actionOf(finding, policy);
  return { migration, line, finding, action, message: messageOf(migration, line, text, finding, action) };
}
function actionOf(finding, policy) {
  if (finding.silenced !== null || finding.class === "safe") return "pass";
  if (finding.class === "destructive") return policy.allowDestructive ? "warn" : "block";
  if (policy.onRisky === "allow" || finding.level === "note") return "pass";
  return policy.onRisky === "block" || finding.level === "error" ? "block" : "warn";
}
function messageOf(migration, line, text, finding, action) {
  const size = finding.rows === null ? "" : ` (about ${finding.rows.toLocaleString("en-US")} rows)`;
  const parts = [
    `${migration}:${line}: ${finding.message}${size}. ${finding.why}`,
    `  ${firstLine(text)}`,
    finding.rewrite && `Better: ${finding.rewrite}`,
    action === "block" && wayOut(finding)
  ];
  return parts.filter(Boolean).join("\n");
}
function wayOut({ rule, class: kind, level }) {
  const inputs = {
    note: "",
    warning: ", or set on-risky: warn",
    error: ", or set on-risky: allow"
  };
  const input = kind === "destructive" ? ", or set allow-destructive: true" : inputs[level];
  return `To do it all the same, write "-- deploy-actions: allow ${rule} <reason>" above the statement${input}.`;
}
function firstLine(text) {
  const line = text.replace(/\s+/g, " ");
  return line.length > 160 ? `${line.slice(0, 159)}\u2026` : line;
}



/***/ })

};

export const id = 593;
export const ids = [593];
export const modules = {

/***/ 61593:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   run: () => (/* binding */ run)
/* harmony export */ });
/* harmony import */ var node_tls__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(41692);
/* harmony import */ var _errors_errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(86985);
/* harmony import */ var _transport_connection_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(91790);
/* harmony import */ var _transport_failure_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(62150);
/* harmony import */ var _outcomes_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(34445);





async function run(check, context) {
  const url = new URL(context.target.base);
  const host = check.host ?? url.hostname.replace(/^\[|\]$/g, "");
  const port = check.port ?? (Number(url.port) || (url.protocol === "http:" ? 80 : 443));
  const command = `openssl s_client -connect ${context.shellWord(`${host}:${port}`)} -servername ${context.shellWord(host)} </dev/null`;
  const evidence = { url: `${host}:${port}`, command };
  const began = performance.now();
  try {
    const shaken = await shakeHands(host, port, context);
    return {
      ...(0,_outcomes_js__WEBPACK_IMPORTED_MODULE_4__/* .judged */ .g$)(faultsOf(check, shaken)),
      durationMs: performance.now() - began,
      measurements: shaken.facts ? { "days-left": shaken.facts.daysLeft } : {},
      evidence: { ...evidence, ...shaken.facts ? { response: describe(shaken.facts) } : {} }
    };
  } catch (error) {
    if (context.signal.aborted && context.clock.now() < context.deadline) throw new _errors_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .CancelledError */ .cc();
    const unreachable = (0,_transport_failure_js__WEBPACK_IMPORTED_MODULE_3__/* .unreachableBy */ .c9)(error, "tls", (0,_outcomes_js__WEBPACK_IMPORTED_MODULE_4__/* .leftMs */ .Ok)(context));
    if (/EPROTO|WRONG_VERSION|SSL/.test(unreachable.why)) {
      return { verdict: "fail", reason: `${host}:${port} ${unreachable.why}`, evidence };
    }
    return { verdict: "error", reason: unreachable.why, evidence, unreachable };
  }
}
function shakeHands(host, port, context) {
  return new Promise((resolve, reject) => {
    const named = /^[\d.]+$|:/.test(host) ? {} : { servername: host };
    const socket = (0,node_tls__WEBPACK_IMPORTED_MODULE_0__.connect)({ host, port, rejectUnauthorized: false, ...named });
    const end = (done) => {
      clearTimeout(timer);
      context.signal.removeEventListener("abort", abort);
      socket.destroy();
      done();
    };
    const abort = () => end(() => reject(new _transport_failure_js__WEBPACK_IMPORTED_MODULE_3__/* .TimeOver */ .Ms()));
    const timer = setTimeout(abort, (0,_outcomes_js__WEBPACK_IMPORTED_MODULE_4__/* .leftMs */ .Ok)(context));
    context.signal.addEventListener("abort", abort);
    socket.on("error", (error) => end(() => reject(error)));
    socket.once("secureConnect", () => {
      const { authorized, authorizationError } = socket;
      const distrust = authorized ? void 0 : codeOf(authorizationError);
      const facts = (0,_transport_connection_js__WEBPACK_IMPORTED_MODULE_2__/* .tlsFacts */ .f)(socket);
      end(() => resolve({ facts, distrust }));
    });
  });
}
function codeOf(error) {
  if (typeof error === "string") return error;
  const { code, message } = error ?? {};
  return code ?? message ?? "not trusted";
}
const causes = {
  CERT_HAS_EXPIRED: "it has expired",
  CERT_NOT_YET_VALID: "it does not hold yet",
  DEPTH_ZERO_SELF_SIGNED_CERT: "it is signed by itself",
  SELF_SIGNED_CERT_IN_CHAIN: "its chain ends at a certificate that nobody knows",
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: "the server does not send the certificates between it and a known one",
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: "its issuer is not known",
  ERR_TLS_CERT_ALTNAME_INVALID: "it is for another name"
};
function faultsOf(check, { facts, distrust }) {
  if (!facts) return ["no certificate is shown"];
  const for_ = facts.names.length > 0 ? facts.names.join(", ") : facts.subject;
  return [
    ...distrust === void 0 ? [] : [
      `the certificate (for ${for_}, by ${facts.issuer || "nobody"}) is not trusted: ${causes[distrust] ?? distrust} (${distrust})`
    ],
    ...facts.daysLeft < check["days-left"] ? [
      facts.daysLeft < 0 ? `the certificate expired ${-facts.daysLeft} days ago` : `the certificate holds for ${facts.daysLeft} more days, less than ${check["days-left"]}`
    ] : [],
    ...facts.protocol < check["min-protocol"] ? [`${facts.protocol} is spoken, older than ${check["min-protocol"]}`] : [],
    ...check.issuer !== void 0 && !facts.issuer.includes(check.issuer) ? [`the issuer is "${facts.issuer}" and does not contain "${check.issuer}"`] : []
  ];
}
function describe({ protocol, cipher, subject, issuer, validTo, names }) {
  return [
    `protocol: ${protocol} (${cipher})`,
    `subject: ${subject}`,
    `names: ${names.join(", ")}`,
    `issuer: ${issuer}`,
    `valid until: ${new Date(validTo).toISOString()}`
  ].join("\n");
}



/***/ })

};

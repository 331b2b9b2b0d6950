export const id = 543;
export const ids = [543];
export const modules = {

/***/ 4543:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  run: () => (/* binding */ run)
});

// EXTERNAL MODULE: ./.cache/plain/src/checks/kinds/evidence.js
var evidence = __webpack_require__(97621);
// EXTERNAL MODULE: ./.cache/plain/src/checks/kinds/outcomes.js
var outcomes = __webpack_require__(34445);
// EXTERNAL MODULE: ./.cache/plain/src/checks/kinds/text-faults.js
var text_faults = __webpack_require__(46409);
;// CONCATENATED MODULE: ./.cache/plain/src/checks/kinds/headers/presets.js
const transport = {
  // Half a year at least, as the preload list's first stage asks (hstspreload.org).
  "strict-transport-security": { matches: "max-age=(1[5-9]|[2-9]\\d)\\d{6}|max-age=\\d{9,}" },
  "x-content-type-options": { matches: "^nosniff$" },
  "x-powered-by": { exists: false }
};
const presets = {
  security: {
    ...transport,
    "content-security-policy": { exists: true },
    "referrer-policy": { exists: true }
  },
  "security-api": transport,
  // A name with a hash never changes its content: a year, and no question in between (RFC 8246).
  "cache-immutable": {
    "cache-control": { matches: "(?=.*immutable)(?=.*max-age=(3153[6-9]\\d{3}|\\d{9,}))" }
  },
  // A page names the newest assets: a browser must ask for it each time, or after a minute at most.
  "cache-page": {
    "cache-control": {
      matches: "no-cache|no-store|must-revalidate|(^|[^-])max-age=([0-9]|[1-5]\\d|60)(\\D|$)"
    }
  },
  "no-store": { "cache-control": { contains: "no-store" } }
};


;// CONCATENATED MODULE: ./.cache/plain/src/checks/kinds/headers/run.js




async function run(check, context) {
  const request = {
    method: "GET",
    url: (0,outcomes/* addressOf */.ci)(context, check.path),
    timeoutMs: (0,outcomes/* leftMs */.Ok)(context),
    maxBodyBytes: 1e6
  };
  const asked = await context.transport.request(request);
  if (!("answer" in asked)) return (0,outcomes/* unanswered */.bj)(asked, request, context);
  const { answer } = asked;
  const faults = (0,text_faults/* headerFaults */.H)(rulesOf(check, answer.url), answer.headers, (0,outcomes/* quoter */.Vv)(context));
  if (answer.status >= 400) faults.unshift(`HTTP ${answer.status}`);
  return {
    ...(0,outcomes/* judged */.g$)(faults),
    durationMs: answer.durationMs,
    evidence: await (0,evidence/* evidenceOf */.X)(request, answer, context)
  };
}
function rulesOf(check, url) {
  const named = [check.preset ?? []].flat().flatMap((name) => Object.entries(presets[name]));
  const ignored = new Set(check.ignore.map((name) => name.toLowerCase()));
  if (url.startsWith("http:")) ignored.add("strict-transport-security");
  const kept = named.filter(([name]) => !ignored.has(name));
  return { ...Object.fromEntries(kept), ...check.expect };
}



/***/ })

};

export const id = 541;
export const ids = [541];
export const modules = {

/***/ 31541:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  run: () => (/* binding */ run)
});

// EXTERNAL MODULE: ./.cache/plain/src/checks/kinds/evidence.js
var kinds_evidence = __webpack_require__(97621);
// EXTERNAL MODULE: ./.cache/plain/src/checks/kinds/outcomes.js
var outcomes = __webpack_require__(34445);
;// CONCATENATED MODULE: ./.cache/plain/src/checks/kinds/links/find.js
const tag = /<(script|link|img|source|a|base|video|audio|iframe)\b([^>]*)>/gi;
function findLinks(html, pageUrl) {
  const text = html.replace(/<!--[\s\S]*?-->/g, "").replace(/(<script\b[^>]*>)[\s\S]*?<\/script>/gi, "$1");
  const loaded = text.replace(/<noscript\b[\s\S]*?<\/noscript>/gi, "");
  const base = tagsIn(text).find(({ name }) => name === "base")?.attributes.get("href");
  const from = base && URL.canParse(base, pageUrl) ? new URL(base, pageUrl).href : pageUrl;
  const { origin } = new URL(pageUrl);
  const own = linksIn(text, from, (url) => url.origin === origin, false);
  const foreign = linksIn(
    loaded,
    from,
    (url, { as }) => url.origin !== origin && /^https?:$/.test(url.protocol) && as !== "page",
    true
  );
  return [...own, ...foreign];
}
function linksIn(text, from, counts, foreign) {
  const found = /* @__PURE__ */ new Map();
  for (const { name, attributes } of tagsIn(text)) {
    for (const link of linksOf(name, attributes)) {
      const url = URL.canParse(link.url, from) ? new URL(link.url, from) : void 0;
      if (!url || !counts(url, link)) continue;
      url.hash = "";
      if (!found.has(url.href)) found.set(url.href, { ...link, url: url.href, foreign });
    }
  }
  return [...found.values()];
}
function tagsIn(text) {
  return [...text.matchAll(tag)].map(([, name = "", rest = ""]) => ({
    name: name.toLowerCase(),
    attributes: attributesOf(rest)
  }));
}
function linksOf(name, attributes) {
  const src = attributes.get("src");
  const href = attributes.get("href");
  if (name === "a" || name === "iframe") return only(name === "a" ? href : src, "page");
  if (name === "link") return only(href, linkKind(attributes));
  if (name === "base") return [];
  const set = (attributes.get("srcset") ?? "").split(",").map((part) => part.trim().split(/\s+/)[0]);
  const kind = name === "script" ? "script" : name === "img" || name === "source" ? "image" : "other";
  return [...only(src, kind), ...set.flatMap((url) => only(url, "image"))];
}
function linkKind(attributes) {
  const rel = (attributes.get("rel") ?? "").toLowerCase().split(/\s+/);
  if (rel.includes("stylesheet")) return "style";
  if (rel.includes("modulepreload")) return "script";
  if (rel.some((one) => ["icon", "apple-touch-icon"].includes(one))) return "image";
  if (rel.some((one) => ["preload", "manifest"].includes(one))) {
    return attributes.get("as") === "script" ? "script" : "other";
  }
  return void 0;
}
function only(url, as) {
  return url === void 0 || url === "" || as === void 0 ? [] : [{ url, as }];
}
function attributesOf(text) {
  const pairs = text.matchAll(/([\w:-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))/g);
  return new Map(
    [...pairs].map(([, name = "", double, single, bare]) => [
      name.toLowerCase(),
      (double ?? single ?? bare ?? "").replaceAll("&amp;", "&").trim()
    ])
  );
}


;// CONCATENATED MODULE: ./.cache/plain/src/checks/kinds/links/run.js



const atOnce = 6;
const shownFaults = 5;
async function run(check, context) {
  const began = performance.now();
  const url = (0,outcomes/* addressOf */.ci)(context, check.path);
  const request = { method: "GET", url, timeoutMs: (0,outcomes/* leftMs */.Ok)(context), cookies: true };
  const asked = await context.transport.request(request);
  if (!("answer" in asked)) return (0,outcomes/* unanswered */.bj)(asked, request, context);
  const { answer } = asked;
  const evidence = await (0,kinds_evidence/* evidenceOf */.X)(request, answer, context);
  if (answer.status >= 400) {
    return { verdict: "fail", reason: `the page answers HTTP ${answer.status}`, evidence };
  }
  const all = findLinks(answer.text, answer.url).filter(
    (link) => link.url !== answer.url && (check.pages || link.as !== "page") && !check.ignore.some((part) => link.url.includes(part))
  );
  const links = all.slice(0, check["max-links"]);
  const { faults, doubts, untold } = await lookAt(links, context);
  return {
    verdict: faults.length > 0 ? "fail" : doubts.length > 0 ? "inconclusive" : "pass",
    reason: faults.length > 0 ? reasonOf(faults, links.length) : doubtOf(doubts),
    durationMs: performance.now() - began,
    measurements: {
      links: links.length - untold,
      broken: faults.length,
      "not-asked": all.length - links.length + untold
    },
    evidence
  };
}
async function lookAt(links, context) {
  const queue = links.values();
  const seen = { faults: [], doubts: [], untold: 0 };
  const worker = async () => {
    for (const link of queue) {
      const found = await askFor(link, context);
      if (found === "untold") seen.untold += 1;
      else if (found) seen[found.is].push(found.why);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return seen;
}
async function askFor(link, context) {
  const asked = await context.transport.request({
    method: "GET",
    url: link.url,
    timeoutMs: (0,outcomes/* leftMs */.Ok)(context),
    maxBodyBytes: 1e6,
    connection: "kept",
    poolSize: atOnce,
    // The suite's session is nobody else's business.
    cookies: !link.foreign
  });
  if ("wall" in asked) return { is: "faults", why: `${link.url}: ${asked.wall}` };
  if ("unreachable" in asked) {
    const isSlow = link.foreign && asked.unreachable.timedOut;
    return { is: isSlow ? "doubts" : "faults", why: `${link.url}: ${asked.unreachable.why}` };
  }
  const { status } = asked.answer;
  if (link.foreign && status === 429) return "untold";
  const why = answerFault(link, asked.answer);
  return why === void 0 ? void 0 : { is: link.foreign && isItsOwn(status) ? "doubts" : "faults", why };
}
function isItsOwn(status) {
  return status >= 500 || [401, 403, 408, 451].includes(status);
}
function answerFault({ url, as }, { status, headers }) {
  if (status >= 400) return `${url} answers HTTP ${status}`;
  const html = /^text\/html\b/.test(headers["content-type"] ?? "");
  if (html && (as === "script" || as === "style")) {
    return `${url} answers a page in place of a ${as}: the file is missing and the app's fallback answered`;
  }
  return void 0;
}
function reasonOf(faults, links) {
  const more = faults.length - shownFaults;
  const shown = faults.slice(0, shownFaults).join("; ");
  return faults.length === 0 ? "" : `${faults.length} of ${links} links do not load: ${shown}${more > 0 ? `; and ${more} more` : ""}`;
}
function doubtOf(doubts) {
  const more = doubts.length - shownFaults;
  const shown = doubts.slice(0, shownFaults).join("; ");
  return doubts.length === 0 ? "" : `whether all loads is not told, as other origins do not say: ${shown}${more > 0 ? `; and ${more} more` : ""}`;
}



/***/ })

};

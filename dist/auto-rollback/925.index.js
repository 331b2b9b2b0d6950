export const id = 925;
export const ids = [925];
export const modules = {

/***/ 92925:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  NeonClient: () => (/* binding */ NeonClient)
});

// EXTERNAL MODULE: ./node_modules/zod/v4/core/errors.js
var errors = __webpack_require__(37428);
// EXTERNAL MODULE: ./.cache/plain/src/errors/errors.js
var errors_errors = __webpack_require__(86985);
// EXTERNAL MODULE: ./.cache/plain/src/http/retry.js
var retry = __webpack_require__(64793);
// EXTERNAL MODULE: ./.cache/plain/src/runtime/waiting.js
var waiting = __webpack_require__(73142);
// EXTERNAL MODULE: ./node_modules/zod/v4/classic/schemas.js + 14 modules
var schemas = __webpack_require__(45586);
;// CONCATENATED MODULE: ./.cache/plain/src/neon/answers.js

const branchSchema = schemas/* object */.Ikc({
  id: schemas/* string */.YjP().min(1),
  name: schemas/* string */.YjP(),
  parent_id: schemas/* string */.YjP().optional(),
  /** The project's default branch, which production runs on. */
  default: schemas/* boolean */.zMY().optional(),
  protected: schemas/* boolean */.zMY().optional(),
  current_state: schemas/* string */.YjP().optional()
});
const operationSchema = schemas/* object */.Ikc({
  id: schemas/* string */.YjP().min(1),
  action: schemas/* string */.YjP(),
  status: schemas/* string */.YjP(),
  error: schemas/* string */.YjP().optional()
});
const operations = schemas/* array */.YOg(operationSchema).default([]);
const branchListSchema = schemas/* object */.Ikc({
  branches: schemas/* array */.YOg(branchSchema),
  pagination: schemas/* object */.Ikc({ next: schemas/* string */.YjP().optional(), cursor: schemas/* string */.YjP().optional() }).optional()
});
const branchChangeSchema = schemas/* object */.Ikc({ branch: branchSchema, operations });
const operationAnswerSchema = schemas/* object */.Ikc({ operation: operationSchema });
const endpointListSchema = schemas/* object */.Ikc({
  endpoints: schemas/* array */.YOg(
    schemas/* object */.Ikc({ id: schemas/* string */.YjP(), host: schemas/* string */.YjP(), branch_id: schemas/* string */.YjP(), type: schemas/* string */.YjP().optional() })
  )
});
const endpointChangeSchema = schemas/* object */.Ikc({ operations });
const databaseListSchema = schemas/* object */.Ikc({
  databases: schemas/* array */.YOg(schemas/* object */.Ikc({ name: schemas/* string */.YjP().min(1), owner_name: schemas/* string */.YjP().min(1) }))
});
const connectionSchema = schemas/* object */.Ikc({ uri: schemas/* string */.YjP().min(1) });
const errorSchema = schemas/* object */.Ikc({
  message: schemas/* string */.YjP().optional(),
  code: schemas/* string */.YjP().optional(),
  request_id: schemas/* string */.YjP().optional()
});


;// CONCATENATED MODULE: ./.cache/plain/src/neon/messages.js


function refused(operation, answer, project) {
  const parsed = errorSchema.safeParse(parseOrNothing(answer.text));
  const { message, code, request_id: requestId } = parsed.success ? parsed.data : {};
  return new errors_errors/* PlatformError */.Wk(
    `Neon: ${operation} was refused with HTTP ${answer.status}: ${message ?? "no reason given"}.`,
    {
      code: code || String(answer.status),
      status: answer.status,
      ...requestId ? { requestId } : {},
      fix: fixes[answer.status] ?? `See the project ${project} in Neon's console.`
    }
  );
}
const fixes = {
  401: 'The input "neon-api-key" is wrong or was revoked; make a new one in Neon under Account settings, API keys.',
  403: "The key may not do this: a project-scoped key must be of this very project.",
  404: 'Check "neon-project" (its id, as in green-forest-12345678) and that the key belongs to its organisation.',
  409: "Something of this name is there already; choose another name.",
  422: "The project's limits do not allow it: delete branches that nobody uses, or raise the plan.",
  423: "Another change of this project goes on and did not end in time; run the job again later."
};
function parseOrNothing(text) {
  try {
    return JSON.parse(text);
  } catch {
    return void 0;
  }
}
function operationEnded(subject, action, status) {
  return new errors_errors/* PlatformError */.Wk(
    `${subject}: Neon's operation ${action} ended as "${status}", or did not end in time.`,
    {
      code: `operation-${status}`,
      ambiguous: true,
      fix: "See the project's operations in Neon's console; run the job again once they have ended."
    }
  );
}
function noDatabase(branch, wanted, there) {
  return new errors_errors/* InputError */.dz(
    wanted === null ? `The Neon branch ${branch} has no database.` : `The Neon branch ${branch} has no database "${wanted}".`,
    { fix: `It has: ${there.join(", ") || "none"}. Name one with "neon-database".` }
  );
}


;// CONCATENATED MODULE: ./.cache/plain/src/neon/client.js






const usualTimeoutMs = 3e5;
const pageSize = 100;
const changeTries = 4;
class NeonClient {
  access;
  constructor(access) {
    this.access = access;
  }
  /** Every branch of the project. */
  async branches() {
    const found = [];
    for (let cursor; ; ) {
      const query = new URLSearchParams({ limit: String(pageSize), ...cursor ? { cursor } : {} });
      const page = await this.#read("list the branches", `/branches?${query}`, branchListSchema);
      found.push(...page.branches);
      const next = page.pagination?.next ?? page.pagination?.cursor;
      if (!next || next === cursor || page.branches.length < pageSize) return found;
      cursor = next;
    }
  }
  /** The branch of this name or id. */
  async findBranch(nameOrId) {
    const all = await this.branches();
    return all.find((one) => one.id === nameOrId) ?? all.find((one) => one.name === nameOrId);
  }
  /** The branch a database host belongs to: `ep-….neon.tech`, with or without `-pooler`. */
  async branchOfHost(host) {
    const { endpoints } = await this.#read("list the computes", "/endpoints", endpointListSchema);
    const id = host.split(".")[0]?.replace(/-pooler$/, "");
    const endpoint = endpoints.find((one) => one.host === host || one.id === id);
    return endpoint && await this.findBranch(endpoint.branch_id);
  }
  /** Makes a branch. Names are unique in a project, so one that is asked for again is never made twice. */
  async createBranch(branch) {
    const expires = branch.expiresAt === null ? {} : { expires_at: isoSeconds(branch.expiresAt) };
    const json = {
      branch: { name: branch.name, parent_id: branch.parentId, ...expires },
      ...branch.compute ? { endpoints: [{ type: "read_write" }] } : {}
    };
    return this.#changeBranch("create the branch", "/branches", json, () => this.findBranch(branch.name));
  }
  /**
   * Brings a branch to the state another has now. `keepAs` names a branch that keeps the state it had, which Neon
   * demands of a branch with children; where that branch is there, the change has happened.
   */
  async restoreBranch(id, source, keepAs) {
    const json = { source_branch_id: source, ...keepAs === null ? {} : { preserve_under_name: keepAs } };
    const happened = async () => keepAs !== null && await this.findBranch(keepAs) ? this.findBranch(id) : void 0;
    return this.#changeBranch("restore the branch", `/branches/${id}/restore`, json, happened);
  }
  /**
   * Changes a branch once. When Neon's answer is lost, or Neon fails, it is looked up whether the change has happened;
   * only where it has not it is asked for again.
   */
  async #changeBranch(operation, path, json, happened) {
    const { clock, log, signal } = this.access;
    for (let attempt = 1; ; attempt += 1) {
      const made = await this.#change(operation, "POST", path, branchChangeSchema, json).catch(
        async (error) => {
          const late = attempt > 1 && error instanceof errors_errors/* PlatformError */.Wk && error.status === 409;
          if (!isAmbiguous(error) && !late) throw error;
          const branch = await happened();
          if (branch) return { branch, operations: [] };
          if (late || attempt >= changeTries) throw error;
          log.info(`Neon: ${operation} got no good answer and did not happen; asking again`);
          return void 0;
        }
      );
      if (made) {
        await this.#settled(made.operations, `Neon branch ${made.branch.name}`);
        return made.branch;
      }
      await clock.sleep((0,retry/* retryDelayMs */.qO)(attempt, void 0, clock.now()), signal);
    }
  }
  /** Removes a branch with its computes; one that is gone already is fine. */
  async deleteBranch(id) {
    const answer = await this.#send("delete the branch", "DELETE", `/branches/${id}`, void 0);
    if (answer.status === 404 || answer.status === 204) return;
    const { branch, operations } = this.#accept("delete the branch", answer, branchChangeSchema);
    await this.#settled(operations, `Neon branch ${branch.name}`);
  }
  /** The address of a database on a branch, direct and not by the pooler. It holds the password: mask it. */
  async connectionUri(branchId, database, role) {
    const endpoints = await this.#read(
      "list the computes",
      `/branches/${branchId}/endpoints`,
      endpointListSchema
    );
    if (endpoints.endpoints.length === 0) {
      const json = { endpoint: { branch_id: branchId, type: "read_write" } };
      const made = await this.#change("create the compute", "POST", "/endpoints", endpointChangeSchema, json);
      await this.#settled(made.operations, `the compute of the Neon branch ${branchId}`);
    }
    const { databases } = await this.#read(
      "list the databases",
      `/branches/${branchId}/databases`,
      databaseListSchema
    );
    const found = database === null ? databases[0] : databases.find((one) => one.name === database);
    if (!found)
      throw noDatabase(
        branchId,
        database,
        databases.map((one) => one.name)
      );
    const query = new URLSearchParams({
      branch_id: branchId,
      database_name: found.name,
      role_name: role ?? found.owner_name,
      pooled: "false"
    });
    return (await this.#read("read the connection", `/connection_uri?${query}`, connectionSchema)).uri;
  }
  /** Waits for operations; `failed` is no end by Neon's own words, it may try again. */
  async #settled(operations, subject) {
    const { clock, log, signal } = this.access;
    for (const { id, action } of operations) {
      let last = "scheduling";
      const look = async () => {
        const { operation } = await this.#read(
          "read the operation",
          `/operations/${id}`,
          operationAnswerSchema
        );
        last = operation.status;
        return ["finished", "skipped", "cancelled"].includes(last) ? { done: last } : { phase: `${action} ${last}` };
      };
      const timeoutMs = this.access.timeoutMs ?? usualTimeoutMs;
      const ended = await (0,waiting/* waitUntil */.a)(
        {
          subject,
          look,
          timeoutMs: () => timeoutMs,
          intervalMs: (_, elapsed) => elapsed < 1e4 ? 500 : 2e3
        },
        { clock, log, signal }
      );
      if ("value" in ended && ended.value !== "cancelled") continue;
      throw operationEnded(subject, action, last);
    }
  }
  async #read(operation, path, schema) {
    return this.#accept(operation, await this.#send(operation, "GET", path, void 0), schema);
  }
  async #change(operation, method, path, schema, json) {
    return this.#accept(operation, await this.#send(operation, method, path, json), schema);
  }
  /** 423 says that the project is busy and that nothing was done: it is asked again until the deadline. */
  async #send(operation, method, path, json) {
    const { http, apiUrl, apiKey, project, clock, signal, log, timeoutMs = usualTimeoutMs } = this.access;
    const began = clock.now();
    for (let wait = 500; ; wait = Math.min(wait * 2, 1e4)) {
      const answer = await http.request({
        operation: `Neon: ${operation}`,
        // What is deleted by its id twice is deleted once, so a lost answer is no reason to stop.
        kind: method === "GET" || method === "DELETE" ? "read" : "change",
        method,
        url: `${apiUrl}/projects/${encodeURIComponent(project)}${path}`,
        headers: { accept: "application/json", authorization: `Bearer ${apiKey}` },
        ...json === void 0 ? {} : { json }
      });
      if (answer.status !== 423 || clock.now() - began + wait > timeoutMs) return answer;
      log.info(`Neon is busy with another change of this project; asking again in ${wait} ms`);
      await clock.sleep(wait, signal);
    }
  }
  #accept(operation, answer, schema) {
    if (answer.status < 200 || answer.status > 299) throw refused(operation, answer, this.access.project);
    const parsed = schema.safeParse(answer.json());
    if (parsed.success) return parsed.data;
    throw new errors_errors/* PlatformError */.Wk(
      `Neon: ${operation} answered something unexpected: ${errors/* prettifyError */.S1(parsed.error)}`,
      {
        code: "unexpected-answer",
        status: answer.status,
        fix: "The API may have changed; report it to this project."
      }
    );
  }
}
function isAmbiguous(error) {
  return error instanceof errors_errors/* PlatformError */.Wk && (error.ambiguous || (error.status ?? 0) >= 500);
}
function isoSeconds(ms) {
  return new Date(ms).toISOString().replace(/\.\d{3}Z$/, "Z");
}



/***/ })

};

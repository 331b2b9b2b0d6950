import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { LineCounter, parseDocument } from 'yaml';
import { z } from 'zod';
import { builtInGate, type Finding } from './built-in-gate.js';

const options = z.strictObject({
  pin: z
    .enum(['error', 'warning', 'off'])
    .default('warning')
    .describe('What an action of a third party that is not pinned by its commit means.'),
  trusted: z
    .array(z.string())
    .default(['actions/'])
    .describe('Owners, or owner/name, whose tags are trusted.'),
});
type Options = z.infer<typeof options>;

/**
 * `workflows`: GitHub's own parser has nothing against them; no text that a stranger can write (a title, a branch name)
 * becomes part of a script; strangers' code is not run with secrets; third-party actions are pinned.
 */
export const workflowsGate = builtInGate({
  name: 'workflows',
  options,
  async run(options, { workspace }) {
    const folder = join(workspace, '.github/workflows');
    const files = existsSync(folder) ? readdirSync(folder).filter((file) => /\.ya?ml$/.test(file)) : [];
    const findings: Finding[] = [];
    for (const name of files.sort()) {
      const file = `.github/workflows/${name}`;
      const text = readFileSync(join(folder, name), 'utf8');
      const schema = await schemaFaults(file, text);
      findings.push(...schema, ...(schema.length > 0 ? [] : readFaults(file, text, options)));
    }
    const errors = findings.filter(({ severity }) => severity === 'error');
    return {
      result: errors.length > 0 ? 'failed' : 'passed',
      reason:
        errors.length > 0
          ? `${errors.length} fault(s) in ${files.length} workflow(s): ${errors[0]?.message}`
          : `${files.length} workflow(s) are well-formed and take no stranger's text into a script`,
      findings,
    };
  },
});

async function schemaFaults(file: string, text: string): Promise<Finding[]> {
  const { convertWorkflowTemplate, NoOperationTraceWriter, parseWorkflow } = await import(
    '@actions/workflow-parser'
  );
  const { context, value } = parseWorkflow({ name: file, content: text }, new NoOperationTraceWriter());
  if (value) await convertWorkflowTemplate(context, value);
  return context.errors.getErrors().map((error) => ({
    severity: 'error',
    rule: 'workflows/schema',
    message: error.rawMessage.split('\n')[0] ?? error.rawMessage,
    file,
    line: error.range?.start.line,
  }));
}

/** What anybody who opens an issue, a pull request or a comment can write; see GitHub's "Script injections". */
const strangersText =
  /\$\{\{[^}]*\bgithub\.(head_ref|event\.(issue|pull_request|discussion)\.(title|body)|event\.(comment|review|review_comment)\.body|event\.pull_request\.head\.(ref|label|repo\.default_branch)|event\.(head_commit|commits\S*)\.(message|author\.(name|email))|event\.pages\S*\.page_name|event\.workflow_run\.(head_branch|head_commit\S*|display_title))\b[^}]*\}\}/;

interface Step {
  run?: unknown;
  uses?: unknown;
  with?: Record<string, unknown>;
}

function readFaults(file: string, text: string, options: Options): Finding[] {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const workflow = document.toJS() as {
    on?: unknown;
    jobs?: Record<string, { steps?: Step[]; uses?: unknown }>;
  } | null;
  const lineOf = (path: (string | number)[]) => {
    const node = document.getIn(path, true) as { range?: [number, number, number] } | undefined;
    return node?.range ? lines.linePos(node.range[0]).line : 1;
  };
  const withSecrets = JSON.stringify(workflow?.on ?? '').includes('pull_request_target');
  return Object.entries(workflow?.jobs ?? {}).flatMap(([job, { steps = [] }]) =>
    steps.flatMap((step, index) => {
      const place = (key: string) => ({ file, line: lineOf(['jobs', job, 'steps', index, key]) });
      return [
        ...injection(step, place('run')),
        ...(withSecrets ? strangersCode(step, place('uses')) : []),
        ...pinning(step, place('uses'), options),
      ];
    }),
  );
}

function injection({ run, uses, with: inputs }: Step, place: { file: string; line: number }): Finding[] {
  const script =
    typeof run === 'string'
      ? run
      : /^actions\/github-script@/.test(String(uses))
        ? String(inputs?.script ?? '')
        : '';
  const found = strangersText.exec(script)?.[0];
  if (!found) return [];
  const message = `${found} is text that strangers write, and here it becomes part of a script. Give it to the step in "env:" and use the variable.`;
  return [{ severity: 'error', rule: 'workflows/injection', message, ...place }];
}

function strangersCode({ uses, with: inputs }: Step, place: { file: string; line: number }): Finding[] {
  const checksOut = /^actions\/checkout@/.test(String(uses));
  if (!checksOut || !/github\.(head_ref|event\.pull_request\.head)/.test(String(inputs?.ref ?? '')))
    return [];
  const message =
    "On pull_request_target this checks out code of a stranger beside the repository's secrets. Use pull_request, or do not check the head out.";
  return [{ severity: 'error', rule: 'workflows/strangers-code', message, ...place }];
}

function pinning(
  { uses }: Step,
  place: { file: string; line: number },
  { pin, trusted }: Options,
): Finding[] {
  const action = String(uses ?? '');
  if (pin === 'off' || action === '' || /^(\.\/|\$\/|docker:)/.test(action) || /@[0-9a-f]{40}$/.test(action))
    return [];
  if (
    trusted.some(
      (owner) =>
        action.startsWith(owner.endsWith('/') ? owner : `${owner}/`) || action.startsWith(`${owner}@`),
    )
  )
    return [];
  const message = `${action} is a tag or branch of a third party, which can be moved to other code. Pin it by its commit: uses: owner/name@<40 characters> # v1.2.3`;
  return [{ severity: pin, rule: 'workflows/unpinned', message, ...place }];
}

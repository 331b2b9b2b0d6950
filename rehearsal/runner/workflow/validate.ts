import { convertWorkflowTemplate, NoOperationTraceWriter, parseWorkflow } from '@actions/workflow-parser';
import { parseAction } from '@actions/workflow-parser/actions/action-parser';
import type { TemplateParseResult } from '@actions/workflow-parser/templates/template-parse-result';
import type { Refusal } from './refusal.js';

/** What GitHub's own parser has against a workflow file: schema, contexts, expression syntax, job graph. */
export async function validateWorkflow(file: string, text: string): Promise<Refusal[]> {
  const result = parseWorkflow({ name: file, content: text }, new NoOperationTraceWriter());
  if (result.value) await convertWorkflowTemplate(result.context, result.value);
  return refusalsOf(file, result);
}

/** Properties the marketplace wants; the runner itself does without. */
const MARKETPLACE_ONLY = /^Required property is missing: (name|description)$/;

/** What GitHub's own parser has against an action's metadata file. */
export function validateAction(file: string, text: string): Refusal[] {
  const refusals = refusalsOf(file, parseAction({ name: file, content: text }, new NoOperationTraceWriter()));
  return refusals.filter((refusal) => !MARKETPLACE_ONLY.test(refusal.reason));
}

function refusalsOf(file: string, result: TemplateParseResult): Refusal[] {
  const errors = result.context.errors.getErrors();
  // After text that is no YAML, all further errors are only its echo.
  return (result.value ? errors : errors.slice(0, 1)).map((error) => ({
    file,
    line: error.range?.start.line ?? 1,
    reason: error.rawMessage.split('\n')[0] ?? error.rawMessage,
  }));
}

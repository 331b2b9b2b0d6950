import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { type ActionFile, readActionFile } from './action-file.js';
import { generatedFiles } from './docs.js';
import { actionNames } from './project.js';

/** Checks that code, `action.yml`, README tables and the root composite say the same. Returns what does not, one line each. */
export function checkMetadata(root: string): string[] {
  const actions = new Map(actionNames.map((name) => [name as string, readActionFile(root, name)]));
  return [
    ...[...actions].flatMap(([name, action]) => [
      ...checkNames(root, name, action),
      ...checkRuns(name, action),
    ]),
    ...checkRoot(readActionFile(root, '.'), actions),
    ...checkGenerated(root),
  ];
}

/** Inputs read in code = inputs declared; outputs written in code = outputs declared. */
function checkNames(root: string, name: string, action: ActionFile): string[] {
  const code = inputFiles(join(root, 'actions', name))
    .map((file) => readFileSync(file, 'utf8'))
    .join('\n');
  const read = new Set(
    [...code.matchAll(/\bread\s*\.\s*\w+\(\s*'([a-z0-9-]+)'/g)].map((match) => match[1] ?? ''),
  );
  const written = outputNames(readFileSync(join(root, 'actions', name, 'outputs.ts'), 'utf8'));
  return [
    ...difference(`${name}: input`, read, new Set(Object.keys(action.inputs)), 'read in inputs.ts'),
    ...difference(`${name}: output`, written, new Set(Object.keys(action.outputs)), 'written in outputs.ts'),
  ];
}

/** `inputs.ts`, and the files of `inputs/` where one action has too many for one file. */
function inputFiles(folder: string): string[] {
  const parts = join(folder, 'inputs');
  const more = existsSync(parts) ? readdirSync(parts).filter((file) => /(?<!\.test)\.ts$/.test(file)) : [];
  return [join(folder, 'inputs.ts'), ...more.map((file) => join(parts, file))];
}

/** The keys of every object literal that the function `outputsOf` holds at its top. */
function outputNames(code: string): Set<string> {
  const source = ts.createSourceFile('outputs.ts', code, ts.ScriptTarget.ES2022, true);
  const names = new Set<string>();
  const collect = (node: ts.Node): void => {
    if (ts.isObjectLiteralExpression(node)) {
      for (const property of node.properties) {
        if (property.name && !ts.isComputedPropertyName(property.name)) names.add(property.name.text);
        if (ts.isSpreadAssignment(property)) collect(property.expression);
      }
      return;
    }
    ts.forEachChild(node, collect);
  };
  ts.forEachChild(source, (node) => {
    if (ts.isFunctionDeclaration(node) && node.name?.text === 'outputsOf' && node.body) collect(node.body);
  });
  return names;
}

function difference(what: string, inCode: Set<string>, declared: Set<string>, where: string): string[] {
  const undeclared = [...inCode].filter((name) => !declared.has(name));
  const unused = [...declared].filter((name) => !inCode.has(name));
  return [
    ...undeclared.map((name) => `${what} "${name}" is ${where} but not declared in action.yml`),
    ...unused.map((name) => `${what} "${name}" is declared in action.yml but not ${where}`),
  ];
}

/** One Node for all, and the bundle where the folder's name says. */
function checkRuns(name: string, action: ActionFile): string[] {
  const faults: string[] = [];
  if (action.runs.using !== 'node24')
    faults.push(`${name}: runs.using is "${action.runs.using}", all actions use node24`);
  if (action.runs.main !== `../dist/${name}/index.js`)
    faults.push(`${name}: runs.main is "${action.runs.main}"`);
  return faults;
}

/** Inputs that the composite sets itself, or to a default that the action alone has not; a user of the single step has no use for them. */
const setByComposite: Record<string, readonly string[]> = {
  'run-migrations': ['command', 'environment'],
  'deploy-railway': ['name', 'environment'],
  'deploy-vercel': ['name', 'target', 'deployment-id', 'environment'],
  'smoke-test': ['url', 'targets', 'expect-version'],
  'auto-rollback': ['command', 'on-unready', 'records', 'verdict', 'reason'],
};

/** What a root input may be called when several actions have an input of that name. */
const prefixes: Record<string, string> = {
  'run-quality-gates': 'gates-',
  'run-migrations': 'database-',
  'deploy-railway': 'backend-',
  'deploy-vercel': 'frontend-',
  'smoke-test': 'smoke-',
  'auto-rollback': 'rollback-',
};

/** Somebody else's action, held at one commit. */
const pinned = /^[\w.-]+\/[\w./-]+@[0-9a-f]{40}$/;

/**
 * What the composite forwards has the input's own name (or its name with the action's prefix) and default. It forwards what
 * one release of one backend and one frontend needs; who needs more uses the actions themselves.
 */
function checkRoot(root: ActionFile, actions: ReadonlyMap<string, ActionFile>): string[] {
  const faults: string[] = [];
  const used = new Set<string>();
  for (const step of root.runs.steps ?? []) {
    const name = step.uses?.replace('$/', '') ?? '';
    const action = actions.get(name);
    if (!action && pinned.test(name)) continue;
    if (!action) {
      faults.push(
        `action.yml: the step "${step.id}" uses "${step.uses}", which is not an action of this project`,
      );
      continue;
    }
    for (const input of Object.keys(action.inputs)) {
      if (setByComposite[name]?.includes(input)) continue;
      const forwarded = /^\$\{\{ inputs\.([a-z0-9-]+) \}\}$/.exec(String(step.with[input] ?? ''))?.[1];
      if (forwarded) {
        used.add(forwarded);
        faults.push(...checkForwarded(root, forwarded, name, input, action));
      } else if (action.inputs[input]?.required)
        faults.push(`action.yml: the step "${step.id}" does not forward "${input}" of ${name}`);
    }
    faults.push(
      ...Object.keys(step.with)
        .filter((input) => !action.inputs[input])
        .map((input) => `action.yml: the step "${step.id}" gives "${input}", which ${name} does not have`),
    );
  }
  faults.push(
    ...Object.keys(root.inputs)
      .filter((input) => !used.has(input))
      .map((input) => `action.yml: the input "${input}" reaches no step`),
  );
  return faults;
}

function checkForwarded(
  root: ActionFile,
  forwarded: string,
  name: string,
  input: string,
  action: ActionFile,
): string[] {
  const declared = root.inputs[forwarded];
  if (!declared) return [`action.yml: "${forwarded}" is forwarded to ${name} but not declared`];
  const shared = prefixes['smoke-test'] + input;
  // What keeps the migrations has one name for the root action, whichever step asks.
  const migrating = input.replace(prefixes['run-migrations'] ?? '', '');
  if (![input, `${prefixes[name]}${input}`, shared, migrating].includes(forwarded)) {
    return [
      `action.yml: "${forwarded}" is forwarded as "${input}" of ${name}; call it "${input}" or "${prefixes[name]}${input}"`,
    ];
  }
  if (declared.default !== action.inputs[input]?.default) {
    return [
      `action.yml: the default of "${forwarded}" is ${declared.default}, but ${name} has ${action.inputs[input]?.default}`,
    ];
  }
  return [];
}

function checkGenerated(root: string): string[] {
  return generatedFiles(root)
    .filter(
      ({ path, content }) =>
        !existsSync(join(root, path)) || readFileSync(join(root, path), 'utf8') !== content,
    )
    .map(({ path }) => `${path} is not what action.yml and the schemas say: run "npm run docs"`);
}

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { globSync } from 'tinyglobby';
import ts from 'typescript';

const longestFunction = 40;
const longestFile = 300;
const folders = 'actions,src,rehearsal,scripts,bench';

/** Checks what a reader is promised: short files, short functions, and a docstring on everything `src/` exports. */
export function checkHouse(root: string): string[] {
  const files = globSync([`{${folders}}/**/*.ts`], {
    cwd: root,
    ignore: ['**/*.test.ts', '**/node_modules/**', 'rehearsal/output/**'],
  });
  return files.sort().flatMap((file) => {
    const text = readFileSync(join(root, file), 'utf8');
    const source = ts.createSourceFile(file, text, ts.ScriptTarget.ES2022, true);
    const lines = text.split('\n').length - 1;
    return [
      ...(lines > longestFile ? [`${file} has ${lines} lines, more than ${longestFile}`] : []),
      ...longFunctions(source),
      ...(file.startsWith('src/') ? undocumented(source) : []),
    ];
  });
}

function longFunctions(source: ts.SourceFile): string[] {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isFunctionLike(node) && 'body' in node && node.body) {
      const from = lineOf(source, node.getStart());
      const length = lineOf(source, node.end) - from + 1;
      if (length > longestFunction) found.push(`${source.fileName}:${from}: a function of ${length} lines`);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

function undocumented(source: ts.SourceFile): string[] {
  return source.statements.flatMap((statement) => {
    const modifiers = ts.canHaveModifiers(statement) ? (ts.getModifiers(statement) ?? []) : [];
    const exported = modifiers.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword);
    if (!exported || ts.getJSDocCommentsAndTags(statement).length > 0) return [];
    return [`${source.fileName}:${lineOf(source, statement.getStart())}: exported without a docstring`];
  });
}

function lineOf(source: ts.SourceFile, position: number): number {
  return source.getLineAndCharacterOfPosition(position).line + 1;
}

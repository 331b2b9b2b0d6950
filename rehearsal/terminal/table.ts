import { textWidth } from './text.js';

/**
 * Rows as aligned columns, two spaces apart, the first row underlined as the head. Columns whose every cell below the
 * head begins with a digit are aligned to the right. No line ends in spaces; no rows give ''.
 */
export function renderTable(rows: string[][]): string {
  const [head, ...body] = rows;
  if (!head) return '';
  const count = Math.max(...rows.map((row) => row.length));
  const columns = Array.from({ length: count }, (_, index) => ({
    width: Math.max(...rows.map((row) => textWidth(row[index] ?? ''))),
    right: body.length > 0 && body.every((row) => /^\d/.test(row[index] ?? '')),
  }));
  const line = (row: string[]) =>
    columns
      .map(({ width, right }, index) => {
        const cell = row[index] ?? '';
        const space = ' '.repeat(width - textWidth(cell));
        return right ? space + cell : cell + space;
      })
      .join('  ')
      .trimEnd();
  const rule = columns.map(({ width }) => '─'.repeat(width)).join('  ');
  return [line(head), rule, ...body.map(line)].join('\n');
}

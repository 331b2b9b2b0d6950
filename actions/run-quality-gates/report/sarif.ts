import type { GateResult } from '../gate-result.js';
import { findingsOf, type Placed, severityOf } from './rank.js';

/** GitHub's code scanning takes 25,000 results a run and shows 5,000. */
const mostResults = 5_000;
const levels = { error: 'error', warning: 'warning', notice: 'note' } as const;

/** The findings of all gates as SARIF 2.1.0, for code scanning and other readers. Findings without a file are left out. */
export function sarifOf(gates: readonly GateResult[]): Record<string, unknown> {
  const placed = findingsOf(gates)
    .filter(({ finding }) => finding.file !== undefined)
    .slice(0, mostResults);
  const rules = [...new Set(placed.map(({ finding }) => finding.rule))].sort();
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'deploy-actions/run-quality-gates',
            informationUri: 'https://github.com/org/deploy-actions',
            rules: rules.map((id) => ({ id, shortDescription: { text: id } })),
          },
        },
        results: placed.map(resultOf),
      },
    ],
  };
}

function resultOf(placed: Placed): Record<string, unknown> {
  const { gate, finding } = placed;
  const { rule, message, file = '', line } = finding;
  return {
    ruleId: rule,
    level: levels[severityOf(placed)],
    message: { text: message },
    locations: [
      {
        physicalLocation: {
          // Each part is escaped, not the slashes between them.
          artifactLocation: { uri: file.split('/').map(encodeURIComponent).join('/') },
          ...(line === undefined ? {} : { region: { startLine: line } }),
        },
      },
    ],
    properties: { gate },
  };
}

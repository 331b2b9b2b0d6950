import { z } from 'zod';
import { escapeMarkdown, markdownTable } from '../../../src/text/markdown.js';
import { builtInGate } from './built-in-gate.js';

const item = z.strictObject({
  id: z.string().optional().describe('What the input "confirmed" calls it.'),
  say: z.string().min(1).describe('What a person confirms.'),
  confirmed: z
    .union([z.boolean(), z.enum(['true', 'false', ''])])
    .default('')
    .describe(
      'Inline gates may take an input of workflow_dispatch here; a file uses "id" and the input "confirmed".',
    ),
});

const options = z.strictObject({
  items: z.array(item).min(1),
});

/** `checklist`: what no program can know, confirmed by the person who starts the release; kept with who and when. */
export const checklistGate = builtInGate({
  name: 'checklist',
  options,
  run: async ({ items }, { clock, env, confirmed: given }) => {
    const actor = env.GITHUB_ACTOR || 'somebody';
    const at = new Date(clock.now()).toISOString().replace('T', ' ').slice(0, 16);
    const open = items.filter(
      ({ id = '', confirmed }) => confirmed !== true && confirmed !== 'true' && !given.has(id),
    );
    const rows = items.map((one) => [
      open.includes(one) ? '❌ open' : '✅',
      escapeMarkdown(one.say),
      open.includes(one) ? '' : `${escapeMarkdown(actor)}, ${at} UTC`,
    ]);
    return {
      result: open.length > 0 ? 'failed' : 'passed',
      reason:
        open.length > 0
          ? `${open.length} of ${items.length} items are not confirmed: ${open.map(({ say }) => say).join('; ')}`
          : `${actor} confirmed all ${items.length} items at ${at} UTC`,
      findings: open.map(({ say }) => ({
        severity: 'error',
        rule: 'checklist/open',
        message: `Not confirmed: ${say}`,
      })),
      markdown: markdownTable(['', 'item', 'confirmed by'], rows),
    };
  },
});

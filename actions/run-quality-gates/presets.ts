import type { Gate } from './gates-file.js';
import { type Category, categories, type PresetItem, sharedItems } from './preset-items.js';

export const presetNames = ['node-api', 'nextjs', 'fastapi', 'monorepo'] as const;
export type PresetName = (typeof presetNames)[number];

const audit: PresetItem = {
  category: 'dependencies',
  say: 'Weekly: no advisory that has a fix is left open',
  gate: {
    gate: 'dependencies',
    level: 'warn',
    with: { severity: 'moderate', unfixed: 'warn' },
    name: 'dependencies-moderate',
  },
};

/** What each kind of system asks for beside what all of them do. */
const own: Record<PresetName, readonly PresetItem[]> = {
  'node-api': [
    found('code quality', 'Types check', 'type-check'),
    found('code quality', 'Unit and integration tests pass', 'unit-tests'),
    coverage(80, 'block'),
    person(
      'database',
      'backup-tested',
      'A backup was restored once, and it took less time than we may be down',
    ),
    person('monitoring', 'health-endpoint', 'The health end point tells the state of database and queue'),
    audit,
  ],
  nextjs: [
    found('code quality', 'Types check', 'type-check'),
    found('code quality', 'It builds', 'build'),
    coverage(70, 'warn'),
    person(
      'configuration',
      'public-variables',
      'No secret has a name that begins with NEXT_PUBLIC_ or VITE_',
    ),
    person('monitoring', 'web-vitals', 'Loading times of the pages users open first are watched'),
  ],
  fastapi: [
    found('code quality', 'Lint passes', 'lint'),
    found('code quality', 'Tests pass', 'unit-tests'),
    coverage(70, 'warn'),
    person(
      'database',
      'expand-contract',
      'A migration that takes something away comes a release after the code that no longer needs it',
    ),
    person('configuration', 'cors', 'The origins that may call the API are the ones in use'),
    audit,
  ],
  monorepo: [
    found('code quality', 'Lint, tests and build of the packages that changed', 'unit-tests'),
    coverage(70, 'warn'),
    person('configuration', 'each-app', 'Every app that changed has its variables on its platform'),
    person('communication', 'order', 'Who needs the new API first was deployed after it'),
  ],
};

/** All items of a preset, in the order of the checklist. */
export function itemsOf(name: PresetName): readonly PresetItem[] {
  const all = [...own[name], ...sharedItems];
  return categories.flatMap((category) => all.filter((item) => item.category === category));
}

/** The gates of a preset: its built-in ones, and one checklist of all that a person confirms. */
export function gatesOf(name: PresetName): Gate[] {
  const items = itemsOf(name);
  const builtIn = items.flatMap((item): Gate[] => {
    if (!('gate' in item)) return [];
    const { gate, level, with: options = {}, name: own = gate } = item.gate;
    return [{ gate, name: own, level, with: options, needs: item.gate.needs ?? [] }];
  });
  const confirmed = items.flatMap((item) => ('confirm' in item ? [{ id: item.confirm, say: item.say }] : []));
  // Nobody can confirm anything on a push: it is asked, and stops nothing unless the team makes it a block.
  return [
    ...builtIn,
    { gate: 'checklist', name: 'checklist', level: 'warn', with: { items: confirmed }, needs: [] },
  ];
}

function found(category: Category, say: string, gate: string): PresetItem {
  return { category, say, found: gate };
}

function person(category: Category, confirm: string, say: string): PresetItem {
  return { category, say, confirm };
}

function coverage(lines: number, level: 'block' | 'warn'): PresetItem {
  return {
    category: 'code quality',
    say: `At least ${lines} % of the lines are covered, and of the changed ones 70 %`,
    gate: { gate: 'coverage', level, with: { thresholds: { lines }, patch: 70 }, needs: ['unit-tests'] },
  };
}

/** Everything the analysis can have to say. A comment `-- deploy-actions: allow <rule> <reason>` names one of them. */
export const ruleNames = ['unreadable', 'unknown-statement', 'psql-command'] as const;
export type RuleName = (typeof ruleNames)[number];

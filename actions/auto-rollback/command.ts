/** What can be asked for. */
export const commandChoices = ['conclude', 'check', 'rollback', 'report', 'freeze', 'unfreeze'] as const;
export type Command = (typeof commandChoices)[number];

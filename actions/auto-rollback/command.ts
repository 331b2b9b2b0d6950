/** What can be asked for. */
export const commandChoices = [
  'conclude',
  'check',
  'rollback',
  'report',
  'freeze',
  'unfreeze',
  'alert',
  'show',
  'drill',
] as const;
export type Command = (typeof commandChoices)[number];

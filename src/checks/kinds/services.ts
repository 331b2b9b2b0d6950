/**
 * What a check may need that lives in another room (a platform's logs and numbers): the action joins them. Every member
 * is undefined when its token was not given; a check that needs it is then inconclusive and says which input is missing.
 */
// biome-ignore lint/suspicious/noEmptyInterface: kinds add their members
export interface Services {}

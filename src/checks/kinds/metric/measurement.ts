/**
 * What asking for a number gave: the number, nothing to compute it from, no answer, or (`useless`) the certainty that
 * asking again will give none.
 */
export type Measurement = { value: number } | { noData: string } | { error: string } | { useless: string };

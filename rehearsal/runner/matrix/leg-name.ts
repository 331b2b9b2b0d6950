import { type Json, toText, toValue } from '../expressions/values.js';

/** The name GitHub gives a matrix leg: `job (v1, v2)`, cut at 100 characters. Source: actions/runner JobNameBuilder. */
export function legName(job: string, named: Json[]): string {
  const leaves = named.flatMap(leafTexts).filter((text) => text !== '');
  if (leaves.length === 0) return job;
  const name = `${job} (${leaves.join(', ')})`;
  return name.length <= 100 ? name : `${name.slice(0, 97)}...`;
}

function leafTexts(value: Json): string[] {
  if (Array.isArray(value)) return value.flatMap(leafTexts);
  if (value !== null && typeof value === 'object') return Object.values(value).flatMap(leafTexts);
  return [toText(toValue(value))];
}

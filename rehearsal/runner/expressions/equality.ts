import { data, Lexer } from '@actions/expressions';
import { Binary, Literal } from '@actions/expressions/ast';
import { RunnerEvaluator } from './evaluator.js';
import { type Json, toJson, toValue } from './values.js';

const EQUALS = new Lexer('1 == 1').lex().tokens[1];

/** GitHub's `==`: ignores case, and compares unlike kinds as numbers. */
export function looselyEqual(left: Json, right: Json): boolean {
  if (!EQUALS) return false;
  const tree = new Binary(new Literal(toValue(left), EQUALS), EQUALS, new Literal(toValue(right), EQUALS));
  return toJson(new RunnerEvaluator(tree, new data.Dictionary(), new Map()).evaluate()) === true;
}

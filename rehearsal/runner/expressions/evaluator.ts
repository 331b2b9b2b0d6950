import { data, Evaluator, type Expr, wellKnownFunctions } from '@actions/expressions';
import {
  Binary,
  type ContextAccess,
  FunctionCall,
  Grouping,
  IndexAccess,
  Literal,
  Logical,
  Unary,
} from '@actions/expressions/ast';
import { RUNNER_FUNCTIONS } from './functions.js';
import { parseNumber, type Value } from './values.js';

/** Functions a scope adds, by lower-case name. */
export type ScopeFunctions = ReadonlyMap<string, (...args: Value[]) => Value>;

/** GitHub's evaluator with the runner's rules where the library has the editor's: lazy arguments, numbers, null. */
export class RunnerEvaluator extends Evaluator {
  private readonly root: data.Dictionary;
  private readonly extra: ScopeFunctions;

  constructor(tree: Expr, root: data.Dictionary, extra: ScopeFunctions) {
    super(tree, root);
    this.root = root;
    this.extra = extra;
  }

  override visitContextAccess(access: ContextAccess): Value {
    return this.root.get(access.name.lexeme) ?? new data.Null();
  }

  override visitBinary(binary: Binary): Value {
    const [left, right] = comparable(this.eval(binary.left), this.eval(binary.right));
    return super.visitBinary(
      new Binary(new Literal(left, binary.operator), binary.operator, new Literal(right, binary.operator)),
    );
  }

  override visitFunctionCall(call: FunctionCall): Value {
    const name = call.functionName.lexeme.toLowerCase();
    if (name === 'case') return this.firstTrueCase(call.args);
    const args = call.args.map((arg) => this.eval(arg));
    const own = this.extra.get(name) ?? RUNNER_FUNCTIONS.get(name);
    if (own) return own(...args);
    const builtIn = wellKnownFunctions[name];
    if (!builtIn) throw new Error(`The function '${call.functionName.lexeme}' is not available here.`);
    return builtIn.call(...args);
  }

  private firstTrueCase(args: Expr[]): Value {
    for (let index = 0; index + 1 < args.length; index += 2) {
      const predicate = this.eval(args[index] as Expr);
      if (!(predicate instanceof data.BooleanData))
        throw new Error('case predicate must evaluate to a boolean value');
      if (predicate.value) return this.eval(args[index + 1] as Expr);
    }
    return this.eval(args[args.length - 1] as Expr);
  }
}

/** Strings meet numbers (and booleans, null) as numbers by the runner's reading, not JavaScript's. */
function comparable(left: Value, right: Value): [Value, Value] {
  if (left instanceof data.StringData && meetsAsNumber(right)) {
    return [new data.NumberData(parseNumber(left.value)), right];
  }
  if (right instanceof data.StringData && meetsAsNumber(left)) {
    return [left, new data.NumberData(parseNumber(right.value))];
  }
  return [left, right];
}

function meetsAsNumber(value: Value): boolean {
  return value instanceof data.NumberData || value instanceof data.BooleanData || value instanceof data.Null;
}

/** Whether a parsed expression calls one of these functions anywhere, also inside arguments. */
export function callsAny(tree: Expr | undefined, names: ReadonlySet<string>): boolean {
  if (tree instanceof FunctionCall) {
    return names.has(tree.functionName.lexeme.toLowerCase()) || tree.args.some((arg) => callsAny(arg, names));
  }
  if (tree instanceof Binary) return callsAny(tree.left, names) || callsAny(tree.right, names);
  if (tree instanceof Unary) return callsAny(tree.expr, names);
  if (tree instanceof Logical) return tree.args.some((arg) => callsAny(arg, names));
  if (tree instanceof Grouping) return callsAny(tree.group, names);
  if (tree instanceof IndexAccess) return callsAny(tree.expr, names) || callsAny(tree.index, names);
  return false;
}

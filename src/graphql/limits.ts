import {
  type ASTVisitor,
  type FragmentDefinitionNode,
  GraphQLError,
  type SelectionSetNode,
  type ValidationContext,
  type ValidationRule,
  type ValueNode,
} from 'graphql';

export const MAX_QUERY_TOKENS = 2_000;
/** GraphiQL's introspection query is 13 deep. */
const MAX_DEPTH = 15;
const MAX_ALIASES = 100;
const MAX_ROOT_FIELDS = 25;
/** Objects that a query may ask for at most: the product of its page sizes, summed (as GitHub's limit). */
const MAX_NODES = 200_000;
const DEFAULT_PAGE = 20;

interface Cost {
  depth: number;
  aliases: number;
  nodes: number;
}

/** Worked out once for each operation before anything is resolved; each error names the limit and the figure. */
const costLimit: ValidationRule = (context: ValidationContext): ASTVisitor => ({
  OperationDefinition(operation) {
    const cost: Cost = { depth: 0, aliases: 0, nodes: 0 };
    measure(operation.selectionSet, 1, 1, cost, context, []);
    const refuse = (limit: string, most: number, reached: number): void => {
      if (reached <= most) return;
      context.reportError(
        new GraphQLError(`This operation reaches ${limit} ${reached}; at most ${most} is allowed. Ask for less, or in several requests.`, {
          nodes: operation,
          extensions: { code: 'BAD_USER_INPUT', limit: { name: limit, most, reached } },
        }),
      );
    };
    refuse('depth', MAX_DEPTH, cost.depth);
    refuse('aliases', MAX_ALIASES, cost.aliases);
    refuse('root fields', MAX_ROOT_FIELDS, operation.selectionSet.selections.length);
    refuse('nodes', MAX_NODES, cost.nodes);
  },
});

function measure(
  set: SelectionSetNode,
  depth: number,
  multiplier: number,
  cost: Cost,
  context: ValidationContext,
  within: readonly FragmentDefinitionNode[],
): void {
  for (const selection of set.selections) {
    // Beyond this the answer is decided: a query of nested fragments must not cost more to measure than to refuse.
    if (cost.nodes > MAX_NODES || cost.depth > MAX_DEPTH || cost.aliases > MAX_ALIASES) return;
    if (selection.kind === 'Field') {
      cost.depth = Math.max(cost.depth, depth);
      if (selection.alias) cost.aliases++;
      if (!selection.selectionSet) continue;
      const page = pageSize(selection.arguments?.map(({ name, value }) => [name.value, value]) ?? []);
      const next = multiplier * (page ?? 1);
      if (page !== null) cost.nodes += next;
      measure(selection.selectionSet, depth + 1, next, cost, context, within);
    } else if (selection.kind === 'InlineFragment') {
      measure(selection.selectionSet, depth, multiplier, cost, context, within);
    } else {
      const fragment = context.getFragment(selection.name.value);
      if (fragment && !within.includes(fragment)) {
        measure(fragment.selectionSet, depth, multiplier, cost, context, [...within, fragment]);
      }
    }
  }
}

/** Of a connection; null for a field that is none. A variable counts as the largest page. */
function pageSize(args: readonly (readonly [string, ValueNode])[]): number | null {
  const sizes = args.filter(([name]) => name === 'first' || name === 'last').map(([, value]) => value);
  if (sizes.length === 0) return args.some(([name]) => name === 'after' || name === 'before') ? DEFAULT_PAGE : null;
  return Math.max(...sizes.map((value) => (value.kind === 'IntValue' ? Math.max(1, Number(value.value)) : 100)));
}

export const limitRules: readonly ValidationRule[] = [costLimit];

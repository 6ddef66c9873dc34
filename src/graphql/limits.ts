import {
  type ASTVisitor,
  type FieldNode,
  GraphQLError,
  Kind,
  type GraphQLField,
  type GraphQLNamedType,
  type SelectionSetNode,
  type ValidationContext,
  type ValidationRule,
  type ValueNode,
  getNamedType,
  getNullableType,
  isCompositeType,
  isIntrospectionType,
  isListType,
  isObjectType,
  isInterfaceType,
} from 'graphql';

export const MAX_QUERY_TOKENS = 2_000;
/** GraphiQL's introspection query is 13 deep. */
const MAX_DEPTH = 15;
const MAX_ALIASES = 100;
const MAX_ROOT_FIELDS = 25;
/** Objects that a query may ask for at most: the product of its page sizes, summed (as GitHub's limit). */
const MAX_NODES = 200_000;
const DEFAULT_PAGE = 20;
const LARGEST_PAGE = 100;

interface Cost {
  readonly depth: number;
  readonly fields: number;
  readonly aliases: number;
  readonly nodes: number;
}

const NOTHING: Cost = { depth: 0, fields: 0, aliases: 0, nodes: 0 };

/** Worked out once for each document before anything is resolved; each error names the limit and the figure. */
const costLimit: ValidationRule = (context: ValidationContext): ASTVisitor => {
  const meter = new CostMeter(context);
  return {
    OperationDefinition(operation) {
      const cost = meter.of(operation.selectionSet, context.getSchema().getRootType(operation.operation));
      const refuse = (limit: string, most: number, reached: number): void => {
        if (reached <= most) return;
        context.reportError(
          new GraphQLError(
            `This operation reaches ${limit} ${reached}; at most ${most} is allowed. Ask for less, or in several requests.`,
            { nodes: operation, extensions: { code: 'BAD_USER_INPUT', limit: { name: limit, most, reached } } },
          ),
        );
      };
      refuse('depth', MAX_DEPTH, cost.depth);
      refuse('aliases', MAX_ALIASES, cost.aliases);
      refuse('root fields', MAX_ROOT_FIELDS, cost.fields);
      refuse('nodes', MAX_NODES, cost.nodes);
    },
  };
};

type Parent = GraphQLNamedType | null | undefined;

/**
 * What a selection costs under one parent object. Each fragment is measured once, however often it is spread: measuring
 * must not cost more than refusing, and fragments within fragments double with every level.
 */
class CostMeter {
  private readonly fragments = new Map<string, Cost>();

  constructor(private readonly context: ValidationContext) {}

  of(set: SelectionSetNode, parent: Parent): Cost {
    return set.selections
      .map((selection) => {
        if (selection.kind === Kind.FIELD) return this.ofField(selection, parent);
        if (selection.kind === Kind.FRAGMENT_SPREAD) return this.ofFragment(selection.name.value);
        return this.of(selection.selectionSet, this.typeNamed(selection.typeCondition?.name.value) ?? parent);
      })
      .reduce(sum, NOTHING);
  }

  private ofFragment(name: string): Cost {
    const known = this.fragments.get(name);
    if (known) return known;
    // Met again within itself it adds nothing: another rule refuses such a circle.
    this.fragments.set(name, NOTHING);
    const fragment = this.context.getFragment(name);
    const cost = fragment ? this.of(fragment.selectionSet, this.typeNamed(fragment.typeCondition.name.value)) : NOTHING;
    this.fragments.set(name, cost);
    return cost;
  }

  private ofField(node: FieldNode, parent: Parent): Cost {
    const own = { depth: 1, fields: 1, aliases: node.alias ? 1 : 0 };
    if (!node.selectionSet) return { ...own, nodes: 0 };
    const field = isObjectType(parent) || isInterfaceType(parent) ? parent.getFields()[node.name.value] : undefined;
    const within = this.of(node.selectionSet, field && getNamedType(field.type));
    const size = field ? sizeOf(field, node, parent) : null;
    return {
      depth: own.depth + within.depth,
      fields: own.fields,
      aliases: own.aliases + within.aliases,
      nodes: size === null ? within.nodes : size * (1 + within.nodes),
    };
  }

  private typeNamed(name: string | undefined): Parent {
    return name === undefined ? null : this.context.getSchema().getType(name);
  }
}

function sum(a: Cost, b: Cost): Cost {
  return {
    depth: Math.max(a.depth, b.depth),
    fields: a.fields + b.fields,
    aliases: a.aliases + b.aliases,
    nodes: a.nodes + b.nodes,
  };
}

/** How many objects the field gives at most; null for one. A number in a variable counts as the largest page. */
function sizeOf(field: GraphQLField<unknown, unknown>, node: FieldNode, parent: Parent): number | null {
  const given = (name: string): ValueNode | undefined => node.arguments?.find((one) => one.name.value === name)?.value;
  if (field.args.some((argument) => argument.name === 'first')) {
    const size = given('first') ?? given('last');
    if (!size) return DEFAULT_PAGE;
    return size.kind === Kind.INT ? Math.min(Math.max(1, Number(size.value)), LARGEST_PAGE) : LARGEST_PAGE;
  }
  const type = getNullableType(field.type);
  if (!isListType(type) || !isCompositeType(getNamedType(type)) || isIntrospectionType(getNamedType(type))) return null;
  // A connection's own lists: they were counted where their page was asked for.
  if (isObjectType(parent) && 'pageInfo' in parent.getFields()) return null;
  const ids = given('ids');
  if (ids) return ids.kind === Kind.LIST ? Math.max(1, ids.values.length) : LARGEST_PAGE;
  return DEFAULT_PAGE;
}

export const limitRules: readonly ValidationRule[] = [costLimit];

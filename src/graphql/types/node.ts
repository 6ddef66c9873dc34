import { Field, ID, InterfaceType } from 'type-graphql';

const TYPE_NAME = Symbol('GraphQL type name');

@InterfaceType('Node', {
  description: 'Anything with an id of its own. Read one with `node`.',
  autoRegisterImplementations: false,
  resolveType: (value: object) => (value as { [TYPE_NAME]?: string })[TYPE_NAME],
})
export abstract class Node {
  @Field(() => ID, { description: 'The same everywhere: in GraphQL, REST, logs and on the command line.' })
  id!: string;
}

/** Says which type an entity is, where the field's type is the interface. */
export function asNode<T extends object>(typeName: string, entity: T): T {
  Object.defineProperty(entity, TYPE_NAME, { value: typeName, configurable: true });
  return entity;
}

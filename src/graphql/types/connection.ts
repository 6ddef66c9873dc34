import { type ClassType, Field, Int, ObjectType, Root } from 'type-graphql';
import { PageInfo } from './page-info';

export interface EdgeOf<T> {
  cursor: string;
  node: T;
}

export interface ConnectionOf<T, E extends EdgeOf<T> = EdgeOf<T>> {
  edges: E[];
  pageInfo: PageInfo;
  /** Worked out only where it is asked for. */
  totalCount: () => Promise<number>;
}

/**
 * Edge and connection types of a node type (Relay cursor connections). Lists are long: `simpleResolvers` leaves plain
 * properties to graphql-js, which costs a fraction of type-graphql's own look at each.
 */
export function connectionTypes<T extends object>(
  name: string,
  node: () => ClassType<T>,
  of: string,
): { Connection: ClassType } {
  @ObjectType(`${name}Edge`, { simpleResolvers: true, description: `One of ${of}, with its cursor.` })
  class Edge {
    @Field(() => String, { description: 'Opaque; of use as `after` or `before` in the same list only.' })
    cursor!: string;

    @Field(node, { description: 'The object itself.' })
    node!: T;
  }
  return { Connection: connectionType(name, () => Edge, node, of) };
}

/** A connection over edges that say more than the node does. */
export function connectionType(name: string, edge: () => ClassType, node: () => ClassType, of: string): ClassType {
  @ObjectType(`${name}Connection`, { simpleResolvers: true, description: `A page of ${of}.` })
  class Connection {
    @Field(() => [edge()], { description: 'The page, each object with its cursor.' })
    edges!: EdgeOf<object>[];

    @Field(() => [node()], { description: 'The objects of `edges`, for where no cursor is needed.' })
    nodes(@Root() connection: { edges: EdgeOf<object>[] }): object[] {
      return connection.edges.map((one) => one.node);
    }

    @Field(() => PageInfo, { description: 'Whether and where the list goes on.' })
    pageInfo!: PageInfo;

    @Field(() => Int, { description: 'How many the whole list has, with its filter.' })
    totalCount(@Root() connection: { totalCount: () => Promise<number> }): Promise<number> {
      return connection.totalCount();
    }
  }
  return Connection;
}

import { getNamedType, type GraphQLField, type GraphQLObjectType, type GraphQLSchema, isObjectType } from 'graphql';
import { REFUSALS } from '../../domain/decision/refusals';
import { DeniedError, ForbiddenError, type KeytreeError } from '../../domain/errors';
import { ID_PREFIXES, type IdKind } from '../../domain/ids';
import type { GraphqlContext } from '../graphql-context';

/**
 * What a field takes of an API key: the class of the decision, which LOGIN makes for itself; NO_KEY is about the
 * sessions of those who come without one.
 */
export type FieldClass = 'ADMINISTRATIVE' | 'LIMITED' | 'LOGIN' | 'NO_KEY';

export const CLASS_DESCRIPTIONS: Readonly<Record<FieldClass, string>> = {
  ADMINISTRATIVE: 'For callers with a key: ADMINISTRATIVE.',
  LIMITED: 'For callers with a key: LIMITED.',
  LOGIN: 'For callers with a key: LOGIN.',
  NO_KEY: 'Not for callers with a key.',
};

/** Why the field is not for who asks with a key; null where it is, or where they ask without one. */
export function refusalByClass(
  { app: { caller }, presented, refused }: GraphqlContext,
  takes: FieldClass,
): KeytreeError | null {
  if (presented === null || takes === 'LOGIN') return null;
  if (takes === 'NO_KEY') {
    return new ForbiddenError('This is about management sessions, which have no API key: leave out X-Api-Key.');
  }
  if (refused) return refused;
  if (takes === 'ADMINISTRATIVE' && caller.kind === 'KEY' && !caller.fullApiAccess) {
    return new DeniedError('FULL_ACCESS_REQUIRED', REFUSALS.FULL_ACCESS_REQUIRED);
  }
  return null;
}

/** Kinds of objects that LIMITED functions read; any other is ADMINISTRATIVE until it is listed here. */
const LIMITED_KINDS: readonly IdKind[] = ['Account', 'ApiKey', 'ApiKeyTemplate'];

/** Types that only ADMINISTRATIVE functions read, wherever they are found. */
const ADMINISTRATIVE_TYPES: ReadonlySet<string> = new Set([
  ...(Object.keys(ID_PREFIXES) as IdKind[]).filter((kind) => !LIMITED_KINDS.includes(kind)),
  'DeniedRequest',
  'WaitingRegistration',
]);

/** Fields that tell of them without leading to them. */
const ADMINISTRATIVE_FIELDS: ReadonlySet<string> = new Set(['Account.pendingEndpointCount']);

/** Of oneself everybody may know, and so what leads on from there is looked at too. */
const LIMITED_FIELDS: ReadonlySet<string> = new Set(['Viewer.user']);
const LIMITED_TYPES: ReadonlySet<string> = new Set(['User']);

export function isAdministrativeType(name: string): boolean {
  return ADMINISTRATIVE_TYPES.has(name.replace(/(Connection|Edge)$/, ''));
}

export interface NestedField {
  readonly field: GraphQLField<unknown, GraphqlContext>;
  /** `Type.field`. */
  readonly name: string;
}

/** The fields of objects that are ADMINISTRATIVE where the objects are not: all that lead from the others to those types. */
export function administrativeFields(schema: GraphQLSchema): NestedField[] {
  const roots = [schema.getQueryType(), schema.getMutationType()];
  const types = Object.values(schema.getTypeMap()).filter(isObjectType);
  return types.filter((type) => !roots.includes(type) && !isReadByAdministrators(type)).flatMap(administrativeFieldsOf);
}

/** What a mutation answers is not read but by who may change it. */
function isReadByAdministrators({ name }: GraphQLObjectType): boolean {
  return (isAdministrativeType(name) && !LIMITED_TYPES.has(name)) || /(Success|Result)$/.test(name);
}

function administrativeFieldsOf(type: GraphQLObjectType): NestedField[] {
  return Object.values(type.getFields()).flatMap((field) => {
    const name = `${type.name}.${field.name}`;
    const isOne = isAdministrativeType(getNamedType(field.type).name) || ADMINISTRATIVE_FIELDS.has(name);
    return isOne && !LIMITED_FIELDS.has(name) ? [{ field, name }] : [];
  });
}

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildSchema, isObjectType } from 'graphql';
import { OF_ONE_PLACE, WITHOUT_ID } from '../../../console/src/api/embedded-types';

const schema = buildSchema(readFileSync(join(__dirname, '../../../schema/schema.graphql'), 'utf8'));
const roots = [schema.getQueryType(), schema.getMutationType()];
/** Of these the cache knows by their names that they have none. */
const KNOWN = /^__|PageInfo|(Connection|Edge)$/;
const types = Object.values(schema.getTypeMap())
  .filter(isObjectType)
  .filter((type) => !roots.includes(type) && !KNOWN.test(type.name));
const names = (hasId: boolean): string[] =>
  types.filter((type) => 'id' in type.getFields() === hasId).map(({ name }) => name);

describe('the cache of the console', () => {
  it('knows of every type without an id that it has none, and of no other', () => {
    expect([...WITHOUT_ID].sort()).toEqual(names(false).sort());
  });

  it('keeps apart only what there is', () => {
    expect(names(true)).toEqual(expect.arrayContaining([...OF_ONE_PLACE]));
  });
});

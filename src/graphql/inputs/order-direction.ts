import { registerEnumType } from 'type-graphql';

export type OrderDirection = 'ASC' | 'DESC';
export const OrderDirectionEnum: Record<OrderDirection, OrderDirection> = { ASC: 'ASC', DESC: 'DESC' };
registerEnumType(OrderDirectionEnum, {
  name: 'OrderDirection',
  description: 'Which end a list begins with.',
  valuesConfig: { ASC: { description: 'Smallest first.' }, DESC: { description: 'Largest first.' } },
});

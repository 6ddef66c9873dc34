import { registerEnumType } from 'type-graphql';
import { type ClientType, ENDPOINT_STATUSES } from '../../domain/endpoints/endpoint';
import { described, enumOf } from '../enum-of';

export const EndpointStatusEnum = enumOf(ENDPOINT_STATUSES);
registerEnumType(EndpointStatusEnum, {
  name: 'EndpointStatus',
  description: 'Where an endpoint stands. New values may come in minor releases: keep a default branch.',
  valuesConfig: described({
    PENDING: 'It registered, and waits until somebody trusts or rejects it.',
    TRUSTED: 'It gets tokens. See `confirmed` for who trusted it.',
    REJECTED: 'It was turned away, and gets no token.',
    REVOKED: 'It was trusted once, and gets no token any more.',
  }),
});

/** Devices spell the values in lower case. */
export const DeviceTypeEnum = {
  PRINTER: 'printer',
  CHROME_EXTENSION: 'chrome_extension',
  DESKTOP_CLIENT: 'desktop_client',
  MOBILE_DEVICE: 'mobile_device',
  SERVER: 'server',
} as const satisfies Record<string, ClientType>;
registerEnumType(DeviceTypeEnum, {
  name: 'DeviceType',
  description: 'What a device says it is. New values may come in minor releases: keep a default branch.',
  valuesConfig: described<keyof typeof DeviceTypeEnum>({
    PRINTER: 'A printer or another embedded terminal.',
    CHROME_EXTENSION: 'An extension of a browser.',
    DESKTOP_CLIENT: 'A program on somebody’s computer.',
    MOBILE_DEVICE: 'A telephone or tablet.',
    SERVER: 'A server or gateway, which nobody sits at.',
  }),
});

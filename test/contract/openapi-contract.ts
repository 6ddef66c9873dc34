import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv2020, { type ValidateFunction } from 'ajv/dist/2020';
import type { Answered } from '../support/wire';

interface Description {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, object>> };
}

interface Operation {
  readonly operationId: string;
  readonly requestBody?: object;
  readonly responses: Readonly<Record<string, Response>>;
}

interface Response {
  readonly headers?: Readonly<Record<string, { readonly required: boolean; readonly schema: object }>>;
  readonly content?: Readonly<Record<string, { readonly schema: object }>>;
}

/** The committed description: that it is what the code says is CI's to check. */
export const DESCRIPTION = JSON.parse(
  readFileSync(join(__dirname, '../../schema/openapi.json'), 'utf8'),
) as Description;

const ajv = new Ajv2020({ strict: false, allErrors: true });
ajv.addSchema(DESCRIPTION, 'description');

const compiled = new Map<string, ValidateFunction>();

/** A schema of the description by its JSON Pointer. */
function validatorAt(...pointer: string[]): ValidateFunction {
  const escaped = pointer.map((step) => encodeURIComponent(step.replaceAll('~', '~0').replaceAll('/', '~1'))).join('/');
  const known = compiled.get(escaped);
  if (known) return known;
  const validator = ajv.compile({ $ref: `description#/${escaped}` });
  compiled.set(escaped, validator);
  return validator;
}

function faultsAt(value: unknown, ...pointer: string[]): string[] {
  const validate = validatorAt(...pointer);
  return validate(value)
    ? []
    : (validate.errors ?? []).map(({ instancePath, message }) => `${pointer.at(-2)}${instancePath} ${message}`);
}

/** Whether the description takes it as a body. */
export function isDescribedRequest(path: string, body: unknown): boolean {
  return faultsAt(body, 'paths', path, 'post', 'requestBody', 'content', 'application/json', 'schema').length === 0;
}

/** Headers that the description tells of: of the others some are HTTP's own. */
const TELLING = /^(x-keytree-.*|www-authenticate|allow|cache-control)$/;

/** What of an answer is not as the description says; empty where all is. */
export function faultsOf(path: string, method: string, { status, headers, text }: Answered): string[] {
  const described = DESCRIPTION.paths[path]?.[method]?.responses[status];
  if (!described) return [`${method} ${path} has no response ${status}`];
  const at = ['paths', path, method, 'responses', String(status)];
  return [...headerFaults(described, at, headers), ...bodyFaults(described, at, headers['content-type'], text)];
}

function headerFaults(described: Response, at: readonly string[], headers: Answered['headers']): string[] {
  const names = Object.keys(described.headers ?? {});
  const known = names.map((name) => name.toLowerCase());
  return [
    ...Object.keys(headers)
      .filter((name) => TELLING.test(name) && !known.includes(name))
      .map((name) => `${name} is not described`),
    ...names.flatMap((name) => {
      const value = headers[name.toLowerCase()];
      return value === undefined ? [`${name} is missing`] : faultsAt(value, ...at, 'headers', name, 'schema');
    }),
  ];
}

function bodyFaults(described: Response, at: readonly string[], contentType = '', text: string): string[] {
  const type = contentType.replace(/;.*/, '');
  if (!described.content) return text === '' ? [] : ['has a body'];
  if (!(type in described.content)) return [`content type ${type} is not described`];
  const body: unknown = type === 'application/json' ? JSON.parse(text) : text;
  return faultsAt(body, ...at, 'content', type, 'schema');
}

/** Every response that the description has, as `POST /v1/verify 200`. */
export function responsesDescribed(): string[] {
  return Object.entries(DESCRIPTION.paths).flatMap(([path, operations]) =>
    Object.entries(operations).flatMap(([method, { responses }]) =>
      Object.keys(responses).map((status) => `${method.toUpperCase()} ${path} ${status}`),
    ),
  );
}

import { OPERATION_CLASSES, type OperationClass } from '../../domain/decision/codes';

const PATH = '/v1/forward-auth';

export function isForwardAuth(url: string): boolean {
  return url.startsWith(PATH) && (url.length === PATH.length || '?/'.includes(url.charAt(PATH.length)));
}

export interface Configured {
  readonly operation: OperationClass;
  /** As the configuration names it; null where it does not. */
  readonly account: string | null;
}

/**
 * What the proxy's configuration asks for: by parameters, or as `/v1/forward-auth/OPERATION/ACCOUNT/...` for proxies
 * that put the client's own path and parameters behind it, which then count for nothing.
 */
export function configuredIn(url: string): Configured | null {
  return url.startsWith(`${PATH}/`) ? configuredByPath(url) : configuredByParameters(url);
}

function configuredByPath(url: string): Configured | null {
  const [path = ''] = url.slice(PATH.length + 1).split('?', 1);
  const [operation = '', account = ''] = path.split('/', 2);
  try {
    return configured(operation, account === '' ? null : decodeURIComponent(account));
  } catch {
    return null;
  }
}

function configuredByParameters(url: string): Configured | null {
  const parameters = new URLSearchParams(url.slice(PATH.length));
  const names = [...parameters.keys()];
  if (names.some((name, index) => !['operation', 'account'].includes(name) || names.indexOf(name) !== index))
    return null;
  return configured(parameters.get('operation') ?? 'ADMINISTRATIVE', parameters.get('account'));
}

function configured(operation: string, account: string | null): Configured | null {
  const known = OPERATION_CLASSES.find((one) => one === operation);
  return known ? { operation: known, account } : null;
}

import type { Context } from '../context';
import { requireEndpoint } from './require-endpoint';
import { type VisibleEndpoint, visibleEndpoint } from './visible-endpoint';

/** Takes ViewEndpoint on its account. */
export async function getEndpoint(context: Context, input: { readonly endpointId: string }): Promise<VisibleEndpoint> {
  const { endpoint, account } = await requireEndpoint(context, input.endpointId, 'ViewEndpoint');
  return visibleEndpoint(context, endpoint, account.path);
}

import type { FastifyInstance } from 'fastify';

/** Longer than a query may take, shorter than service managers wait before they kill (systemd as we say, Kubernetes). */
const GRACE_MS = 20_000;

/**
 * Closes a server when the requests under way are finished, those that are not within `graceMs` with their connections:
 * node looks after slow requests no longer once its server closes, and who sends nothing would hold up the stop for ever.
 */
export async function closeInTime(server: FastifyInstance, graceMs = GRACE_MS): Promise<void> {
  const late = setTimeout(() => server.server.closeAllConnections(), graceMs);
  await server.close().finally(() => clearTimeout(late));
}

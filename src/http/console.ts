import { join } from 'node:path';
import serveFiles from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import type { ConsolePage } from './console-page';

/** As the console's build leaves it, from this file's place in `src` and in `dist`. */
export const CONSOLE_FOLDER = join(__dirname, '../../console/dist');

const NOT_BUILT = 'The console was not built: run `npm run build`, and start Keytree again.\n';

/** The console at `/`. Its further addresses are the server's handler's of what is not found. */
export async function addConsole(server: FastifyInstance, page: ConsolePage | null, folder: string): Promise<void> {
  server.get('/', (_request, reply) =>
    page ? page.send(reply) : reply.code(404).type('text/plain; charset=utf-8').send(NOT_BUILT),
  );
  if (!page) return;
  await server.register(serveFiles, {
    root: join(folder, 'assets'),
    prefix: '/assets/',
    index: false,
    preCompressed: true,
    decorateReply: false,
    // Their names hold a hash of what is in them.
    immutable: true,
    maxAge: '1y',
  });
}

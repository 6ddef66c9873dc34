import { createHash } from 'node:crypto';
import type { FastifyInstance } from 'fastify';

const WELCOME = `# Keytree's GraphQL API. Ctrl-Enter runs the operation under the cursor.
#
# 1. Write the password into SignIn and run it. (The first start printed name and password.)
# 2. Open "Headers" below and paste, with the accessToken of the answer:
#      { "Authorization": "Bearer kta_..." }
# 3. Press the arrows at the bottom left: the editor reads the schema, and the book at the top left shows it.
# 4. Run Look. Variables go into "Variables" below: { "first": 5 }

mutation SignIn {
  signIn(input: { name: "admin", password: "" }) {
    ... on SignInSuccess {
      accessToken
      refreshToken
    }
    ... on UserError {
      code
      message
    }
  }
}

query Look($first: Int = 20) {
  viewer {
    user {
      name
    }
    account {
      id
      name
      children(first: $first) {
        nodes {
          id
          name
          kind
        }
      }
    }
  }
}
`;

interface Page {
  /** Bytes, which connections share: of a text each would hold a copy for as long as its client takes to read it. */
  readonly html: Buffer;
  readonly etag: string;
  readonly policy: string;
}

let made: Promise<Page> | undefined;

/**
 * The editor keeps what is written in it, the password of SignIn too, in the browser's profile, and knows no switch
 * for that: so it gets the tab's own storage, which ends with the tab.
 */
const FORGETS_WITH_THE_TAB = 'Object.defineProperty(window, "localStorage", { value: window.sessionStorage });';

/** Made at the first visit: the editor is 9 MB of text, which no start should wait for. */
async function makePage(): Promise<Page> {
  const { renderGraphiQL } = await import('@graphql-yoga/render-graphiql');
  const rendered = renderGraphiQL({
    endpoint: '/graphql',
    title: 'Keytree GraphiQL',
    defaultQuery: WELCOME,
    // They hold the token, which the browser should not keep.
    shouldPersistHeaders: false,
  });
  const [head, begin] = [rendered.slice(0, rendered.indexOf('<script>')), '<script>'];
  const html = `${head}${begin}${FORGETS_WITH_THE_TAB}${rendered.slice(head.length + begin.length)}`;
  const script = html.slice(head.length + begin.length, html.lastIndexOf('</script>'));
  return { html: Buffer.from(html), etag: `"${digest(html).slice(0, 22)}"`, policy: policyFor(script) };
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('base64');
}

/** The page's own script alone runs, and speaks to this host alone. The editor sets styles and makes workers from blobs. */
function policyFor(script: string): string {
  return [
    "default-src 'none'",
    `script-src 'sha256-${digest(script)}'`,
    "style-src 'unsafe-inline'",
    "img-src 'self' data:",
    'font-src data:',
    'worker-src blob:',
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}

/** GraphiQL from the npm package, served whole from here: it asks no other host for anything. */
export function addGraphiql(server: FastifyInstance): void {
  server.get('/graphiql', async (request, reply) => {
    made ??= makePage();
    const { html, etag, policy } = await made;
    void reply.headers({ etag, 'cache-control': 'no-cache', 'content-security-policy': policy });
    if (request.headers['if-none-match'] === etag) return reply.code(304).send();
    return reply.type('text/html; charset=utf-8').send(html);
  });
}

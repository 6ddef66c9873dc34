import { inOwnLanguage } from '../texts/refusals';

/** Tokens of a session, as the service answers them: the access token lives in this page's memory, nowhere else. */
interface AccessToken {
  readonly accessToken: string;
  /** ISO 8601. */
  readonly accessExpiresAt: string;
  readonly userId: string;
}

export interface SignInForm {
  readonly account?: { readonly id: string } | { readonly externalId: string } | { readonly domain: string };
  readonly name: string;
  readonly password: string;
}

/**
 * - `unknown`: not asked yet.
 * - `signed-in`, `signed-out`.
 * - `expired`: was signed in, and the session has ended: what is on the page stays until somebody signs in again.
 */
export type SessionState = 'unknown' | 'signed-in' | 'signed-out' | 'expired';

type Message = { readonly kind: 'tokens'; readonly tokens: AccessToken } | { readonly kind: 'signed-out' };

/** The service refused: why, for people, in the language of the page. */
export class SessionRefused extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

/** Tokens that end so soon are replaced before they are used. */
const MARGIN_MS = 20_000;
const LOCK = 'keytree-session';

/**
 * The session that all windows of the browser share. The refresh token is a cookie that no script sees. Refreshing ends
 * the access token before, so windows take turns (Web Locks) and tell each other the new one (BroadcastChannel).
 */
export class Session {
  private tokens: AccessToken | null = null;
  private current: SessionState = 'unknown';
  /** Whose page this is, from the first sign-in until it is left. */
  private userId: string | null = null;
  private readonly listeners = new Set<() => void>();
  private readonly channel = new BroadcastChannel(LOCK);

  constructor() {
    this.channel.onmessage = ({ data }: MessageEvent<Message>) => {
      if (data.kind === 'signed-out') this.end('signed-out');
      else this.take(data.tokens);
    };
  }

  readonly state = (): SessionState => this.current;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  get accessToken(): string | null {
    return this.tokens?.accessToken ?? null;
  }

  endsSoon(): boolean {
    return this.tokens !== null && Date.parse(this.tokens.accessExpiresAt) - Date.now() < MARGIN_MS;
  }

  /** @throws SessionRefused; TypeError where the service cannot be reached. */
  async signIn(form: SignInForm): Promise<void> {
    await inTurn(async () => this.share(await ask('/session', form)));
  }

  /** Resolves when somebody is signed in (again), or nobody is any more. */
  async isDecided(): Promise<void> {
    while (this.current === 'expired') {
      await new Promise<void>((resolve) => {
        const forget = this.subscribe(() => {
          forget();
          resolve();
        });
      });
    }
  }

  /** Tries the cookie. In turn with other windows: who waited takes what the one before got. */
  async refresh(): Promise<void> {
    const before = this.tokens;
    await inTurn(async () => {
      if ((this.tokens !== before && !this.endsSoon()) || this.current === 'expired') return;
      try {
        this.share(await ask('/session/refresh', {}));
      } catch (error) {
        if (!(error instanceof SessionRefused) || error.status !== 401) throw error;
        this.end(this.userId === null ? 'signed-out' : 'expired');
      }
    });
  }

  /** @throws SessionRefused; TypeError where the service cannot be reached: the session goes on then. */
  async signOut(): Promise<void> {
    await inTurn(async () => {
      const headers = this.tokens ? { authorization: `Bearer ${this.tokens.accessToken}` } : undefined;
      const response = await fetch('/session', { method: 'DELETE', ...(headers && { headers }) });
      if (!response.ok) throw new SessionRefused(response.status, response.statusText);
      this.channel.postMessage({ kind: 'signed-out' } satisfies Message);
      this.end('signed-out');
    });
  }

  private share(tokens: AccessToken): void {
    this.channel.postMessage({ kind: 'tokens', tokens } satisfies Message);
    this.take(tokens);
  }

  private take(tokens: AccessToken): void {
    if (this.userId !== null && this.userId !== tokens.userId) {
      // Somebody else signed in, here or in another window: nothing on this page is theirs, least of all what waits.
      window.location.reload();
      return;
    }
    this.userId = tokens.userId;
    this.tokens = tokens;
    this.become('signed-in');
  }

  private end(state: 'signed-out' | 'expired'): void {
    this.tokens = null;
    // Whoever signs in next begins on a page that remembers nothing of this person, not a preview of theirs either.
    if (state === 'signed-out' && this.userId !== null) window.location.assign('/');
    else this.become(state);
  }

  private become(state: SessionState): void {
    this.current = state;
    for (const listener of this.listeners) listener();
  }
}

/** Browsers have locks only where a page came safely (https, or this machine): elsewhere windows cannot take turns. */
async function inTurn(work: () => Promise<void>): Promise<void> {
  await ('locks' in navigator ? navigator.locks.request(LOCK, work) : work());
}

async function ask(path: string, body: object): Promise<AccessToken> {
  const response = await fetch(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
    // Outlives the page: were it reloaded now, the cookie would still be replaced.
    keepalive: true,
  });
  if (response.status === 204) throw new SessionRefused(401, '');
  const answer = (await response.json().catch(() => ({}))) as Partial<AccessToken> & { message?: string };
  if (!response.ok) throw new SessionRefused(response.status, inOwnLanguage(answer.message ?? response.statusText));
  return answer as AccessToken;
}

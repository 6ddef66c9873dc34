import { OAuthError } from '../domain/oauth/oauth-error';

/** Characters of one parameter: more than any token, assertion or key has. */
const MOST_CHARACTERS = 16_384;

/** The parameters of a request's form (RFC 6749, 3.2): one that is empty is the same as one that is not there. */
export class Form {
  private constructor(private readonly parameters: ReadonlyMap<string, string>) {}

  /** @throws OAuthError where a parameter came twice, or is too long */
  static of(body: string): Form {
    const parameters = new Map<string, string>();
    for (const [name, value] of new URLSearchParams(body)) {
      if (parameters.has(name)) throw new OAuthError('invalid_request', `The parameter ${shown(name)} came twice.`);
      if (value.length > MOST_CHARACTERS) throw new OAuthError('invalid_request', `${shown(name)} is too long.`);
      parameters.set(name, value);
    }
    return new Form(parameters);
  }

  get(name: string): string | null {
    const value = this.parameters.get(name);
    return value === undefined || value === '' ? null : value;
  }

  require(name: string): string {
    const value = this.get(name);
    if (value === null) throw new OAuthError('invalid_request', `The parameter ${name} is required.`);
    return value;
  }
}

function shown(name: string): string {
  // RFC 6749, 5.2: what an error may say.
  return name.slice(0, 50).replaceAll(/[^\x20-\x7e]|["\\]/g, '?');
}

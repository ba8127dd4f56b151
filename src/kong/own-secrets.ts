/**
 * Takes what Ballast sent as its proof out of what an answer says: an error page that shows the
 * request's headers would bring the token into the log and the status.
 */

const MASK = '…';
/** Shorter ones would mask ordinary words, and are no secrets. */
const MIN_CHARS = 4;

export interface OwnSecrets {
  readonly token: string | null;
  /** Value of the header `authorization`. */
  readonly authorization: string | null;
}

export function withoutOwnSecrets(text: string, { token, authorization }: OwnSecrets): string {
  const secrets = [token ?? '', ...partsOf(authorization)]
    .flatMap((one) => [one, JSON.stringify(one).slice(1, -1)])
    .filter((one) => one.length >= MIN_CHARS);
  return secrets.reduce((rest, secret) => rest.replaceAll(secret, MASK), text);
}

/** As sent, and of basic authentication the password as text. */
function partsOf(authorization: string | null): readonly string[] {
  const [scheme = '', value = ''] = (authorization ?? '').split(' ');
  if (scheme.toLowerCase() !== 'basic') return [value];
  const login = new TextDecoder().decode(
    Uint8Array.from(atob(value), (byte) => byte.charCodeAt(0)),
  );
  return [value, login.slice(login.indexOf(':') + 1)];
}

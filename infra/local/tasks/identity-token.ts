import type { HttpRequest } from './messages.ts';

/**
 * The `Authorization` header of a task that asks for one: `Bearer` and an unsigned JSON Web Token (`alg: none`) that
 * says who the caller claims to be. It stands for the signed token of the service; nobody else must accept it.
 */
export function authorization(request: HttpRequest, now: number): string | undefined {
  const issuedAt = Math.floor(now / 1000);
  const times = { iat: issuedAt, exp: issuedAt + 3600 };
  if (request.oidcToken) {
    const email = request.oidcToken.serviceAccountEmail;
    const claims = { iss: 'https://accounts.google.com', email, email_verified: true, sub: email, azp: email };
    return bearer({ ...claims, aud: request.oidcToken.audience || request.url, ...times });
  }
  if (request.oauthToken) {
    const { serviceAccountEmail: email, scope } = request.oauthToken;
    return bearer({ email, scope: scope || 'https://www.googleapis.com/auth/cloud-platform', ...times });
  }
  return undefined;
}

function bearer(claims: object): string {
  const [header, payload] = [{ alg: 'none', typ: 'JWT' }, claims].map((part) =>
    Buffer.from(JSON.stringify(part)).toString('base64url'),
  );
  return `Bearer ${header}.${payload}.`;
}

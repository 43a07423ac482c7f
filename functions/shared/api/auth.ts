import { ISSUED_TOKENS } from '../access/keys/tokens.ts';
import { checkProject } from '../catalog/names.ts';
import { configuredAuthenticator } from '../identity/configured.ts';
import type { Credentials } from '../identity/credentials.ts';
import type { Caller } from '../jobs/caller.ts';

/**
 * Returns the caller of a request.
 * @param project the project that the path names
 * @throws UNAUTHENTICATED without a valid token, PERMISSION_DENIED for those who may not use this server
 */
export async function authenticate(credentials: Credentials, project: string): Promise<Caller> {
  const { user } = await configuredAuthenticator(ISSUED_TOKENS)(credentials);
  return { project: checkProject(project), user };
}

/**
 * The caller of a method that needs no token.
 * @throws UNAUTHENTICATED where nothing says who may use this server
 */
export function anyone(project: string): Caller {
  configuredAuthenticator(ISSUED_TOKENS);
  return { project: checkProject(project) };
}

import type { Layer } from '../shared/api/http/exchange.ts';
import { ServiceError } from '../shared/errors.ts';
import { GOOGLE_ISSUERS, GOOGLE_KEYS } from '../shared/identity/configured.ts';
import {
  bearerToken,
  type Credentials,
  invalidCredentials,
  missingCredentials,
} from '../shared/identity/credentials.ts';
import { requireLoopback } from '../shared/identity/loopback.ts';
import { jsonWebTokens } from '../shared/identity/tokens/json-web-token.ts';
import { isSecret } from '../shared/identity/tokens/secret.ts';
import type { TokenVerifier } from '../shared/identity/tokens/verifier.ts';
import { SETTINGS } from '../shared/settings.ts';

/**
 * Lets Cloud Tasks and Cloud Scheduler in, and nobody else. In the cloud they prove who they are by an ID token of Google for this function and
 * of the account that they call as; headers are not believed. The local cloud's call from this machine, or with a secret where one is set.
 */
export const forWakeUps: Layer = (inner) => async (exchange) => {
  const { request, headers } = exchange;
  // A page in a browser cannot send these headers without asking first.
  if (!('x-cloudtasks-queuename' in headers) && !('x-cloudscheduler' in headers)) throw denied();
  const credentials = { headers, remoteAddress: request.socket.remoteAddress };
  if (SETTINGS.tasksEmulator.read() === undefined) await requireTasksAccount(credentials);
  else requireLocalCloud(credentials);
  return inner(exchange);
};

function requireLocalCloud(credentials: Credentials): void {
  const secret = SETTINGS.wakeSecret.read();
  if (secret === undefined) requireLoopback(credentials);
  else if (!isSecret(bearerToken(credentials) ?? '', secret)) throw denied();
}

async function requireTasksAccount(credentials: Credentials): Promise<void> {
  const [audience, account] = [SETTINGS.batchUrl.read(), SETTINGS.tasksServiceAccount.read()];
  if (audience === undefined || account === undefined) {
    throw new ServiceError(
      'PERMISSION_DENIED',
      'This function does not know whom to believe: set TERRANE_BATCH_URL and TERRANE_TASKS_SERVICE_ACCOUNT.',
    );
  }
  const token = bearerToken(credentials);
  if (token === undefined) throw missingCredentials();
  const { email } = await verifierFor(audience)
    .verify(token)
    .catch((error: unknown) => {
      throw invalidCredentials(error);
    });
  if (email !== account.toLowerCase()) throw denied();
}

let known: { readonly audience: string; readonly verifier: TokenVerifier } | undefined;

function verifierFor(audience: string): TokenVerifier {
  if (known?.audience !== audience) {
    known = {
      audience,
      verifier: jsonWebTokens({ issuers: GOOGLE_ISSUERS, keys: GOOGLE_KEYS, audiences: [audience] }),
    };
  }
  return known.verifier;
}

function denied(): ServiceError {
  return new ServiceError('PERMISSION_DENIED', 'Only Cloud Tasks and Cloud Scheduler may call this.');
}

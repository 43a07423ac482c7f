import { AssertionError, verifyAssertion } from '../../shared/access/keys/assertion.ts';
import { issueToken, TOKEN_SECONDS } from '../../shared/access/keys/tokens.ts';
import { readBody } from '../../shared/api/http/body.ts';
import type { Exchange, Layer } from '../../shared/api/http/exchange.ts';
import { ownAddress } from '../../shared/api/http/own-address.ts';
import { type FileReply, jsonText } from '../../shared/api/http/reply.ts';
import { isServiceError } from '../../shared/errors.ts';
import { takesKeys } from '../../shared/identity/auth-mode.ts';
import { countUserRequest } from '../../shared/quota/parties.ts';

/** Where programs get tokens for what they have signed: the `token_uri` of the files that `terrane key create` writes. */
const PATH = '/token';

const GRANT = 'urn:ietf:params:oauth:grant-type:jwt-bearer';

/** The longest form that is read, in bytes. */
const MAX_FORM = 16_384;

/** Errors of OAuth 2 (RFC 6749, 5.2). */
type OAuthCode = 'invalid_request' | 'invalid_grant' | 'unsupported_grant_type' | 'temporarily_unavailable';

/** Tokens for assertions (RFC 7523, 2.1), as Google's `https://oauth2.googleapis.com/token` gives them to service accounts; only where keys are taken. */
export const withTokens: Layer = (inner) => async (exchange) => {
  if (exchange.path !== PATH || !takesKeys()) return inner(exchange);
  try {
    return await grant(exchange);
  } catch (error) {
    if (error instanceof AssertionError) return refusal('invalid_grant', error.message);
    if (!isServiceError(error)) throw error;
    return error.status === 'RESOURCE_EXHAUSTED'
      ? refusal('temporarily_unavailable', error.message, error.httpStatus)
      : refusal('invalid_request', error.message);
  }
};

async function grant({ request, headers, known }: Exchange): Promise<FileReply> {
  Object.assign(known, { method: 'token' });
  if (request.method !== 'POST') return refusal('invalid_request', 'A POST is expected.');
  if (!/^application\/x-www-form-urlencoded\b/i.test(headers['content-type'] ?? '')) {
    return refusal('invalid_request', 'A form is expected: application/x-www-form-urlencoded.');
  }
  const form = new URLSearchParams(await readBody(request, MAX_FORM));
  const grantType = form.get('grant_type');
  if (grantType === null) return refusal('invalid_request', 'Missing required parameter: grant_type');
  if (grantType !== GRANT) return refusal('unsupported_grant_type', `Invalid grant_type: ${grantType.slice(0, 100)}`);
  const assertion = form.get('assertion');
  if (!assertion) return refusal('invalid_request', 'Missing required parameter: assertion');
  const key = await verifyAssertion(assertion, `${ownAddress(headers)}${PATH}`);
  Object.assign(known, { user: key.account, project: key.project });
  countUserRequest({ project: key.project, user: key.account });
  return answer({ access_token: await issueToken(key), token_type: 'Bearer', expires_in: TOKEN_SECONDS }, 200);
}

function refusal(error: OAuthCode, description: string, status = 400): FileReply {
  return answer({ error, error_description: description }, status);
}

function answer(message: object, status: number): FileReply {
  return { ...jsonText(JSON.stringify(message), { 'cache-control': 'no-store', pragma: 'no-cache' }), status };
}

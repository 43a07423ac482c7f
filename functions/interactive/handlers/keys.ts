import { createPublicKey, type KeyObject } from 'node:crypto';
import { deleteKey, type KeyRecord, listKeys, saveKey } from '../../shared/access/keys/records.ts';
import type { Handlers } from '../../shared/api/handler.ts';
import { invalid, notFound, ServiceError } from '../../shared/errors.ts';
import { takesKeys } from '../../shared/identity/auth-mode.ts';
import { ACCOUNT_NAME, isKeyAccount, keyAccount } from '../../shared/identity/key-accounts.ts';

/** Bits of the modulus: fewer are not safe, more take long. */
const MODULUS = { least: 2_048, most: 4_096 };

/** The public exponent: with 1 and 2 anybody can sign, and one as long as the modulus takes as long as signing to check. */
const EXPONENT = { least: 3n, most: 0xffff_ffffn };

/** Longer texts are no public keys, in characters. */
const MAX_PEM = 2_000;

function messageOf({ id, project, account, publicKey, creator, createTime, expireTime }: KeyRecord) {
  return {
    name: `projects/${project}/keys/${id}`,
    account,
    publicKey,
    creator,
    createTime: createTime.toDate().toISOString(),
    ...(expireTime ? { expireTime: expireTime.toDate().toISOString() } : {}),
  };
}

/** A public RSA key, as PEM. @throws INVALID_ARGUMENT, also for a private key, which is to stay where it was made */
function readPublicKey(pem = ''): string {
  if (pem.includes('PRIVATE KEY')) {
    throw invalid("Invalid value at 'publicKey': this is a private key, which no server should see. Make another one.");
  }
  let key: KeyObject | undefined;
  try {
    if (pem.length <= MAX_PEM) key = createPublicKey(pem);
  } catch {}
  if (key && isSound(key)) return String(key.export({ type: 'spki', format: 'pem' }));
  throw invalid(
    `Invalid value at 'publicKey': an RSA key of ${MODULUS.least} to ${MODULUS.most} bits, with the exponent 65537 or the like, is expected, as PEM (BEGIN PUBLIC KEY).`,
  );
}

function isSound({ asymmetricKeyType, asymmetricKeyDetails = {} }: KeyObject): boolean {
  const { modulusLength = 0, publicExponent = 0n } = asymmetricKeyDetails;
  return (
    asymmetricKeyType === 'rsa' &&
    modulusLength >= MODULUS.least &&
    modulusLength <= MODULUS.most &&
    publicExponent >= EXPONENT.least &&
    publicExponent <= EXPONENT.most &&
    publicExponent % 2n === 1n
  );
}

function checkAccount(name = ''): string {
  if (ACCOUNT_NAME.test(name)) return name;
  throw invalid(
    `Invalid value at 'account': up to 30 lower-case letters, digits and dashes, a letter first. Got '${name.slice(0, 100)}'.`,
  );
}

export const KEY_HANDLERS = {
  async 'projects.keys.create'({ body, caller }) {
    if (!takesKeys()) {
      throw new ServiceError('FAILED_PRECONDITION', "This server takes no keys: its TERRANE_AUTH does not name 'key'.");
    }
    const { project, user = '' } = caller;
    if (isKeyAccount(user)) {
      throw new ServiceError(
        'PERMISSION_DENIED',
        `The account ${user} signs in by a key itself, and cannot make others: they are made by people.`,
      );
    }
    const expireTime = body.expireTime === undefined ? undefined : new Date(body.expireTime);
    if (expireTime && expireTime.getTime() <= Date.now()) {
      throw invalid(`Invalid value at 'expireTime': it must be later than now. Got '${body.expireTime}'.`);
    }
    const key = await saveKey({
      project,
      account: keyAccount(checkAccount(body.account), project),
      publicKey: readPublicKey(body.publicKey),
      creator: user,
      ...(expireTime ? { expireTime } : {}),
    });
    return messageOf(key);
  },

  async 'projects.keys.list'({ caller }) {
    return { keys: (await listKeys(caller.project)).map(messageOf) };
  },

  async 'projects.keys.delete'({ params, caller }) {
    const id = params.name.slice(params.name.lastIndexOf('/') + 1);
    if (await deleteKey(caller.project, id)) return {};
    throw notFound(`Key '${params.name.slice(0, 200)}' was not found.`);
  },
} satisfies Handlers;

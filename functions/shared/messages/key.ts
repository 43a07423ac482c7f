import { repeated, string, timestamp } from './field.ts';
import { message } from './message.ts';

/** A key by which a program signs in as an account of a project. Terrane's own: Google's accounts and keys are made by another API. */
export const Key = message('Key', {
  /** `projects/PROJECT/keys/ID`, given by the server; the id is the `kid` of assertions. */
  name: string,
  /** The account: a name in the project when the key is made (`ci`), and its address in replies (`ci@PROJECT.terrane.internal`). */
  account: string,
  /** The public half of an RSA key: SubjectPublicKeyInfo as PEM. */
  publicKey: string,
  /** Who made the key: given by the server. */
  creator: string,
  /** Given by the server. */
  createTime: timestamp,
  /** When it stops counting; never if it is not given. */
  expireTime: timestamp,
});

export const ListKeysResponse = message('ListKeysResponse', { keys: repeated(Key) });

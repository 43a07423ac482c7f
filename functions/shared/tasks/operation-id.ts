import { randomBytes } from 'node:crypto';

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
const LENGTH = 24;
const ID = /^[A-Z2-7]{24}$/;

/** A new operation's id: 120 random bits, as the service writes them. */
export function newOperationId(): string {
  // 256 is a multiple of 32, so every letter is equally likely.
  return Array.from(randomBytes(LENGTH), (byte) => LETTERS[byte % LETTERS.length]).join('');
}

/** Whether a text can be the id of an operation. */
export function isOperationId(text: string): boolean {
  return ID.test(text);
}

import { existsSync, readFileSync } from 'node:fs';
import type { ExpressionMessage } from '../../functions/shared/expression/decode.ts';
import type { Json } from '../../functions/shared/values/value.ts';

/** One request with what a right answer looks like; `../shared/conformance/README.md` says what the fields mean. */
export interface Case {
  readonly id: string;
  readonly expression: ExpressionMessage;
  readonly rootFunction: string | null;
  readonly type: string;
  readonly hasExpected: boolean;
  readonly expected: Json;
  readonly tolerance: Tolerance | null;
  readonly match: 'equal' | 'fields' | 'eigen';
}

export interface Tolerance {
  readonly abs: number;
  readonly rel: number;
}

const FILE = new URL('../../../shared/conformance/cases.json', import.meta.url);

/** All cases; undefined where the folder is not there. */
export function readCases(): readonly Case[] | undefined {
  return existsSync(FILE) ? (JSON.parse(readFileSync(FILE, 'utf8')) as Case[]) : undefined;
}

/** What a case is counted under: the first word of the function whose result it is. */
export function familyOf({ rootFunction }: Case): string {
  return rootFunction === null ? '(plain value)' : rootFunction.split('.')[0];
}

import { conditionNotMet, invalid, notModified } from './errors.ts';

/** The conditions of a call on the live generation of an object (`ifGenerationMatch: 0`: there must be none). */
export interface Preconditions {
  generationMatch?: number;
  generationNotMatch?: number;
  metagenerationMatch?: number;
  metagenerationNotMatch?: number;
}

/** The versions that preconditions are checked against. */
export interface Versioned {
  generation: number;
  metageneration: number;
}

/**
 * Reads the conditions of a query: `ifGenerationMatch` and its three companions; `of: 'Source'` reads
 * `ifSourceGenerationMatch` and so on. 400 where one is not an integer.
 */
export function parsePreconditions(query: URLSearchParams, of: '' | 'Source' = ''): Preconditions {
  return {
    generationMatch: integerParameter(query, `if${of}GenerationMatch`),
    generationNotMatch: integerParameter(query, `if${of}GenerationNotMatch`),
    metagenerationMatch: integerParameter(query, `if${of}MetagenerationMatch`),
    metagenerationNotMatch: integerParameter(query, `if${of}MetagenerationNotMatch`),
  };
}

/** A whole, not negative number of a query, or undefined. 400 for anything else. */
export function integerParameter(query: URLSearchParams, name: string): number | undefined {
  const text = query.get(name);
  if (text === null) return undefined;
  if (!/^\d{1,19}$/.test(text)) throw invalid(`Invalid value for ${name}: '${text}' is not an unsigned integer.`, name);
  return Number(text);
}

/** Checks the conditions of a write against the live object, if any: 412 where one does not hold. */
export function checkWrite(conditions: Preconditions, live: Versioned | undefined): void {
  const generation = live?.generation ?? 0;
  if (conditions.generationMatch !== undefined && conditions.generationMatch !== generation) throw conditionNotMet();
  if (conditions.generationNotMatch === generation) throw conditionNotMet();
  if (conditions.metagenerationMatch !== undefined && conditions.metagenerationMatch !== live?.metageneration) {
    throw conditionNotMet();
  }
  if (conditions.metagenerationNotMatch !== undefined && conditions.metagenerationNotMatch === live?.metageneration) {
    throw conditionNotMet();
  }
}

/** Checks the conditions of a read: 412 where a match fails, 304 where the caller said that it has this version. */
export function checkRead(conditions: Preconditions, live: Versioned): void {
  const { generationMatch, metagenerationMatch } = conditions;
  if (generationMatch !== undefined && generationMatch !== live.generation) throw conditionNotMet();
  if (metagenerationMatch !== undefined && metagenerationMatch !== live.metageneration) throw conditionNotMet();
  if (conditions.generationNotMatch === live.generation) throw notModified();
  if (conditions.metagenerationNotMatch === live.metageneration) throw notModified();
}

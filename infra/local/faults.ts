/** A part of the local cloud in which a fault can be injected. */
export type FaultService = 'firestore' | 'storage' | 'tasks';

/**
 * A fault of one call.
 *
 * - `delay`: carried out after a wait (milliseconds).
 * - `fail`: refused before being carried out, with a gRPC status name (Storage answers the HTTP status that goes with it).
 * - `drop`: carried out, but the answer is lost: the caller sees UNAVAILABLE and cannot tell that it happened.
 * - `duplicate`: delivered twice (Tasks; the other services carry it out once, as their protocols have no redelivery).
 */
export type Fault =
  | { kind: 'delay'; milliseconds: number }
  | { kind: 'fail'; status: FaultStatus }
  | { kind: 'drop' }
  | { kind: 'duplicate' };

/** The statuses that a service can refuse a call with, by their gRPC names. */
export type FaultStatus =
  | 'CANCELLED'
  | 'UNKNOWN'
  | 'INVALID_ARGUMENT'
  | 'DEADLINE_EXCEEDED'
  | 'NOT_FOUND'
  | 'ALREADY_EXISTS'
  | 'PERMISSION_DENIED'
  | 'RESOURCE_EXHAUSTED'
  | 'FAILED_PRECONDITION'
  | 'ABORTED'
  | 'OUT_OF_RANGE'
  | 'UNIMPLEMENTED'
  | 'INTERNAL'
  | 'UNAVAILABLE'
  | 'DATA_LOSS'
  | 'UNAUTHENTICATED';

/** Asked by each server before each call: `method` is the short name (`Commit`, `CreateTask`, `objects.insert`), `bucket` the one of a call to Storage. */
export interface FaultPlan {
  before(service: FaultService, method: string, bucket?: string): Promise<Fault | undefined> | Fault | undefined;
}

/** The calls that a fault strikes: the first `times` matching calls, or each matching call with a `probability`. */
export type FaultRule = { service: FaultService; method?: RegExp; bucket?: string; fault: Fault } & (
  | { times: number; probability?: undefined }
  | { probability: number; times?: undefined }
);

/**
 * A plan from rules: the first rule that matches and strikes decides.
 *
 * Deterministic: the same seed and the same order of calls give the same faults. Each rule draws from its own
 * sequence, so calls to one service do not shift the faults of another.
 */
export function faults(options: { rules: FaultRule[]; seed?: number }): FaultPlan {
  const armed = options.rules.map((rule, index) => ({
    rule,
    left: rule.times ?? Number.POSITIVE_INFINITY,
    random: randomSequence((options.seed ?? 1) + index * 0x9e3779b9),
  }));
  return {
    before(service, method, bucket) {
      for (const entry of armed) {
        const { rule } = entry;
        if (rule.service !== service || entry.left <= 0) continue;
        // `search` ignores `lastIndex`, so that a /g expression keeps no state from call to call.
        if (rule.method && method.search(rule.method) < 0) continue;
        if (rule.bucket !== undefined && rule.bucket !== bucket) continue;
        if (rule.probability !== undefined && entry.random() >= rule.probability) continue;
        entry.left -= 1;
        return rule.fault;
      }
      return undefined;
    },
  };
}

/** Numbers in [0, 1) from a 32-bit seed (mulberry32). */
function randomSequence(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

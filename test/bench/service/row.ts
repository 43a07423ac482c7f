import { median, type Spent } from './spent.ts';

/** A row of the table: medians of paired rounds, and their ratio. */
export interface Row {
  readonly [column: string]: string;
}

/** One round: what Terrane and the peer have spent, on the same work right after one another. */
export interface Round {
  readonly own: Spent;
  readonly peer: Spent | undefined;
}

/**
 * A row for some work.
 * @param unit milliseconds for work of less than a second
 * @param goal what the ratio of the times should not exceed
 */
export function rowOf(work: string, peer: string, rounds: readonly Round[], unit: 's' | 'ms', goal: number): Row {
  const factor = unit === 's' ? 1 : 1_000;
  const digits = unit === 's' ? 2 : 1;
  const own = (of: keyof Spent) => median(rounds.map((round) => round.own[of]));
  const theirs = rounds.flatMap((round) => round.peer ?? []);
  const shown = (seconds: number) => (seconds * factor).toFixed(digits);
  const row = { work: `${work}, ${unit}`, Terrane: shown(own('wall')), "processors'": shown(own('cpu')) };
  if (theirs.length === 0) return row;
  const other = (of: keyof Spent) => median(theirs.map((one) => one[of]));
  return {
    ...row,
    peer,
    'its time': shown(other('wall')),
    "its processors'": shown(other('cpu')),
    ratio: (own('wall') / other('wall')).toFixed(2),
    "processors' ratio": (own('cpu') / other('cpu')).toFixed(2),
    goal: goal.toFixed(2),
  };
}

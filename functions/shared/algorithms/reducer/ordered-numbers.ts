/** Statistics of sorted numbers. */
export interface OrderedNumbers {
  quantile(fraction: number): number | null;
  mode(): number | null;
  meanBetween(from: number, to: number): number | null;
}

/** Results in the order of their items, of which the next few are under way before they are asked for: one waits for files, another computes. */
export async function* computedAhead<Item, Result>(
  items: readonly Item[],
  ahead: number,
  compute: (item: Item) => Promise<Result>,
): AsyncGenerator<Result> {
  const started: Promise<Result>[] = [];
  for (let next = 0, i = 0; i < items.length; i++) {
    for (; next < items.length && next <= i + ahead; next++) {
      const result = compute(items[next]);
      // Of one that fails before its turn comes, or never comes, nobody else hears.
      result.catch(() => undefined);
      started.push(result);
    }
    yield await (started.shift() as Promise<Result>);
  }
}

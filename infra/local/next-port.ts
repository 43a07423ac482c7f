/**
 * Starts a server beside another one: at the port behind that one's, or at any free one if that is taken.
 * @param first the port of the other one; 0 if that is any free one
 * @param given a port that is to be taken instead
 * @throws what `start` throws, if a port that is given is taken
 */
export async function startBeside<T>(
  first: number,
  given: number | undefined,
  start: (port: number) => Promise<T>,
): Promise<T> {
  if (given !== undefined) return start(given);
  return first === 0 ? start(0) : start(first + 1).catch(() => start(0));
}

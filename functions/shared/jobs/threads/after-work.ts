/** How long something has worked so far, in milliseconds: what passed while the operating system let it wait for a processor is not counted. */
export type Worked = () => number;

/** Milliseconds after which it is looked again whether something has worked long enough, at the least. */
const AGAIN = 20;

/**
 * Calls `then` as soon as something has worked for `milliseconds`.
 * @returns calls it off
 */
export function afterWork(milliseconds: number, worked: Worked, then: () => void): () => void {
  let timer: NodeJS.Timeout;
  let isOff = false;
  const wait = (left: number) => {
    // An answer that has arrived at the same time is seen first.
    timer = setTimeout(() => setImmediate(look), left);
  };
  const look = () => {
    if (isOff) return;
    const left = milliseconds - worked();
    if (left <= 0) then();
    else wait(Math.max(left, AGAIN));
  };
  wait(milliseconds - worked());
  return () => {
    isOff = true;
    clearTimeout(timer);
  };
}

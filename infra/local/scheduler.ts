/** The local Cloud Scheduler: calls the sweep every minute. */
export interface LocalScheduler {
  stop(): Promise<void>;
}

const MINUTE = 60_000;

/**
 * Starts calling `/tasks/sweep` of a server. A call that fails is made up for by the next one.
 * @param secret TERRANE_WAKE_SECRET of the server, where it has one
 */
export function startScheduler(url: string, secret?: string): LocalScheduler {
  let running: Promise<unknown> = Promise.resolve();
  const timer = setInterval(() => {
    running = callSweep(url, secret).catch((error: unknown) => console.error('The sweep could not be called:', error));
  }, MINUTE);
  return {
    async stop() {
      clearInterval(timer);
      await running;
    },
  };
}

/** Calls the sweep once. */
export function callSweep(url: string, secret?: string): Promise<Response> {
  return fetch(`${url}/tasks/sweep`, {
    method: 'POST',
    headers: {
      'x-cloudscheduler': 'true',
      'content-type': 'application/json',
      ...(secret === undefined ? {} : { authorization: `Bearer ${secret}` }),
    },
    body: '{}',
  });
}

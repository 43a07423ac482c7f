/** The local Cloud Scheduler: calls the sweep every minute. */
export interface LocalScheduler {
  stop(): Promise<void>;
}

const MINUTE = 60_000;

/** Starts calling `/tasks/sweep` of a server. A call that fails is made up for by the next one. */
export function startScheduler(url: string, milliseconds = MINUTE): LocalScheduler {
  let running: Promise<unknown> = Promise.resolve();
  const timer = setInterval(() => {
    running = fetch(`${url}/tasks/sweep`, {
      method: 'POST',
      headers: { 'x-cloudscheduler': 'true', 'content-type': 'application/json' },
      body: '{}',
    }).catch((error: unknown) => console.error('The sweep could not be called:', error));
  }, milliseconds);
  return {
    async stop() {
      clearInterval(timer);
      await running;
    },
  };
}

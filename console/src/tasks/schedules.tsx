import { effect, signal, untracked } from '@preact/signals';
import type { JSX } from 'preact';
import { shortName } from '../api/assets.ts';
import { changeSchedule, deleteSchedule, listSchedules, type Schedule } from '../api/schedules.ts';
import { project, token } from '../api/session.ts';
import { IconButton } from '../app/icons.tsx';
import { notify, notifyError } from '../app/notices.tsx';
import { refreshTasks } from './tasks.ts';

/** The schedules of the project. */
const schedules = signal<readonly Schedule[]>([]);

async function refresh(): Promise<void> {
  // What cannot be listed is told of by the tasks, which are asked for as well.
  schedules.value = await listSchedules().catch(() => []);
}

// Another project, or another caller.
effect(() => {
  void [project.value, token.value];
  schedules.value = [];
  void untracked(refresh);
});

async function act(work: () => Promise<object>, done: string): Promise<void> {
  try {
    await work();
    notify(done);
  } catch (error) {
    notifyError(error);
  }
  await refresh();
}

/** The schedules, where there are any. */
export function Schedules(): JSX.Element | null {
  if (schedules.value.length === 0) return null;
  return (
    <section aria-label="Schedules">
      <h3>Scheduled</h3>
      {schedules.value.map((schedule) => (
        <ScheduleRow key={schedule.name} {...schedule} />
      ))}
    </section>
  );
}

function ScheduleRow({
  name,
  description,
  cron,
  timeZone = 'UTC',
  state,
  nextRunTime,
  lastError,
}: Schedule): JSX.Element {
  const title = description || shortName(name);
  const isPaused = state === 'PAUSED';
  const forget = () => {
    if (confirm(`Forget the schedule ${title}? What it has started goes on.`))
      void act(() => deleteSchedule(name), `${title} forgotten`);
  };
  const run = () => act(() => changeSchedule(name, 'run'), `${title} started`).then(refreshTasks);
  const turn = () =>
    act(() => changeSchedule(name, isPaused ? 'resume' : 'pause'), isPaused ? `${title} goes on` : `${title} paused`);
  return (
    <article class="task" aria-label={`Schedule ${title}`}>
      <div class="row">
        <span class="name grow" title={name}>
          {title}
        </span>
        <span class="faint">{isPaused ? 'paused' : nextRunTime && new Date(nextRunTime).toLocaleString()}</span>
      </div>
      <div class="row">
        <span class="mono grow">
          {cron} {timeZone}
        </span>
        <button type="button" onClick={() => void run()} aria-label={`Run ${title} now`}>
          Run now
        </button>
        <button type="button" onClick={() => void turn()} aria-label={`${isPaused ? 'Resume' : 'Pause'} ${title}`}>
          {isPaused ? 'Resume' : 'Pause'}
        </button>
        <IconButton name="trash" label={`Forget ${title}`} onClick={forget} />
      </div>
      {lastError && <p class="message">{lastError.message}</p>}
    </article>
  );
}

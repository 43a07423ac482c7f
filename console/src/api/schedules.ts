import { call } from './http.ts';
import { parent } from './session.ts';

/** An export or import at times of a calendar. */
export interface Schedule {
  readonly name: string;
  readonly description?: string;
  readonly cron: string;
  readonly timeZone?: string;
  readonly state: 'ENABLED' | 'PAUSED';
  readonly nextRunTime?: string;
  readonly method?: string;
  readonly lastError?: { readonly message: string };
}

/** The schedules of the project. @throws ApiError */
export async function listSchedules(): Promise<readonly Schedule[]> {
  return (await call<{ schedules?: readonly Schedule[] }>(`${parent.peek()}/schedules?pageSize=100`)).schedules ?? [];
}

/** @throws ApiError */
export function changeSchedule(name: string, change: 'pause' | 'resume' | 'run'): Promise<object> {
  return call(`${name}:${change}`, { body: {} });
}

/** @throws ApiError */
export function deleteSchedule(name: string): Promise<object> {
  return call(name, { method: 'DELETE' });
}

import type { IncomingHttpHeaders, ServerResponse } from 'node:http';
import { saveProfile } from '../../access/profiles.ts';
import { writeLog } from '../../log.ts';
import type { RequestMeasures } from '../../measures/request-measures.ts';

/** By this header callers ask for a profile of what a request costs, as Earth Engine's clients do: `1`. */
const ASKED = 'x-earth-engine-computation-profiling';

/** By this header they are told the id of the profile. */
const TOLD = 'x-earth-engine-computation-profile';

/** Keeps what a request has cost, for its caller, and tells the id in the reply; of one that has computed nothing there is none. */
export async function tellProfile({ profile, user }: RequestMeasures, response: ServerResponse): Promise<void> {
  if (profile.length === 0 || user === undefined) return;
  try {
    response.setHeader(TOLD, await saveProfile(user, profile));
  } catch (error) {
    // The answer is worth more.
    writeLog('WARNING', 'A profile was not kept', { error });
  }
}

/** Whether a caller asks for a profile. */
export function wantsProfile(headers: IncomingHttpHeaders): boolean {
  return headers[ASKED] === '1';
}

import type { Call } from '../../shared/api/handler.ts';
import { checkMessage, type RequestMessage } from '../../shared/api/message.ts';
import type { Method } from '../../shared/api/methods/method.ts';
import { METHODS, type MethodId } from '../../shared/api/methods/table.ts';
import type { Caller } from '../../shared/jobs/caller.ts';
import { classifierExport } from '../submissions/classifier-export.ts';
import { imageExport } from '../submissions/image-export.ts';
import { imageImport } from '../submissions/image-import.ts';
import { mapExport } from '../submissions/map-export.ts';
import type { Submission } from '../submissions/submission.ts';
import { tableExport } from '../submissions/table-export.ts';
import { tableImport } from '../submissions/table-import.ts';
import { videoExport } from '../submissions/video-export.ts';

/** A method that schedules can call. */
export interface ScheduledMethod extends Pick<Method, 'permission'> {
  /** Reads a message as the method itself reads it. */
  read(message: RequestMessage, caller: Caller): Submission;
}

type Submitted<Id extends MethodId> = Pick<Call<Id>, 'body' | 'text' | 'caller'>;

function scheduled<Id extends MethodId>(id: Id, read: (call: Submitted<Id>) => Submission): ScheduledMethod {
  const method: Method = METHODS[id];
  return {
    permission: method.permission,
    read: (message, caller) =>
      read({ body: checkMessage(method, message), text: message.text, caller } as unknown as Submitted<Id>),
  };
}

/** What schedules can call, by the ends of the methods' paths. */
export const SCHEDULED_METHODS: { readonly [verb: string]: ScheduledMethod } = {
  'image:export': scheduled('projects.image.export', imageExport),
  'table:export': scheduled('projects.table.export', tableExport),
  'map:export': scheduled('projects.map.export', mapExport),
  'video:export': scheduled('projects.video.export', videoExport),
  'classifier:export': scheduled('projects.classifier.export', classifierExport),
  'image:import': scheduled('projects.image.import', imageImport),
  'table:import': scheduled('projects.table.import', tableImport),
};

import type { Caller } from '../../jobs/caller.ts';
import { runJob } from '../../jobs/pool.ts';
import { presentJSON, presentValue } from '../../jobs/present.ts';
import type { StandardQuery } from '../methods/query.ts';
import { type FileReply, isFileReply, isStreamReply, jsonBytes, jsonText, type StreamReply } from './reply.ts';

/** A larger reply is written by a worker, so that nobody else waits meanwhile. Bytes. */
const LARGE = 262_144;

/** A handler's answer as the query wants it: some of its fields, with or without line breaks. */
export async function present(
  reply: object | FileReply | StreamReply,
  { fields, prettyPrint }: StandardQuery,
  caller: Caller,
  signal: AbortSignal,
): Promise<FileReply | StreamReply> {
  if (isStreamReply(reply)) return reply;
  const presentation = { fields, prettyPrint };
  if (!isFileReply(reply)) return jsonText(presentValue(reply, presentation));
  const { bytes: json, contentType, headers } = reply;
  const isPlain = !contentType.startsWith('application/json') || reply.status === 304;
  if (isPlain || (fields === undefined && !prettyPrint)) return reply;
  const shown =
    json.length > LARGE
      ? await runJob({ kind: 'present', caller, json, presentation }, signal)
      : presentJSON(json, presentation);
  return jsonBytes(shown, headers);
}

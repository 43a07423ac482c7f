import type { StandardQuery } from '../methods/query.ts';
import { selectFields } from './fields.ts';
import { type FileReply, isFileReply, jsonText } from './reply.ts';

/** A handler's answer as the query wants it: some of its fields, with or without line breaks. */
export function present(reply: object | FileReply, { fields, prettyPrint }: StandardQuery): FileReply {
  const indent = prettyPrint ? 2 : undefined;
  if (isFileReply(reply)) {
    const plain = !reply.contentType.startsWith('application/json') || reply.status === 304;
    if (plain || (fields === undefined && !prettyPrint)) return reply;
    const value: unknown = JSON.parse(Buffer.from(reply.bytes).toString());
    return jsonText(JSON.stringify(fields ? selectFields(value, fields) : value, null, indent), reply.headers);
  }
  return jsonText(JSON.stringify(fields ? selectFields(reply, fields) : reply, null, indent));
}

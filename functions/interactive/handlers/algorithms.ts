import { createHash } from 'node:crypto';
import { describe } from '../../shared/algorithms/listing.ts';
import { REGISTRY } from '../../shared/algorithms/registry.ts';
import type { Handlers } from '../../shared/api/handler.ts';
import { type FileReply, jsonText, matchesTag, notModified } from '../../shared/api/http/reply.ts';

let cached: { readonly reply: FileReply; readonly headers: { readonly etag: string } } | undefined;

/** The list is the same for all: it is written once. */
function listing() {
  if (cached) return cached;
  const text = JSON.stringify({ algorithms: [...REGISTRY.values()].map(describe) });
  const headers = { etag: `"${createHash('sha256').update(text).digest('hex').slice(0, 32)}"` };
  cached = { reply: jsonText(text, headers), headers };
  return cached;
}

export const ALGORITHM_HANDLERS = {
  'projects.algorithms.list'({ headers }) {
    const list = listing();
    return matchesTag(headers, list.headers.etag) ? notModified(list.headers) : list.reply;
  },
} satisfies Handlers;

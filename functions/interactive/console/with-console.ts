import type { IncomingHttpHeaders } from 'node:http';
import type { Exchange, Layer } from '../../shared/api/http/exchange.ts';
import {
  acceptsBrotli,
  acceptsGzip,
  type FileReply,
  jsonText,
  matchesTag,
  notModified,
} from '../../shared/api/http/reply.ts';
import { notFound } from '../../shared/errors.ts';
import { isOpen } from '../../shared/identity/auth-mode.ts';
import { requireLoopback } from '../../shared/identity/loopback.ts';
import { SETTINGS } from '../../shared/settings.ts';
import { type ConsoleFile, readConsole } from './console-files.ts';
import { signInOffer, signInOrigins } from './sign-in.ts';

/** The page in whose frame scripts run: of no origin, so that they reach nothing but what the console does for them. */
const SANDBOX = '/sandbox.html';

/** How to sign in, for the page. */
const SIGN_IN = '/sign-in.json';

const CLOUD_STORAGE = 'https://storage.googleapis.com';

/** Pages of the console are isolated from those of other origins, so that a script can wait for a value (`getInfo()` without a callback). */
const ISOLATED = {
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-embedder-policy': 'require-corp',
  'referrer-policy': 'no-referrer',
};

/** Where the console uploads to beside this server: where that passes uploads on, its pages have nothing to do with Cloud Storage. */
function uploadOrigins(): string[] {
  return SETTINGS.uploadRelay.read() === 'on' ? [] : [SETTINGS.storageEmulator.read() ?? CLOUD_STORAGE];
}

/** What the console may load and call: this server, Cloud Storage for uploads, and Firebase Auth where users sign in by it. */
function pagePolicy(): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    // Attributes of single elements only: the editor sets some.
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' blob: data:",
    ['connect-src', "'self'", ...uploadOrigins(), ...signInOrigins()].join(' '),
    "worker-src 'self'",
    "frame-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}

/** What a user's script may load and call: the official client, and nothing over the network. */
const SANDBOX_POLICY =
  "sandbox allow-scripts; default-src 'none'; script-src 'self' 'unsafe-eval' blob:; worker-src blob:; base-uri 'none'; form-action 'none'; frame-ancestors 'self'";

/** Milliseconds after which a console that was not there is looked for again: `npm start` may still be building it. */
const PATIENCE = 2_000;

let files: ReadonlyMap<string, ConsoleFile> = new Map();
let lookedAt = Number.NEGATIVE_INFINITY;

function builtFiles(): ReadonlyMap<string, ConsoleFile> {
  const now = performance.now();
  if (files.size > 0 || now - lookedAt < PATIENCE) return files;
  lookedAt = now;
  files = readConsole();
  return files;
}

/**
 * Serves the web console at `/`: static files, which call the API as any client does. They are for everybody; in open mode, on this machine. Which
 * page asks for them is all the same: the frame of a script has no origin.
 */
export const withConsole: Layer = (inner) => async (exchange) => {
  const { request, path, headers } = exchange;
  if (request.method !== 'GET' && request.method !== 'HEAD') return inner(exchange);
  if (path === SIGN_IN) return offerReply(exchange);
  const file = builtFiles().get(path === '/index.html' ? '/' : path);
  if (file) {
    if (isOpen()) requireLoopback({ headers, remoteAddress: request.socket.remoteAddress });
    return fileReply(path, file, headers);
  }
  if (path === '/') throw notFound('The web console has not been built: npm run console.');
  return inner(exchange);
};

/** What the page is told of how to sign in: nothing that is a secret. */
function offerReply({ headers, request }: Exchange): FileReply {
  if (isOpen()) requireLoopback({ headers, remoteAddress: request.socket.remoteAddress });
  return jsonText(JSON.stringify(signInOffer()), { 'cache-control': 'no-cache' });
}

function fileReply(path: string, file: ConsoleFile, request: IncomingHttpHeaders): FileReply {
  const { etag } = file;
  const kept = {
    etag,
    'cache-control': file.hashed ? 'public, max-age=31536000, immutable' : 'no-cache',
    vary: 'Accept-Encoding',
  };
  if (matchesTag(request, etag)) return notModified(kept);
  const headers = { ...kept, ...(file.contentType.startsWith('text/html') ? pageHeaders(path) : SCRIPTS) };
  const { contentType, brotli, gzip, bytes } = file;
  if (brotli && acceptsBrotli(request)) {
    return { bytes: brotli, contentType, headers: { ...headers, 'content-encoding': 'br' } };
  }
  if (gzip && acceptsGzip(request)) {
    return { bytes: gzip, contentType, headers: { ...headers, 'content-encoding': 'gzip' } };
  }
  return { bytes, contentType, headers };
}

/** The frame of a script has no origin: for it, the console's scripts are those of another one. Workers need the policy of their page. */
const SCRIPTS = { 'cross-origin-resource-policy': 'cross-origin', 'cross-origin-embedder-policy': 'require-corp' };

function pageHeaders(path: string): Record<string, string> {
  return { ...ISOLATED, 'content-security-policy': path === SANDBOX ? SANDBOX_POLICY : pagePolicy() };
}

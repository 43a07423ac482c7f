import { ApiError, call } from './http.ts';
import { parent } from './session.ts';

/** Attempts at sending what is left of a file, and the first wait between two of them in milliseconds. */
const ATTEMPTS = 6;
const FIRST_WAIT = 500;

interface Session {
  readonly uri: string;
  readonly uploadUrl: string;
}

/**
 * Sends a file to Cloud Storage, by a session that the server has begun. Where the connection breaks it goes on from what has arrived.
 * @param report is called with the part that has been sent, 0 to 1
 * @returns its gs:// URI
 * @throws ApiError
 */
export async function uploadFile(file: File, report: (part: number) => void, signal: AbortSignal): Promise<string> {
  const { uri, uploadUrl } = await call<Session>(`${parent.peek()}/uploads`, {
    body: { name: file.name, size: String(file.size), ...(file.type ? { contentType: file.type } : {}) },
    signal,
  });
  let begin = 0;
  for (let attempt = 1; ; attempt++) {
    const status = await put(uploadUrl, file, begin, (sent) => report((begin + sent) / file.size), signal);
    if (status === 200 || status === 201) return uri;
    if (status >= 400 && status < 500 && status !== 408 && status !== 429)
      throw new ApiError(status, `Cloud Storage refused the file (${status}).`);
    if (attempt === ATTEMPTS) throw new ApiError(status, 'The connection broke off several times. Try again.');
    await new Promise((resolve) => setTimeout(resolve, FIRST_WAIT * 2 ** (attempt - 1)));
    begin = await received(uploadUrl, file.size, begin, signal);
    if (begin >= file.size) return uri;
  }
}

/** Sends the rest of a file. @returns the HTTP status; 0 if the connection broke */
function put(
  url: string,
  file: File,
  begin: number,
  report: (sent: number) => void,
  signal: AbortSignal,
): Promise<number> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const stop = () => request.abort();
    signal.addEventListener('abort', stop, { once: true });
    request.upload.addEventListener('progress', ({ loaded }) => report(loaded));
    request.addEventListener('loadend', () => {
      signal.removeEventListener('abort', stop);
      if (signal.aborted) reject(signal.reason);
      else resolve(request.status);
    });
    request.open('PUT', url);
    if (begin > 0) request.setRequestHeader('content-range', `bytes ${begin}-${file.size - 1}/${file.size}`);
    request.send(file.slice(begin, file.size, file.type));
  });
}

/** How many bytes have arrived. */
async function received(url: string, size: number, known: number, signal: AbortSignal): Promise<number> {
  try {
    const reply = await fetch(url, { method: 'PUT', headers: { 'content-range': `bytes */${size}` }, signal });
    const [, last] = /bytes=0-(\d+)/.exec(reply.headers.get('range') ?? '') ?? [];
    if (reply.status === 200 || reply.status === 201) return size;
    return last === undefined ? 0 : Number(last) + 1;
  } catch (error) {
    if (signal.aborted) throw error;
    return known;
  }
}

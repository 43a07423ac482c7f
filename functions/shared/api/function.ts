import { answerMethods, type MethodOptions } from './answer-methods.ts';
import type { Layer } from './http/exchange.ts';
import { type HttpFunction, serve } from './http/serve.ts';

/**
 * A function of the functions framework that serves methods of the API, and nothing else.
 * @param files a layer that answers before anybody is asked who they are, or which page they call for: what is for everybody
 */
export function createFunction(options: MethodOptions, files?: Layer): HttpFunction {
  return serve(options.name, answerMethods(options), files);
}

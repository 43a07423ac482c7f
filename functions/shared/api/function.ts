import { answerMethods, type MethodOptions } from './answer-methods.ts';
import { type HttpFunction, serve } from './http/serve.ts';

/** A function of the functions framework that serves methods of the API, and nothing else. */
export function createFunction(options: MethodOptions): HttpFunction {
  return serve(options.name, answerMethods(options));
}

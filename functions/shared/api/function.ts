import { answerMethods, type MethodOptions } from './answer-methods.ts';
import type { Layer } from './http/exchange.ts';
import { type HttpFunction, serve } from './http/serve.ts';

/** What a function answers beside the methods of the API. */
export interface Layers {
  /** Answers before anybody is asked who they are, or which page they call for: what is for everybody. */
  readonly files?: Layer;
  /** Answers before anybody is asked who they are, to pages that may call only. */
  readonly signIn?: Layer;
}

/** A function of the functions framework that serves methods of the API, and what the layers answer. */
export function createFunction(options: MethodOptions, { files, signIn }: Layers = {}): HttpFunction {
  const methods = answerMethods(options);
  return serve(options.name, signIn ? signIn(methods) : methods, files);
}

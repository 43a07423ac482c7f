import { string, struct } from './field.ts';
import { type Content, message } from './message.ts';

/**
 * An expression, of which only the outer form is checked here. Its nodes may be a chain of a hundred thousand levels, so workers decode
 * them from the text of the request.
 */
export const Expression = message('Expression', { result: string, values: struct });
export type Expression = Content<typeof Expression>;

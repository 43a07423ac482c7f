import type { Json } from '../values/value.ts';
import type { Algorithm } from './declare.ts';

/** An algorithm as the reply of `algorithms` has it (the message Algorithm of the REST API). */
export function describe(algorithm: Algorithm): Json {
  return {
    name: `algorithms/${algorithm.name}`,
    description: algorithm.description,
    returnType: clientType(algorithm.returns),
    arguments: algorithm.parameters.map(([name, { type, optional, defaultValue, description }]) => ({
      argumentName: name,
      type: clientType(type.name),
      ...(description === undefined ? {} : { description }),
      ...(optional ? { optional: true, defaultValue: defaultValue ?? null } : {}),
    })),
    ...(algorithm.hidden ? { hidden: true } : {}),
    ...(algorithm.deprecated === undefined ? {} : { deprecated: true, deprecationReason: algorithm.deprecated }),
  };
}

/** The type names that clients know: without the details of images' bands. */
function clientType(name: string): string {
  return name.replaceAll('Image<unknown bands>', 'Image').replace('<any>', 'Object');
}

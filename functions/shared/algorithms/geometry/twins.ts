import { Geometry } from '../../geometry/geometry.ts';
import { positionsOf } from '../../geometry/positions.ts';
import { andThen, type Json, type Value } from '../../values/value.ts';
import type { Element } from '../collection/element.ts';
import { Feature } from '../collection/feature.ts';
import { elementType } from '../collection/types.ts';
import { type Algorithm, type Arguments, algorithm, type Parameters } from '../declare.ts';
import { $call, type Example } from '../example.ts';
import { required } from '../parameter.ts';
import { elementGeometry } from './element-geometry.ts';
import { geometryType } from './types.ts';

/** An algorithm on one geometry, which there is for features as well. */
interface Unary<P extends Parameters> {
  readonly name: string;
  readonly description: string;
  /** The return type of the one for geometries; that for features is the same, or a feature. */
  readonly returns: string;
  readonly featureReturns?: string;
  readonly parameters: P;
  readonly examples: readonly Example[];
  readonly run: (geometry: Geometry, args: Arguments<P>) => Value;
}

/** An algorithm on two geometries, likewise. */
interface Binary<P extends Parameters> extends Omit<Unary<P>, 'run'> {
  readonly run: (left: Geometry, right: Geometry, args: Arguments<P>) => Value;
}

/** `Geometry.NAME(geometry, …)` and `Feature.NAME(feature, …)`. */
export function unary<const P extends Parameters>(spec: Unary<P>): Algorithm[] {
  return [
    algorithm({
      name: `Geometry.${spec.name}`,
      description: spec.description,
      returns: spec.returns,
      parameters: { geometry: required(geometryType), ...spec.parameters },
      examples: spec.examples,
      run: (args, context) => {
        const { geometry } = args as unknown as { geometry: Geometry };
        context.spend(positionsOf(geometry).length);
        return spec.run(geometry, args as unknown as Arguments<P>);
      },
    }),
    algorithm({
      name: `Feature.${spec.name}`,
      description: ofFeature(spec),
      returns: spec.featureReturns ?? featureType(spec.returns),
      parameters: { feature: required(elementType), ...spec.parameters },
      examples: spec.examples.map((example) => featureExample(example, spec.returns)),
      run: (args, context) => {
        const { feature } = args as unknown as { feature: Element };
        return andThen(elementGeometry(feature), (geometry) => {
          context.spend(positionsOf(geometry).length);
          return placed(spec, feature, spec.run(geometry, args as unknown as Arguments<P>));
        });
      },
    }),
  ];
}

/** `Geometry.NAME(left, right, …)` and `Feature.NAME(left, right, …)`. */
export function binary<const P extends Parameters>(spec: Binary<P>): Algorithm[] {
  return [
    algorithm({
      name: `Geometry.${spec.name}`,
      description: spec.description,
      returns: spec.returns,
      parameters: { left: required(geometryType), right: required(geometryType), ...spec.parameters },
      examples: spec.examples,
      run: (args, context) => {
        const { left, right } = args as unknown as { left: Geometry; right: Geometry };
        context.spend(positionsOf(left).length + positionsOf(right).length);
        return spec.run(left, right, args as unknown as Arguments<P>);
      },
    }),
    algorithm({
      name: `Feature.${spec.name}`,
      description: ofFeature(spec),
      returns: spec.featureReturns ?? featureType(spec.returns),
      parameters: { left: required(elementType), right: required(elementType), ...spec.parameters },
      examples: spec.examples.map((example) => featureExample(example, spec.returns)),
      run: (args, context) => {
        const { left, right } = args as unknown as { left: Element; right: Element };
        return andThen(elementGeometry(left), (one) =>
          andThen(elementGeometry(right), (other) => {
            context.spend(positionsOf(one).length + positionsOf(other).length);
            return placed(spec, left, spec.run(one, other, args as unknown as Arguments<P>));
          }),
        );
      },
    }),
  ];
}

function ofFeature({ description, returns }: { description: string; returns: string }): string {
  const text = description.charAt(0).toLowerCase() + description.slice(1);
  return returns === 'Geometry'
    ? `The feature with another geometry: ${text}`
    : `For the geometries of features: ${text}`;
}

function featureType(returns: string): string {
  return returns === 'Geometry' ? 'Feature' : returns;
}

/** A geometry that was computed from a feature's takes its place. */
function placed({ returns }: { returns: string }, element: Element, result: Value): Value {
  if (returns !== 'Geometry' || !(result instanceof Geometry)) return result;
  return element instanceof Feature ? element.withGeometry(result) : new Feature(result, element.properties);
}

/** The example of the geometries' algorithm, for features that have those geometries. */
function featureExample({ args, result }: Example, returns: string): Example {
  const entries = Object.entries(args).map(([key, value]): [string, Json] => {
    if (key === 'geometry') return ['feature', $call('Feature', { geometry: value })];
    return key === 'left' || key === 'right' ? [key, $call('Feature', { geometry: value })] : [key, value];
  });
  return {
    args: Object.fromEntries(entries),
    result: returns === 'Geometry' ? { type: 'Feature', geometry: result, properties: {} } : result,
  };
}

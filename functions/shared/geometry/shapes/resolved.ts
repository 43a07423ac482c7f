import type { Exactness } from '../exactness.ts';
import type { Geometry } from '../geometry.ts';
import { computed } from '../overlay/overlay.ts';
import { drawn } from '../overlay/parts.ts';
import { isEmpty, isUnbounded } from '../parts.ts';

/** The geometry with its parts united: nothing of it overlaps, and no ring crosses itself. */
export function resolved(geometry: Geometry, exactness: Exactness = {}): Geometry {
  if (isEmpty(geometry) || isUnbounded(geometry)) return geometry;
  return computed([geometry], exactness, ({ trace, keeps }) => drawn(trace, geometry, keeps));
}

/** The geometry as it is if it is of one part, its parts united otherwise. */
export function dissolved(geometry: Geometry, exactness: Exactness = {}): Geometry {
  const { type } = geometry.shape;
  return type.startsWith('Multi') || type === 'GeometryCollection' ? resolved(geometry, exactness) : geometry;
}

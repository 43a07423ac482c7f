import { wrong } from '../../errors.ts';
import type { Geometry } from '../../geometry/geometry.ts';
import { s2CellPolygon, s2TokenId } from '../../geometry/s2-cell.ts';
import { isIntegerValue, isNumberValue, toDouble } from '../../values/number.ts';
import type { Json } from '../../values/value.ts';
import { algorithm } from '../declare.ts';
import * as t from '../language/types.ts';
import { type ParameterType, required } from '../parameter.ts';

/** An id of 64 bits, which a double would round: the number's own form is looked at. */
const cellId: ParameterType<bigint> = {
  name: t.long.name,
  coerce: (value) => {
    if (typeof value === 'bigint') return value;
    return isNumberValue(value) && isIntegerValue(value) ? BigInt(toDouble(value)) : undefined;
  },
};

function polygonOf(id: bigint | undefined, text: string): Geometry {
  const polygon = id === undefined ? undefined : s2CellPolygon(id);
  if (polygon === undefined) throw wrong(`Invalid S2 cell: ${text}.`);
  return polygon;
}

const FACE: Json = {
  type: 'Polygon',
  coordinates: [
    [
      [-45, -35.264389682754654],
      [45, -35.264389682754654],
      [45, 35.264389682754654],
      [-45, 35.264389682754654],
      [-45, -35.264389682754654],
    ],
  ],
};

/** Cells of the S2 grid as polygons. */
export const S2_CELLS = [
  ...['Geometry.fromS2CellId', 'Geometry.s2Cell'].map((name) =>
    algorithm({
      name,
      description: 'The polygon of the S2 cell with an id of 64 bits.',
      returns: 'Geometry',
      parameters: { cellId: required(cellId) },
      examples: [{ args: { cellId: 2 ** 60 }, result: FACE }],
      run: ({ cellId }) => polygonOf(cellId, String(cellId)),
    }),
  ),
  algorithm({
    name: 'Geometry.fromS2CellToken',
    description: 'The polygon of the S2 cell with a token: its id in hexadecimal, without the zeros at the end.',
    returns: 'Geometry',
    parameters: { cellToken: required(t.string) },
    examples: [{ args: { cellToken: '1' }, result: FACE }],
    run: ({ cellToken }) => polygonOf(s2TokenId(cellToken), cellToken),
  }),
];

import { describe, expect, it } from 'vitest';
import { Geometry, type Shape } from '../../geometry/geometry.ts';
import { TypedNumber } from '../../values/number.ts';
import type { Value } from '../../values/value.ts';
import { openCsv } from '../csv/csv-table.ts';
import { geoJsonRows } from '../geojson/geojson-table.ts';
import type { TableRow } from '../row.ts';
import { collected, DEFAULTS, fileOf } from '../source-files.testing.ts';
import { csvText } from './csv.ts';
import { geoJsonText } from './geojson.ts';
import { kmlText } from './kml.ts';

function row(id: string | undefined, shape: Shape | null, properties: { [name: string]: Value }): TableRow {
  return {
    id,
    geometry: shape && new Geometry(shape, undefined, false),
    properties: new Map(Object.entries(properties)),
  };
}

async function* of(...rows: TableRow[]) {
  yield* rows;
}

async function textOf(pieces: AsyncIterable<string>): Promise<string> {
  return (await collected(pieces)).join('');
}

const LINE: Shape = {
  type: 'LineString',
  coordinates: [
    [0, 0],
    [1, 2],
  ],
};
const ROWS = [
  row(
    'a',
    { type: 'Point', coordinates: [1, -2.5] },
    { text: 'x, "y"\nz', number: 1.5, whole: new TypedNumber(2, 'Float'), long: 2n ** 60n },
  ),
  row('b', LINE, { text: ' padded ', list: [1, 'a'], yes: true }),
  row(undefined, null, {}),
];

describe('CSV', () => {
  it('has the columns of the first row, the index, and the geometry', async () => {
    expect(await textOf(csvText(of(...ROWS), []))).toBe(
      'system:index,long,number,text,whole,.geo\n' +
        'a,1152921504606846976,1.5,"x, ""y""\nz",2,"{""type"":""Point"",""coordinates"":[1,-2.5]}"\n' +
        'b,,," padded ",,"{""type"":""LineString"",""coordinates"":[[0,0],[1,2]],""geodesic"":false}"\n' +
        ',,,,,\n',
    );
  });

  it('has the columns that are asked for, also without a row', async () => {
    expect(await textOf(csvText(of(...ROWS), ['yes', 'list', 'none']))).toBe(
      'yes,list,none\n,,\ntrue,"[1,""a""]",\n,,\n',
    );
    expect(await textOf(csvText(of(), ['a']))).toBe('a\n');
    expect(await textOf(csvText(of(), []))).toBe('');
  });

  it('is read as it was written', async () => {
    const text = await textOf(csvText(of(...ROWS.slice(0, 2)), ['.geo', 'text', 'number']));
    const { rows } = await openCsv(fileOf(text), DEFAULTS);
    const read = await collected(rows());
    expect(read.map(({ geometry }) => geometry?.encode())).toEqual(
      ROWS.slice(0, 2).map(({ geometry }) => geometry?.encode()),
    );
    expect(read.map(({ properties }) => properties.get('text'))).toEqual(['x, "y"\nz', ' padded ']);
  });
});

describe('GeoJSON', () => {
  it('is read as it was written', async () => {
    const rows = await collected(geoJsonRows(fileOf(await textOf(geoJsonText(of(...ROWS)))), DEFAULTS));
    expect(rows.map(({ geometry }) => geometry?.encode())).toEqual(ROWS.map(({ geometry }) => geometry?.encode()));
    expect(Object.fromEntries(rows[1].properties)).toEqual({ id: 'b', text: ' padded ', list: [1, 'a'], yes: true });
  });

  it('may have no features', async () => {
    expect(JSON.parse(await textOf(geoJsonText(of())))).toEqual({ type: 'FeatureCollection', features: [] });
  });
});

describe('KML', () => {
  it('has placemarks with shapes and data, and nothing that XML forbids', async () => {
    const hole: Shape = {
      type: 'Polygon',
      coordinates: [
        [
          [0, 0],
          [4, 0],
          [4, 4],
          [0, 0],
        ],
        [
          [1, 1],
          [2, 1],
          [2, 2],
          [1, 1],
        ],
      ],
    };
    const text = await textOf(
      kmlText(
        of(
          row('a', hole, { 'a<b': '&"\u0001' }),
          row(
            undefined,
            {
              type: 'MultiPoint',
              coordinates: [
                [1, 2],
                [3, 4],
              ],
            },
            {},
          ),
        ),
      ),
    );
    expect(text).toContain(
      '<Placemark><name>a</name><ExtendedData><Data name="a&#60;b"><value>&#38;&#34;</value></Data></ExtendedData>' +
        '<Polygon><outerBoundaryIs><LinearRing><coordinates>0,0 4,0 4,4 0,0</coordinates></LinearRing></outerBoundaryIs>' +
        '<innerBoundaryIs><LinearRing><coordinates>1,1 2,1 2,2 1,1</coordinates></LinearRing></innerBoundaryIs></Polygon></Placemark>',
    );
    expect(text).toContain(
      '<MultiGeometry><Point><coordinates>1,2</coordinates></Point><Point><coordinates>3,4</coordinates></Point></MultiGeometry>',
    );
  });
});

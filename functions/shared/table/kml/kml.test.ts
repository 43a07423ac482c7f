import { describe, expect, it } from 'vitest';
import { TypedNumber } from '../../values/number.ts';
import { collected, DEFAULTS, fileOf } from '../source-files.testing.ts';
import { kmlText } from '../text/kml.ts';
import { kmlRows } from './kml-table.ts';

async function read(text: string, piece = 7) {
  const rows = await collected(kmlRows(fileOf(text, piece), DEFAULTS));
  return rows.map(({ geometry, properties }) => ({
    geometry: geometry?.encode() ?? null,
    properties: Object.fromEntries(properties),
  }));
}

function document(content: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n<kml xmlns="http://www.opengis.net/kml/2.2"><Document>${content}</Document></kml>`;
}

const point = '<Point><coordinates>1,2,3</coordinates></Point>';

describe('a KML document', () => {
  it('has Placemarks, with names, descriptions, times and extended data', async () => {
    const text = document(`
      <name>not a feature</name>
      <Schema id="s"><SimpleField type="int" name="count"/><SimpleField type="float" name="share"/></Schema>
      <Folder><Placemark id="x">
        <name>Köln &amp; co</name><description><![CDATA[<b>bold</b>]]></description><Style><name>no</name></Style>
        <TimeSpan><begin>2020</begin><end>2021</end></TimeSpan>
        <ExtendedData>
          <Data name="a"><displayName>shown</displayName><value>1</value></Data><Data name="empty"><value/></Data>
          <SchemaData schemaUrl="#s"><SimpleData name="count">7</SimpleData><SimpleData name="share">2</SimpleData></SchemaData>
        </ExtendedData>
        ${point}
      </Placemark></Folder>
      <Placemark><TimeStamp><when>2020-01-02</when></TimeStamp></Placemark>`);
    const expected = [
      {
        geometry: { type: 'Point', coordinates: [1, 2] },
        properties: {
          name: 'Köln & co',
          description: '<b>bold</b>',
          begin: '2020',
          end: '2021',
          a: '1',
          count: new TypedNumber(7, 'Long'),
          share: new TypedNumber(2, 'Float'),
        },
      },
      { geometry: null, properties: { when: '2020-01-02' } },
    ];
    for (const piece of [1, 5, 10_000]) expect(await read(text, piece)).toEqual(expected);
  });

  it('has all kinds of geometries', async () => {
    const ring = (size: number) =>
      `<LinearRing><coordinates>0,0 ${size},0 ${size}, ${size} 0,0,5</coordinates></LinearRing>`;
    const shapes = [
      '<LineString><coordinates>\n 0,0,1\t1,1,1 </coordinates></LineString>',
      ring(1),
      `<Polygon><outerBoundaryIs>${ring(4)}</outerBoundaryIs><innerBoundaryIs>${ring(1)}</innerBoundaryIs></Polygon>`,
      `<MultiGeometry>${point}${point}</MultiGeometry>`,
      `<MultiGeometry><MultiGeometry>${point}</MultiGeometry><LineString><coordinates>0,0 1,1</coordinates></LineString></MultiGeometry>`,
      '<Polygon><outerBoundaryIs><LinearRing><coordinates>0,0 1,0 1,1</coordinates></LinearRing></outerBoundaryIs></Polygon>',
    ];
    const rows = await read(document(shapes.map((shape) => `<Placemark>${shape}</Placemark>`).join('')));
    const corners = (size: number) => [
      [0, 0],
      [size, 0],
      [size, size],
      [0, 0],
    ];
    expect(rows.map(({ geometry }) => geometry)).toMatchObject([
      {
        type: 'LineString',
        coordinates: [
          [0, 0],
          [1, 1],
        ],
      },
      { type: 'LinearRing', coordinates: corners(1) },
      { type: 'Polygon', coordinates: [corners(4), corners(1)] },
      {
        type: 'MultiPoint',
        coordinates: [
          [1, 2],
          [1, 2],
        ],
      },
      { type: 'GeometryCollection', geometries: [{ type: 'MultiPoint' }, { type: 'LineString' }] },
      { type: 'Polygon', coordinates: [corners(1)] },
    ]);
  });

  it('may be one of ours', async () => {
    const rows = await collected(kmlRows(fileOf(document(`<Placemark><name>ü</name>${point}</Placemark>`)), DEFAULTS));
    const text = (
      await collected(
        kmlText(
          (async function* () {
            yield* rows;
          })(),
        ),
      )
    ).join('');
    expect(await read(text)).toEqual([{ geometry: { type: 'Point', coordinates: [1, 2] }, properties: { name: 'ü' } }]);
  });

  it.each([
    [document(''), 'There is no Placemark in the KML document.'],
    ['no XML', 'Malformed XML'],
    [document('<Placemark>').replace('</Document>', ''), 'Malformed XML'],
    ['<kml><Placemark/>', 'Malformed XML'],
    [
      document(`<Placemark>${point}</Placemark><Placemark><Point><coordinates>a,b</coordinates></Point></Placemark>`),
      "Placemark 2: Malformed KML: 'a,b' are no coordinates.",
    ],
    [document('<Placemark><Point><coordinates>1,95</coordinates></Point></Placemark>'), 'are not on the Earth'],
    [
      document('<Placemark><LinearRing><coordinates>0,0 1,1</coordinates></LinearRing></Placemark>'),
      'at least three corners',
    ],
    [
      `<!DOCTYPE k [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>${document('<Placemark><name>&b;</name></Placemark>').replace(/<\?.*\?>\n/, '')}`,
      'Invalid character entity',
    ],
    ['<a>'.repeat(10_000), 'nested deeper than 200 elements'],
  ])('is refused: %j', async (text, message) => {
    await expect(read(text)).rejects.toMatchObject({
      status: 'INVALID_ARGUMENT',
      message: expect.stringContaining(message),
    });
  });
});

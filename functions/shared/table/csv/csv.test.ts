import { describe, expect, it } from 'vitest';
import { parseCrs } from '../../raster/crs/crs.ts';
import { TypedNumber } from '../../values/number.ts';
import { collected, DEFAULTS, fileOf } from '../source-files.testing.ts';
import { type CsvOptions, openCsv } from './csv-table.ts';

async function noteOf(text: string, options: Partial<CsvOptions> = {}) {
  return (await openCsv(fileOf(text), { ...DEFAULTS, ...options })).note;
}

async function read(text: string | Uint8Array, options: Partial<CsvOptions> = {}, piece?: number) {
  const { columns, rows } = await openCsv(fileOf(text, piece), { ...DEFAULTS, ...options });
  const features = (await collected(rows())).map(({ geometry, properties }) => ({
    geometry: geometry?.encode() ?? null,
    properties: Object.fromEntries(properties),
  }));
  return { columns: Object.fromEntries(columns.map(({ name, type }) => [name, type])), features };
}

describe('a CSV file', () => {
  it('has points at longitude and latitude, and columns of the types of their values', async () => {
    const { columns, features } = await read(
      'name,longitude,latitude,count,big,share,empty\nOlinda,-34.9,-8,3,99999999999,1,\n"Recife, PE",-35,-8.05,-4,1,0.5,\n',
    );
    expect(columns).toEqual({
      name: 'String',
      longitude: 'Float',
      latitude: 'Float',
      count: 'Integer',
      big: 'Long',
      share: 'Float',
      empty: 'String',
    });
    expect(features).toEqual([
      {
        geometry: { type: 'Point', coordinates: [-34.9, -8] },
        properties: {
          name: 'Olinda',
          longitude: -34.9,
          latitude: new TypedNumber(-8, 'Float'),
          count: 3,
          big: 99999999999,
          share: new TypedNumber(1, 'Float'),
        },
      },
      {
        geometry: { type: 'Point', coordinates: [-35, -8.05] },
        properties: {
          name: 'Recife, PE',
          longitude: new TypedNumber(-35, 'Float'),
          latitude: -8.05,
          count: -4,
          big: new TypedNumber(1, 'Long'),
          share: 0.5,
        },
      },
    ]);
  });

  it('is the same in whatever pieces it comes, with or without a byte order mark and carriage returns', async () => {
    const text = 'a,b\n1,"x ""y""\nz"\n2, ü ,\n'.replace(',\n', '\n');
    const expected = await read(text, {}, 1000);
    expect(expected.features.map(({ properties }) => properties)).toEqual([
      { a: 1, b: 'x "y"\nz' },
      { a: 2, b: 'ü' },
    ]);
    for (const piece of [1, 2, 3]) expect(await read(text, {}, piece)).toEqual(expected);
    expect(await read(`\ufeff${text.replaceAll('\n2', '\r\n2')}`)).toEqual(expected);
  });

  it('may have other characters, delimiters and qualifiers', async () => {
    const { features } = await read(Buffer.from("name;n\n'K\xf6ln; West';1\n", 'latin1'), {
      charset: 'windows-1252',
      delimiter: ';',
      qualifier: "'",
    });
    expect(features).toEqual([{ geometry: null, properties: { name: 'Köln; West', n: 1 } }]);
    await expect(read(Buffer.from('name\nK\xf6ln\n', 'latin1'))).rejects.toThrow(
      "is not valid utf-8: give its 'charset'",
    );
    await expect(read('a\n1', { charset: 'klingon' })).rejects.toThrow("Unknown charset 'klingon'");
  });

  it('has the types that are given to its columns', async () => {
    const types = new Map([
      ['zip', 'STRING'],
      ['n', 'NUMERIC'],
      ['id', 'LONG'],
    ] as const);
    const { columns, features } = await read('zip,n,id\n01234,1,7\n', { types });
    expect(columns).toEqual({ zip: 'String', n: 'Float', id: 'Long' });
    expect(features[0].properties).toEqual({
      zip: '01234',
      n: new TypedNumber(1, 'Float'),
      id: new TypedNumber(7, 'Long'),
    });
    await expect(read('n\nx\n', { types: new Map([['n', 'NUMERIC']]) })).rejects.toThrow(
      "gs://bucket/file, line 2: Column 'n': 'x' is not a number.",
    );
    await expect(read('n\n1.5\n', { types: new Map([['n', 'LONG']]) })).rejects.toThrow('is not an integer of 64 bits');
    await expect(read('n\n1\n', { types: new Map([['m', 'LONG']]) })).rejects.toThrow("has no column 'm'");
  });

  it('has the geometries that a column holds as WKT or GeoJSON', async () => {
    const { columns, features } = await read(
      'a,shape\n1,"LINESTRING Z (0 0 5, 1 2 5)"\n2,"{""type"":""Point"",""coordinates"":[3,4]}"\n3,\n',
    );
    expect(columns).toEqual({ a: 'Integer' });
    expect(features.map(({ geometry }) => geometry)).toEqual([
      {
        type: 'LineString',
        coordinates: [
          [0, 0],
          [1, 2],
        ],
      },
      { type: 'Point', coordinates: [3, 4] },
      null,
    ]);
    const other = await read('one,two\nPOINT (1 2),POINT (3 4)\n', { primaryGeometryColumn: 'two' });
    expect(other.features).toEqual([
      { geometry: { type: 'Point', coordinates: [3, 4] }, properties: { one: 'POINT (1 2)' } },
    ]);
    await expect(read('a,g\n1,POINT (1)\n', { primaryGeometryColumn: 'g' })).rejects.toThrow(
      'line 2: Malformed WKT near',
    );
    await expect(read('a\n1\n', { primaryGeometryColumn: 'g' })).rejects.toThrow("has no column 'g'");
  });

  it('may have texts that look like geometries at first', async () => {
    const { columns } = await read('a,b\nPOINT (1 2),Point 1\n"Point Reyes, CA",Polygon\n');
    expect(columns).toEqual({ a: 'String', b: 'String' });
  });

  it('may be in another reference system', async () => {
    const { features } = await read('east,north\n500000,5427939.75\n', {
      crs: parseCrs('EPSG:32633'),
      geodesic: false,
      xColumn: 'east',
      yColumn: 'north',
    });
    const [x, y] = (features[0].geometry as { coordinates: number[] }).coordinates;
    expect(x).toBeCloseTo(15, 9);
    expect(y).toBeCloseTo(49.003, 2);
    const { features: none } = await read('longitude,latitude\n1,2\n', {
      crs: parseCrs('EPSG:32633'),
      geodesic: false,
    });
    expect(none[0].geometry).toBeNull();
  });

  it.each(['Longitude,Latitude', 'LONGITUDE,LATITUDE', 'lon,lat', 'Long,Lat', 'LNG,lat', 'x,y', 'X,Y'])(
    'has points at %s',
    async (names) => {
      const { features } = await read(`${names},n\n1,2,a\n`);
      expect(features[0].geometry).toEqual({ type: 'Point', coordinates: [1, 2] });
      expect(await noteOf(`${names},n\n1,2,a\n`)).toBeUndefined();
    },
  );

  it('takes x and y for degrees only where all of them can be', async () => {
    const { features } = await read('x,y\n1,2\n3,95\n');
    expect(features.map(({ geometry }) => geometry)).toEqual([null, null]);
    const plane = { crs: parseCrs('EPSG:32633'), geodesic: false };
    for (const names of ['x,y', 'Easting,Northing']) {
      const [{ geometry }] = (await read(`${names}\n500000,5427939.75\n`, plane)).features;
      expect((geometry as { coordinates: number[] }).coordinates[0]).toBeCloseTo(15, 9);
    }
  });

  it('without geometries has a note that says what to give', async () => {
    const note =
      "gs://bucket/file: No column with geometries was found, so the features have none. Give the source's 'primaryGeometryColumn' (of WKT or GeoJSON), or its 'xColumn' and 'yColumn' (of numbers).";
    expect(await noteOf('a,b\n1,2\n')).toBe(note);
    expect(await noteOf('longitude,latitude\n1,north\n')).toBe(note);
    expect(await noteOf('a,b\n1,2\n', { xColumn: 'a', yColumn: 'b' })).toBeUndefined();
  });

  it.each([
    ['semicolons', 'name;lon;lat\n"a;b";1;2\n'],
    ['tabs', 'name\tlon\tlat\na;b\t1\t2\n'],
    ['bars', '\n"name"|lon|lat\na;b|1|2\n'],
    ['commas', '"name",lon,lat\na;b,1,2\n'],
  ])('has the delimiter that its first line has most of: %s', async (_, text) => {
    const { features } = await read(text, { delimiter: '' });
    expect(features).toMatchObject([{ geometry: { type: 'Point', coordinates: [1, 2] }, properties: { name: 'a;b' } }]);
  });

  it('may have names with delimiters, and one column', async () => {
    const { columns } = await read('"a;b;c;d",e\n1,2\n', { delimiter: '' });
    expect(Object.keys(columns)).toEqual(['a;b;c;d', 'e']);
    expect(Object.keys((await read('a\n1;2\n', { delimiter: '' })).columns)).toEqual(['a']);
  });

  it('has names by their place for columns without one, such as the index of pandas', async () => {
    const { columns, features } = await read(',longitude,latitude\n0,1,2\n');
    expect(Object.keys(columns)).toEqual(['field_1', 'longitude', 'latitude']);
    expect(features[0]).toMatchObject({ geometry: { coordinates: [1, 2] }, properties: { field_1: 0 } });
  });

  it('has dates where a format is given', async () => {
    const parseDate = (text: string) => (/^\d{4}-\d\d-\d\d$/.test(text) ? Date.parse(text) : Number.NaN);
    const { columns, features } = await read('day,other\n2020-01-02,2020\n', { parseDate });
    expect(columns).toEqual({ day: 'Long', other: 'Integer' });
    expect(features[0].properties['day']).toBe(Date.parse('2020-01-02'));
  });

  it.each([
    ['longitude,latitude\n1,2\n3,91\n', 'line 3: The coordinates (3, 91) are not on the Earth'],
    ['longitude,latitude\n1,2\n400,1\n', 'line 3: The coordinates (400, 1) are not on the Earth'],
    ['a,b\n1,2\n1,2,3\n', 'Invalid Record Length: expect 2, got 3 on line 3'],
    ['a,b\n1,"2\n', 'Quote Not Closed'],
    ['a,a\n', "There are two columns 'a'"],
    [',field_1\n', "There are two columns 'field_1'"],
    ['', 'is empty'],
  ])('is refused: %j', async (text, message) => {
    await expect(read(text)).rejects.toMatchObject({
      status: 'INVALID_ARGUMENT',
      message: expect.stringContaining(message),
    });
  });

  it('with coordinates that are no numbers is refused if they were asked for', async () => {
    await expect(read('x,y\n1,2\nhere,3\n', { xColumn: 'x', yColumn: 'y' })).rejects.toThrow(
      "line 3: Column 'x': 'here' is not a coordinate.",
    );
    await expect(read('x,y\n1,2\n', { xColumn: 'x' })).rejects.toThrow('must be given together');
  });

  it('whose first line does not end is refused before all of it is read', async () => {
    let read = 0;
    const file = {
      name: 'endless.csv',
      async *open() {
        for (; read < 100; read++) yield Buffer.from('a,'.repeat(50_000));
      },
    };
    await expect(openCsv(file, { ...DEFAULTS, delimiter: ',' })).rejects.toThrow('The first line has more than');
    expect(read).toBeLessThan(20);
  });

  it('with too many vertices is refused', async () => {
    await expect(read('g\n"LINESTRING (0 0, 1 1, 2 2)"\n', { maxVertices: 2 })).rejects.toThrow(
      "has 3 vertices; 'maxVertices' allows 2",
    );
  });
});

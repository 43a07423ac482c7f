import { describe, expect, it } from 'vitest';
import { CrsError, METERS_PER_DEGREE, parseCrs, sameCrs } from './crs.ts';
import texts from './fixtures/wkt.json' with { type: 'json' };
import { parseProj } from './parameters.ts';
import { registeredCodes } from './registry.ts';
import { transformer } from './transform.ts';
import { wktOf } from './wkt.ts';

describe('parseCrs', () => {
  it.each(['EPSG:4326', 'epsg:4326', 'CRS:84', 'urn:ogc:def:crs:OGC:1.3:CRS84', 'urn:ogc:def:crs:EPSG::4326'])(
    'knows %s',
    (text) => {
      expect(parseCrs(text)).toMatchObject({
        code: 'EPSG:4326',
        kind: 'geographic',
        metersPerUnit: METERS_PER_DEGREE,
        unitName: 'degree',
      });
    },
  );

  it('knows every UTM zone and the systems that every catalogue has', () => {
    for (let zone = 1; zone <= 60; zone++) {
      expect(parseCrs(`EPSG:${32600 + zone}`).name).toBe(`WGS 84 / UTM zone ${zone}N`);
      expect(parseCrs(`EPSG:${32700 + zone}`).name).toBe(`WGS 84 / UTM zone ${zone}S`);
    }
    for (const code of [3857, 31978, 31985, 5070, 3395, 2154, 27700, 3035, 3031, 3413, 6933, 2056]) {
      expect(parseCrs(`EPSG:${code}`)).toMatchObject({ code: `EPSG:${code}`, kind: 'projected' });
    }
    expect(parseCrs('EPSG:2263').unitName).toBe('US survey foot');
  });

  it('knows MODIS under both of its codes, as one system', () => {
    expect(parseCrs('SR-ORG:6974').code).toBe('SR-ORG:6974');
    expect(sameCrs(parseCrs('SR-ORG:6974'), parseCrs('SR-ORG:6627'))).toBe(true);
    expect(sameCrs(parseCrs('EPSG:31985'), parseCrs('EPSG:32725'))).toBe(false);
  });

  it.each([
    'EPSG:1',
    'EPSG:',
    'EPSG:102003',
    'nonsense',
    '',
    'PROJCS["a"',
    'LOCAL_CS["a"]',
    '__proto__',
    'EPSG:__proto__',
    'GEOGCS[]',
  ])('refuses %s', (text) => {
    expect(() => parseCrs(text)).toThrow(CrsError);
    expect(() => parseCrs(text)).toThrow('The CRS of a map projection could not be parsed');
  });

  it('refuses a text that nests without end', () => {
    expect(() => parseCrs(`${'A['.repeat(10_000)}`)).toThrow(CrsError);
  });

  it.each(
    Object.entries(texts).flatMap(([name, { code, ...forms }]) =>
      Object.entries(forms).map(([form, text]) => [name, form, code, text] as const),
    ),
  )('reads what GDAL writes: %s in %s', (_, form, code, text) => {
    const [expected, read] = [parseCrs(`EPSG:${code}`), parseCrs(text)];
    // Esri writes no codes, and some values in fewer digits.
    if (form !== 'WKT1_ESRI') expect(read.code).toBe(expected.code);
    const { values } = parseProj(expected.definition);
    const point = Float64Array.of(Number(values['x_0'] ?? 1) + 1000, Number(values['y_0'] ?? 40) + 2000);
    if (expected.kind === 'geographic') point.set([1, 40]);
    const moved = point.slice();
    transformer(expected, read).forward(moved);
    expect(Math.hypot(moved[0]! - point[0]!, moved[1]! - point[1]!) * expected.metersPerUnit).toBeLessThan(0.01);
  });

  it('recognises a system by its parameters where it names no code', () => {
    for (const { code, WKT1_GDAL } of Object.values(texts)) {
      expect(parseCrs(WKT1_GDAL.replace(/,AUTHORITY\["EPSG","\d+"\]/g, '')).code).toBe(`EPSG:${code}`);
    }
  });

  it('does not believe a code that the parameters contradict', () => {
    const edited = texts.utm.WKT1_GDAL.replace(
      'PARAMETER["central_meridian",-33]',
      'PARAMETER["central_meridian",-34]',
    );
    const crs = parseCrs(edited);
    expect(crs.code).toBeUndefined();
    expect(crs.wkt).toBe(edited);
    expect(crs.definition).toContain('+lon_0=-34');
  });
});

describe('wktOf', () => {
  it('writes what reads back as the same system, for all codes whose method has a WKT', () => {
    const refused = registeredCodes('EPSG').filter((code) => {
      const crs = parseCrs(`EPSG:${code}`);
      try {
        return parseCrs(wktOf(crs)).code !== crs.code;
      } catch (error) {
        expect(String(error)).toContain('cannot be written as WKT');
        return true;
      }
    });
    const methods = new Set(refused.map((code) => /\+proj=(\w+)/.exec(parseCrs(`EPSG:${code}`).definition)?.[1]));
    expect(methods).toEqual(new Set(['lcc', 'aeqd', 'col_urban']));
    expect(refused.length).toBeLessThan(60);
  });

  it('writes MODIS without a code', () => {
    expect(wktOf(parseCrs('SR-ORG:6974'))).toContain('PROJECTION["Sinusoidal"]');
  });
});

import { describe, expect, it } from 'vitest';
import type { Json } from '../../../values/value.ts';
import { $call } from '../../example.ts';
import { degreesGrid, imageOf } from '../../vector-image/pixels.testing.ts';
import { both, column, row, valuesOf } from '../places.testing.ts';

const grid = degreesGrid(6, 1, 0, 0);
const wrap = (body: string) => `<RasterSymbolizer>${body}</RasterSymbolizer>`;
const entries = (type: string) =>
  wrap(`<ColorMap type="${type}" extended="false">
    <ColorMapEntry color="#000000" quantity="1" label="one"/>
    <ColorMapEntry color="#ff8000" quantity="3" opacity="0.5" label="three &amp; more"/>
    <ColorMapEntry color="#00ff00" quantity="4" opacity="0"/>
  </ColorMap>`);

/** Colours as hexadecimal digits; . where masked. */
async function colors(sldXml: string, input: Json = column, on = grid): Promise<string[]> {
  const bands = await valuesOf(await imageOf('Image.sldStyle', { input, sldXml }), on);
  return bands[0].map((red, i) =>
    red === null ? '.' : bands.map((band) => (band[i] as number).toString(16).padStart(2, '0')).join(''),
  );
}

describe('a ColorMap of Image.sldStyle', () => {
  it('is a ramp, with the nearest colour beyond its ends; opacity counts if it is 0', async () => {
    const ramp = wrap(
      '<ColorMap><ColorMapEntry color="#000000" quantity="1"/><ColorMapEntry color="#ff8000" quantity="3" opacity="0.1"/></ColorMap>',
    );
    expect(await colors(ramp)).toEqual(['000000', '000000', '804000', 'ff8000', 'ff8000', 'ff8000']);
    expect((await colors(entries('ramp'))).slice(3)).toEqual(['ff8000', '.', '.']);
  });

  it('has intervals that end with their quantities', async () => {
    expect(await colors(entries('intervals'))).toEqual(['000000', '000000', 'ff8000', 'ff8000', '.', '.']);
  });

  it('has single values', async () => {
    expect(await colors(entries('values'))).toEqual(['.', '000000', '.', 'ff8000', '.', '.']);
  });

  it('may be one of Symbology Encoding 1.1, within a whole document with namespaces', async () => {
    const document = (map: string) =>
      `<?xml version="1.0"?><sld:StyledLayerDescriptor xmlns:sld="http://www.opengis.net/sld" xmlns:se="http://www.opengis.net/se"><sld:NamedLayer><se:RasterSymbolizer><se:ColorMap>${map}</se:ColorMap></se:RasterSymbolizer></sld:NamedLayer></sld:StyledLayerDescriptor>`;
    const categorize =
      '<se:Categorize fallbackValue="#ffffff"><se:LookupValue>Rasterdata</se:LookupValue><se:Value>#ff0000</se:Value><se:Threshold>2</se:Threshold><se:Value>#0000ff</se:Value></se:Categorize>';
    expect((await colors(document(categorize))).slice(0, 4)).toEqual(['ff0000', 'ff0000', '0000ff', '0000ff']);
    const interpolate =
      '<se:Interpolate><se:LookupValue>Rasterdata</se:LookupValue><se:InterpolationPoint><se:Data>0</se:Data><se:Value>#000000</se:Value></se:InterpolationPoint><se:InterpolationPoint><se:Data>5</se:Data><se:Value>#0000ff</se:Value></se:InterpolationPoint></se:Interpolate>';
    expect((await colors(document(interpolate))).slice(3, 4)).toEqual(['000099']);
  });
});

describe('channels of Image.sldStyle', () => {
  const three = $call('Image.toUint8', {
    value: $call('Image.addBands', {
      dstImg: both('multiply', column, 10),
      srcImg: $call('Image.addBands', { dstImg: both('multiply', row, 20), srcImg: 3 }),
    }),
  });
  const channel = (color: string, name: string) =>
    `<${color}Channel><SourceChannelName>${name}</SourceChannelName></${color}Channel>`;

  it('are the first three bands, or those that are selected by name or number', async () => {
    expect((await colors(wrap('<Opacity>0.5</Opacity>'), three)).slice(0, 2)).toEqual(['000003', '0a0003']);
    const selection = `<ChannelSelection>${channel('Red', 'constant')}${channel('Green', '1')}${channel('Blue', 'y')}</ChannelSelection>`;
    expect((await colors(wrap(selection), three)).slice(0, 2)).toEqual(['030000', '030a00']);
    const gray = `<ChannelSelection>${channel('Gray', 'x')}</ChannelSelection>`;
    expect((await colors(wrap(gray), three)).slice(1, 3)).toEqual(['0a0a0a', '141414']);
    expect(await colors(wrap('<Opacity>0</Opacity>'), three)).toEqual(Array(6).fill('.'));
  });

  it('are normalized or equalized over the footprint, and brightened', async () => {
    const region = $call('GeometryConstructors.BBox', { west: 0, south: -4, east: 4, north: 0 });
    const input = $call('Image.clip', {
      input: $call('Image.toDouble', { value: both('multiply', column, column) }),
      geometry: region,
    });
    const enhanced = (body: string) => colors(wrap(`<ContrastEnhancement>${body}</ContrastEnhancement>`), input);
    const grey = (value: number) =>
      Math.round(value * 255)
        .toString(16)
        .padStart(2, '0')
        .repeat(3);
    expect((await enhanced('<Normalize/>')).slice(0, 4)).toEqual([0, 1 / 9, 4 / 9, 1].map(grey));
    expect((await enhanced('<Normalize/><GammaValue>2</GammaValue>')).slice(0, 4)).toEqual(
      [0, 1 / 3, 2 / 3, 1].map(grey),
    );
    expect((await enhanced('<Histogram/>')).slice(0, 4)).toEqual([0, 1 / 3, 2 / 3, 1].map(grey));
    const image = await imageOf('Image.sldStyle', {
      input,
      sldXml: wrap('<ContrastEnhancement><Histogram/></ContrastEnhancement>'),
    });
    const histogram = image.property('histogram_x') as [number, number][];
    expect(histogram.filter(([, count]) => count > 0).map(([, count]) => count)).toEqual(Array(4).fill(16_384));
  });
});

describe('Image.sldStyle refuses', () => {
  it.each([
    [`${'<a>'.repeat(9999)}${'</a>'.repeat(9999)}`, 'The document cannot be read: Maximum nested tags exceeded.'],
    ['<RasterSymbolizer>', 'Image.sldStyle: The document is not XML:'],
    ['<A/>', 'Image.sldStyle: The document must have one RasterSymbolizer. Got 0.'],
    [`<A>${wrap('')}${wrap('')}</A>`, 'Got 2.'],
    [wrap('<ColorMap type="round"/>'), "Unknown type 'round' of a ColorMap."],
    [wrap('<ColorMap/>'), 'The ColorMap has no entries.'],
    [wrap('<ColorMap><ColorMapEntry color="#00000" quantity="1"/></ColorMap>'), "Invalid color '#00000'"],
    [wrap('<ColorMap><ColorMapEntry color="#000000" quantity="x"/></ColorMap>'), "quantity must be a number. Got 'x'."],
    [
      wrap('<ChannelSelection><GrayChannel><SourceChannelName>B9</SourceChannelName></GrayChannel></ChannelSelection>'),
      "The image has no band 'B9'.",
    ],
    [wrap('<ShadedRelief/>'), 'ShadedRelief is not supported.'],
    [
      `<!DOCTYPE a [<!ENTITY x "y">]><RasterSymbolizer><Opacity>&x;</Opacity></RasterSymbolizer>`,
      "Opacity must be a number. Got '&x;'.",
    ],
  ])('%.60s', async (sldXml, message) => {
    await expect(imageOf('Image.sldStyle', { input: 7, sldXml })).rejects.toThrow(message);
  });
});

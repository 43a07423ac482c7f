import { wrong } from '../../../errors.ts';
import { spreadOver } from '../../../raster/band-footprint.ts';
import { commonFootprint } from '../../../raster/footprint.ts';
import { Image } from '../../../raster/image.ts';
import { INTEGER_TYPES } from '../../../raster/pixel-type.ts';
import { type Around, AroundLoader, evenly, validInAll } from '../../../raster/pixels/around.ts';
import type { PixelContext } from '../../../raster/pixels/context.ts';
import { loaded, maskOf, type Tile } from '../../../raster/pixels/node.ts';
import type { Value } from '../../../values/value.ts';
import { algorithm } from '../../declare.ts';
import * as t from '../../language/types.ts';
import { required } from '../../parameter.ts';
import { imageReply } from '../example-image.ts';
import { imageType } from '../image-type.ts';
import { firstBand } from '../needed-bands.ts';
import { CHANNELS } from '../visualize.ts';
import { type Channel, channelOf, selectedBands } from './channel.ts';
import { type ColorMap, colorMapOf } from './color-map.ts';
import { element, numeric, rasterSymbolizer, text } from './document.ts';
import type { Histogram } from './statistics.ts';

const BYTES_PER_PIXEL = 5;

/** What is shown: channels as red, green and blue, or one in grey; or one by a map of colours. */
interface Style {
  readonly channels: readonly Channel[];
  readonly colors: ColorMap | undefined;
  /** Nothing is shown at all. */
  readonly hidden: boolean;
}

/** The three bands of a picture. */
function picture({ tiles, grid, check }: Around, { channels, colors, hidden }: Style): Tile[] {
  const count = grid.width * grid.height;
  const mask = hidden ? new Uint8Array(count) : validInAll(tiles, count);
  const bands = CHANNELS.map(() => new Uint8Array(count));
  const color = new Float64Array(4);
  for (let i = 0; i < count; i++) {
    if (i % 65_536 === 0) check();
    if (mask[i] === 0) continue;
    if (colors === undefined) {
      for (let k = 0; k < bands.length; k++) {
        const at = channels.length === 1 ? 0 : k;
        bands[k][i] = Math.floor(channels[at].brightness(tiles[at].values[i]) * 255 + 0.5);
      }
      continue;
    }
    colors(tiles[0].values[i], color);
    for (let k = 0; k < bands.length; k++) bands[k][i] = color[k];
    mask[i] = color[3];
  }
  const shown = maskOf(mask);
  return bands.map((values) => ({ values, mask: shown }));
}

/** A histogram as a property: pairs of where a part of the range begins, and how many values are in it. */
function listed({ min, max, counts }: Histogram): Value {
  return Array.from(counts, (count, i) => [min + ((max - min) * i) / counts.length, count]);
}

async function styled(image: Image, xml: string, context: PixelContext): Promise<Image> {
  const symbolizer = rasterSymbolizer(xml);
  for (const name of ['ShadedRelief', 'ImageOutline']) {
    if (element(symbolizer, name)) throw wrong(`${name} is not supported.`);
  }
  firstBand(image);
  const overall = element(symbolizer, 'ContrastEnhancement');
  const selected = selectedBands(image, symbolizer);
  const channels = await Promise.all(selected.map(([band, own]) => channelOf(band, [own, overall], context)));
  const map = element(symbolizer, 'ColorMap');
  if (map && channels.length > 1) throw wrong('A ColorMap takes one channel. Got 3.');
  const opacity = element(symbolizer, 'Opacity');
  const hidden = opacity !== undefined && numeric('Opacity', text(opacity)) === 0;
  const style = { channels, colors: map && colorMapOf(map), hidden };
  const bands = channels.map(({ band }) => band);
  const loader = new AroundLoader({
    inputs: bands,
    margins: () => evenly(0),
    bytesPerPixel: BYTES_PER_PIXEL,
    compute: (around) => picture(around, style),
  });
  const base = spreadOver(bands[0], bands.map(({ footprint }) => footprint).reduce(commonFootprint));
  const shown = CHANNELS.map((id, i) => ({ ...base, id, type: INTEGER_TYPES.uint8, pixels: loaded(loader, i) }));
  const histograms = channels.flatMap(({ band, histogram }) =>
    histogram ? [[`histogram_${band.id}`, listed(histogram)] as const] : [],
  );
  const properties = new Map([...image.properties, ...histograms]);
  return new Image(shown, { ...image.fields, properties }).withoutIdentity();
}

/** Pictures by a standard for styles. */
export const SLD_STYLE = [
  algorithm({
    name: 'Image.sldStyle',
    description:
      "An 8-bit RGB image by a document's RasterSymbolizer: OGC Styled Layer Descriptor 1.0 with GeoServer's types of colour maps, or Symbology Encoding 1.1.",
    returns: imageType.name,
    parameters: { input: required(imageType), sldXml: required(t.string) },
    examples: [
      {
        args: {
          input: 7,
          sldXml:
            '<RasterSymbolizer><ColorMap type="ramp"><ColorMapEntry color="#000000" quantity="0"/><ColorMapEntry color="#ff0000" quantity="10"/></ColorMap></RasterSymbolizer>',
        },
        result: imageReply({
          'vis-red': ['int', [0, 255]],
          'vis-green': ['int', [0, 255]],
          'vis-blue': ['int', [0, 255]],
        }),
      },
    ],
    run: ({ input, sldXml }, context) => styled(input, sldXml, context.pixels),
  }),
];

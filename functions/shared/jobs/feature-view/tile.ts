import { Collection } from '../../algorithms/collection/collection.ts';
import { type Cursor, cursorOf, deferred, forEach } from '../../algorithms/collection/cursor.ts';
import { Feature } from '../../algorithms/collection/feature.ts';
import { FeatureLayer } from '../../algorithms/vector-image/feature-layer.ts';
import { FeatureSource } from '../../algorithms/vector-image/feature-source.ts';
import { StyleLoader } from '../../algorithms/vector-image/style-loader.ts';
import type { StoredFeatureView } from '../../catalog/feature-view.ts';
import { checkFollowed } from '../../catalog/link.ts';
import { assetNameOfId } from '../../catalog/names.ts';
import { invalid, namedError } from '../../errors.ts';
import type { Box } from '../../geometry/bounds.ts';
import { mapTileGrid, TILE_SIZE } from '../../raster/request-grid.ts';
import type { JobContext } from '../context.ts';
import { evaluateText } from '../evaluate.ts';
import { finishedTiles } from '../finished-tiles.ts';
import { encodePicture } from '../formats/image/png.ts';
import type { ObservedInputs } from '../inputs/observed-inputs.ts';
import type { RenderedFile } from '../job.ts';
import { encodePixels, renderedFile } from '../rendered-file.ts';
import type { TilePlace } from '../tile-pyramid.ts';
import { TileChoice } from './choice.ts';
import { OWN_COLUMNS } from './columns.ts';
import type { CheckFeatureViewJob, FeatureTileJob } from './feature-view-job.ts';
import { featureViewStyling } from './style.ts';

type ViewContext = JobContext<ObservedInputs>;

const WORLD: Box = [-180, -90, 180, 90];

/** Tells what is wrong with a feature view or its style before a tile is asked for. */
export async function checkFeatureView(job: CheckFeatureViewJob, context: ViewContext): Promise<undefined> {
  await viewOf(job, context);
  await stylingOf(job, context);
  return undefined;
}

/** Draws a tile of a feature view. */
export async function renderFeatureTile(job: FeatureTileJob, context: ViewContext): Promise<RenderedFile> {
  const view = await viewOf(job, context);
  const styling = await stylingOf(job, context);
  const make = async () => {
    const { tile } = job;
    const grid = mapTileGrid(tile.zoom, tile.x, tile.y, tile.double ? 2 * TILE_SIZE : TILE_SIZE);
    const near = (boxes: readonly Box[]) => deferred(() => chosen(view, tile, boxes, context));
    const shown = new Collection('FeatureCollection', () => near([WORLD]), { near });
    const layer = new FeatureLayer(new FeatureSource(shown, context), context);
    const tiles = await new StyleLoader(layer, styling).load([0, 1, 2], grid, context.pixels);
    return encodePixels(() => encodePicture(tiles, grid), context.pixels.profiler);
  };
  return renderedFile(job.known, context, make, context.forgets ? undefined : finishedTiles.of(job));
}

/** The features that a tile shows, in the order in which they are drawn. */
async function chosen(
  { levels, ...view }: StoredFeatureView,
  tile: TilePlace,
  boxes: readonly Box[],
  context: ViewContext,
): Promise<Cursor<Feature>> {
  const choice = new TileChoice({ levels, ...view }, tile);
  for (const level of levels) {
    if (level.fromZoom > tile.zoom) continue;
    const table = await context.tables.open(level);
    await forEach(table.near(boxes), (row) => {
      context.spend(1);
      choice.offer(row);
    });
  }
  return cursorOf(
    choice.rows().map(({ geometry, properties, id }) => {
      const own = new Map(properties);
      for (const { name } of OWN_COLUMNS) own.delete(name);
      return new Feature(geometry, own, id);
    }),
  );
}

async function viewOf({ asset }: Pick<FeatureTileJob, 'asset'>, { inputs }: ViewContext): Promise<StoredFeatureView> {
  const record = await inputs.asset(assetNameOfId(asset).name);
  if (!record) {
    throw invalid(`Asset '${asset}' not found (does not exist or caller does not have access).`);
  }
  const { type, featureView } = checkFollowed(record);
  if (!featureView) throw invalid(`Asset '${asset}' is not a FeatureView: it is of type ${type}.`);
  return featureView;
}

async function stylingOf({ expression }: Pick<FeatureTileJob, 'expression'>, context: ViewContext) {
  const style = await evaluateText(expression, context);
  try {
    return featureViewStyling(style);
  } catch (error) {
    throw namedError('visParams', error);
  }
}

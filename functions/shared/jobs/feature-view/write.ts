import type { Context } from '../../algorithms/context.ts';
import type { FeatureViewOptions } from '../../catalog/feature-view.ts';
import type { ObjectPlace } from '../../storage-names.ts';
import type { TableRow } from '../../table/row.ts';
import { joined, rowsOf, writeTableFile } from '../table-file.ts';
import type { WrittenTable } from '../table-job.ts';
import { DRAWING_PLACE, MIN_ZOOM_LEVEL, OWN_COLUMNS, THINNING_PLACE } from './columns.ts';
import { Survey } from './survey.ts';
import { thin } from './thinning.ts';

/** The zoom levels at which a file begins: a tile reads those of its level and above. */
const FROM_ZOOMS = [0, 4, 7, 10, 13];
/** A view of fewer features has one file. */
const FEW = 10_000;

/** Writes the files of a feature view to objects in a folder. */
export async function writeFeatureView(
  rows: AsyncIterable<TableRow>,
  options: FeatureViewOptions,
  folder: ObjectPlace,
  context: Context,
): Promise<Pick<WrittenTable, 'parts' | 'table' | 'featureView'>> {
  const survey = new Survey(options);
  // The first time in the order in which they come: what is to be known of all of them is only known then.
  const { parts, table } = await writeTableFile({ columns: [], rows: survey.noting(rows) }, folder);
  const features = survey.features();
  const { firstZooms, cutoffs } = thin(features, options, (count) => context.spend(count));
  const drawing = survey.drawingOrder();
  const columns = [
    ...table.columns.filter(({ name }) => !OWN_COLUMNS.some((own) => own.name === name)),
    ...OWN_COLUMNS,
  ];
  const begins = table.count > FEW ? FROM_ZOOMS : FROM_ZOOMS.slice(0, 1);

  async function* level(index: number): AsyncGenerator<TableRow> {
    const [from, to] = [begins[index], begins[index + 1] ?? Infinity];
    let feature = 0;
    for await (const row of rowsOf(await joined(parts))) {
      const i = feature++;
      context.spend(1);
      if (firstZooms[i] < from || firstZooms[i] >= to) continue;
      const own: [string, number][] = [
        [THINNING_PLACE, features.order.places[i]],
        [DRAWING_PLACE, drawing.places[i]],
        [MIN_ZOOM_LEVEL, features.minZoomLevels[i]],
      ];
      yield { ...row, properties: new Map([...row.properties, ...own]) };
    }
  }

  const levels = [];
  for (const [index, fromZoom] of begins.entries()) {
    const written = await writeTableFile({ columns, rows: level(index) }, folder);
    if (written.table.count > 0 || index === 0) levels.push({ fromZoom, parts: written.parts });
  }
  return { parts: [], table, featureView: { levels, ...(cutoffs ? { cutoffs: [...cutoffs] } : {}) } };
}

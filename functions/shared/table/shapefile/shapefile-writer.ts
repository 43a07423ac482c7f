import { INDEX_COLUMN } from '../flatgeobuf/format.ts';
import type { TableRow } from '../row.ts';
import { AttributeRecords } from './attribute-records.ts';
import { ShapeRecords } from './shape-records.ts';

/** The files of a shapefile by the ends of their names. */
export const SHAPEFILE_PARTS = ['shp', 'shx', 'dbf', 'prj', 'cpg'] as const;
export type ShapefilePart = (typeof SHAPEFILE_PARTS)[number];

/** Longitudes and latitudes of WGS 84, as Esri writes it. */
const PRJ =
  'GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984",SPHEROID["WGS_1984",6378137.0,298.257223563]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]]';

/** Writes rows as a shapefile, one after the other; what comes before them in its files is known at the end. */
export class ShapefileWriter {
  readonly #shapes = new ShapeRecords();
  readonly #attributes: AttributeRecords;

  /** @param columns the properties that are written, and whether they are numbers */
  constructor(columns: readonly { readonly name: string; readonly isNumber: boolean }[]) {
    this.#attributes = new AttributeRecords(columns);
  }

  /**
   * What a row adds to the files.
   * @throws INVALID_ARGUMENT for what a shapefile cannot hold
   */
  add({ id, geometry, properties }: TableRow): Readonly<Record<'shp' | 'shx' | 'dbf', Buffer>> {
    const read = (name: string) => properties.get(name) ?? (name === INDEX_COLUMN ? id : undefined);
    return { ...this.#shapes.add(geometry), dbf: this.#attributes.add(read) };
  }

  /** What comes before the rows, once all have been added. */
  heads(): Readonly<Record<ShapefilePart, Buffer>> {
    return {
      ...this.#shapes.heads(),
      dbf: this.#attributes.head(),
      prj: Buffer.from(PRJ),
      cpg: Buffer.from('UTF-8'),
    };
  }

  /** What comes behind the rows in the attributes. */
  end(): Buffer {
    return this.#attributes.end();
  }
}

import type { StoredFeatureView } from '../../catalog/feature-view.ts';
import type { TableRow } from '../../table/row.ts';
import { isNumberValue, toDouble } from '../../values/number.ts';
import type { TilePlace } from '../tile-pyramid.ts';
import { DRAWING_PLACE, MIN_ZOOM_LEVEL, THINNING_PLACE } from './columns.ts';
import { mapBox, meetsTile } from './placement.ts';

interface Candidate {
  readonly row: TableRow;
  readonly place: number;
}

/**
 * Chooses the features that a tile shows: of those that touch it the best, as many as there may be; of those around it that may reach into it, those
 * that are as good as they. Of all others nothing is kept.
 */
export class TileChoice {
  readonly #tile: TilePlace;
  readonly #most: number;
  /** The place in the order of thinning from which on features are left out. */
  #cutoff: number;
  #inside: Candidate[] = [];
  #around: Candidate[] = [];

  constructor({ options, cutoffs = [] }: StoredFeatureView, tile: TilePlace) {
    this.#tile = tile;
    this.#most = options.maxFeaturesPerTile;
    this.#cutoff = cutoffs[Math.min(tile.zoom, cutoffs.length - 1)] ?? Infinity;
  }

  /** Looks at a feature that is on the tile, or near it. */
  offer(row: TableRow): void {
    const { zoom, x, y } = this.#tile;
    const place = numberIn(row, THINNING_PLACE);
    if (row.geometry === null || numberIn(row, MIN_ZOOM_LEVEL) > zoom || place >= this.#cutoff) return;
    if (meetsTile(mapBox(row.geometry), zoom, x, y)) {
      this.#inside.push({ row, place });
      if (this.#inside.length >= 2 * this.#most) this.#close();
    } else {
      this.#around.push({ row, place });
      if (this.#around.length >= 2 * this.#most) this.#around = best(this.#around, this.#most);
    }
  }

  /** The chosen ones, in the order in which they are drawn. */
  rows(): TableRow[] {
    if (this.#inside.length > this.#most) this.#close();
    const around = this.#around.filter(({ place }) => place < this.#cutoff);
    return [...this.#inside, ...best(around, this.#most)]
      .map(({ row }) => row)
      .sort((a, b) => numberIn(a, DRAWING_PLACE) - numberIn(b, DRAWING_PLACE));
  }

  /** Leaves out those that are too many, and from now on what is no better. */
  #close(): void {
    this.#inside = best(this.#inside, this.#most);
    this.#cutoff = Math.min(this.#cutoff, (this.#inside.at(-1)?.place ?? Infinity) + 1);
  }
}

function best(candidates: readonly Candidate[], most: number): Candidate[] {
  return candidates.toSorted((a, b) => a.place - b.place).slice(0, most);
}

function numberIn({ properties }: TableRow, name: string): number {
  const value = properties.get(name) ?? null;
  return isNumberValue(value) ? toDouble(value) : 0;
}

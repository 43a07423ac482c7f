import type { Column } from '../../table/column.ts';

/**
 * The columns of a feature view's files besides those of its features, whose names begin as those that Earth Engine has for itself: the place in the
 * order of thinning and in that of drawing, and the zoom level from which on the feature is large enough.
 */
export const THINNING_PLACE = '.thinningPlace';
export const DRAWING_PLACE = '.drawingPlace';
export const MIN_ZOOM_LEVEL = '.minZoomLevel';

export const OWN_COLUMNS: readonly Column[] = [THINNING_PLACE, DRAWING_PLACE, MIN_ZOOM_LEVEL].map((name) => ({
  name,
  type: 'Integer',
}));

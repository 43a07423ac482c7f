import type { StoredOf } from '../google/stored.ts';
import type { VisualizationOptions } from '../messages/pixels.ts';

/** VisualizationOptions of the REST API. */
export type Visualization = StoredOf<typeof VisualizationOptions>;

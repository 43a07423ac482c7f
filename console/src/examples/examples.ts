import charts from './charts.js?raw';
import clusters from './clusters.js?raw';
import exporting from './export.js?raw';
import terrain from './terrain.js?raw';
import vegetation from './vegetation.js?raw';
import zones from './zones.js?raw';

/** A script that comes with the console. */
export interface Example {
  readonly name: string;
  /** What it shows, in some words. */
  readonly about: string;
  readonly source: string;
}

/** All of them run with the samples of a server's first start. */
export const EXAMPLES: readonly Example[] = [
  { name: 'Vegetation', about: 'Band math, layers, a mean', source: vegetation },
  { name: 'Terrain', about: 'Hillshade and slope', source: terrain },
  { name: 'Charts', about: 'Histogram, table, array', source: charts },
  { name: 'Zones', about: 'Statistics of what you draw', source: zones },
  { name: 'Clusters', about: 'Unsupervised classification', source: clusters },
  { name: 'Export', about: 'To Cloud Storage and to an asset', source: exporting },
];

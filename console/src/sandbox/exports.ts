import type { FromScript } from '../../../scripting/messages.ts';
import { ee } from './client.ts';
import { withMissing } from './missing.ts';
import { CapturedRequest } from './relay.ts';

/** The kinds of exports of the Code Editor, and where each can go. */
const KINDS: { readonly [kind: string]: readonly string[] } = {
  image: ['toAsset', 'toCloudStorage', 'toDrive'],
  table: ['toAsset', 'toCloudStorage', 'toDrive', 'toBigQuery', 'toFeatureView'],
  map: ['toCloudStorage'],
  video: ['toCloudStorage', 'toDrive'],
  classifier: ['toAsset'],
};

/**
 * The `Export` of scripts. The client makes the request, as it does for everybody; the console gets it as a task, which the user starts.
 * @param capture runs something whose next request is taken
 */
export function scriptExport(tell: (message: FromScript) => void, capture: (work: () => void) => void): object {
  const kinds = Object.entries(KINDS).map(([kind, destinations]) => {
    const calls = destinations.map((destination) => [
      destination,
      (...given: unknown[]) => {
        const make = ee.batch.Export[kind]?.[destination];
        if (!make) throw new Error(`Export.${kind}.${destination} is not there in the client.`);
        // Before the request is taken: a region may have to be computed for it.
        const task = make(...given.map(withKnownRegion));
        if (destination === 'toFeatureView') nameView(task);
        tell(taskOf(() => task.start(), capture));
      },
    ]);
    return [kind, withMissing(`Export.${kind}`, Object.fromEntries(calls))];
  });
  return withMissing('Export', Object.fromEntries(kinds));
}

/** The client takes an `assetId` for that of a table; a feature view is what it knows as `mapName`. */
function nameView({ config_: config }: { config_: { assetId?: string; mapName?: string } }): void {
  if (config.assetId) config.mapName = config.assetId;
  delete config.assetId;
}

function taskOf(start: () => void, capture: (work: () => void) => void): FromScript {
  try {
    capture(start);
  } catch (error) {
    if (!(error instanceof CapturedRequest)) throw error;
    const { url, body = '{}' } = error.request;
    const [, method = ''] = /\/(\w+:export)\b/.exec(url) ?? [];
    return { kind: 'task', method, body: JSON.parse(body) };
  }
  throw new Error('The client began the export without a request.');
}

/**
 * The client takes no region that is computed, such as the geometry of an image: so it is computed first, as the Code Editor does.
 * @param given an argument, or all of them by their names
 */
function withKnownRegion(given: unknown): unknown {
  if (given instanceof ee.Geometry) return known(given);
  if (typeof given !== 'object' || given === null || Object.getPrototypeOf(given) !== Object.prototype) return given;
  const { region } = given as { region?: unknown };
  return region instanceof ee.Geometry ? { ...given, region: known(region) } : given;
}

function known(geometry: unknown): unknown {
  const { toGeoJSON, getInfo } = geometry as { toGeoJSON(): object; getInfo(): object };
  try {
    toGeoJSON.call(geometry);
    return geometry;
  } catch {
    return ee.Geometry(getInfo.call(geometry));
  }
}

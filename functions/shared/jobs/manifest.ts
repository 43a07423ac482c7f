import type { PyramidingPolicy } from '../catalog/asset.ts';
import { invalid, unimplemented } from '../errors.ts';
import { ImageManifest } from '../messages/import.ts';
import type { Content } from '../messages/message.ts';
import type { ObjectPlace } from '../storage-names.ts';
import { manifestProperties, readManifest } from './manifest-message.ts';
import { sourcePlace } from './source-uri.ts';

/** What Terrane reads of an ImageManifest, with what it leaves out filled in. What cannot be honoured is refused where the image is made. */
export type Manifest = ReturnType<typeof completed>;

/**
 * Reads the JSON text of an ImageManifest.
 * @throws INVALID_ARGUMENT
 */
export function parseManifest(text: string): Manifest {
  return completed(readManifest(ImageManifest, text));
}

function completed({
  tilesets,
  bands = [],
  properties,
  pyramidingPolicy,
  uriPrefix = '',
  ...manifest
}: Content<typeof ImageManifest>) {
  if (!tilesets?.length) throw invalid("Invalid value at 'image_manifest.tilesets': at least one is required.");
  checkTilesets(tilesets);
  checkLeftOut(manifest);
  return {
    tilesets: tilesets.map(({ id, crs, dataType, sources = [] }) => ({
      id,
      crs,
      dataType: dataType === 'DATA_TYPE_UNSPECIFIED' ? undefined : dataType,
      sources: sources.map((source) => completedSource(source, uriPrefix)),
    })),
    bands: bands.map(completedBand),
    maskBands: manifest.maskBands ?? [],
    footprint: manifest.footprint && completedFootprint(manifest.footprint),
    missingData: manifest.missingData?.values,
    pyramidingPolicy: knownPolicy(pyramidingPolicy),
    uriPrefix,
    startTime: manifest.startTime,
    endTime: manifest.endTime,
    properties: manifestProperties('image_manifest', properties),
  };
}

function checkTilesets(tilesets: readonly NonNullable<Content<typeof ImageManifest>['tilesets']>[number][]): void {
  const ids = new Set<string>();
  for (const { id = '', sources = [], subdatasetPrefix, subdatasetSuffix } of tilesets) {
    if (subdatasetPrefix || subdatasetSuffix) {
      throw unimplemented(
        "'subdatasetPrefix' and 'subdatasetSuffix' are not supported: GeoTIFFs have no subdatasets. Make a file of each: gdal_translate NETCDF:in.nc:NAME out.tif.",
      );
    }
    if (sources.length === 0)
      throw invalid("Invalid value at 'image_manifest.tilesets.sources': at least one is required.");
    if (ids.has(id)) throw invalid(`Invalid value at 'image_manifest.tilesets.id': '${id}' is there twice.`);
    ids.add(id);
  }
}

/** What no import of Terrane's does: to leave it out without a word would be another image than the one that was asked for. */
function checkLeftOut({ minTileAreaRatio, skipMetadataRead }: Content<typeof ImageManifest>): void {
  if (minTileAreaRatio)
    throw unimplemented("'minTileAreaRatio' is not supported: leave it out; all tiles of the files are kept.");
  if (skipMetadataRead)
    throw unimplemented("'skipMetadataRead' is not supported: leave it out; Terrane has to read the headers of files.");
}

/** A ring of pixel positions of a band. */
export interface ManifestFootprint {
  readonly points: readonly (readonly [number, number])[];
  readonly bandId: string | undefined;
}

function completedFootprint({
  points = [],
  bandId,
}: NonNullable<Content<typeof ImageManifest>['footprint']>): ManifestFootprint {
  const ring = points.map(({ x = 0, y = 0 }) => [x, y] as const);
  const [first, last] = [ring[0], ring.at(-1)];
  if (ring.length < 4 || first[0] !== last?.[0] || first[1] !== last[1] || !ring.flat().every(Number.isFinite)) {
    throw invalid(
      "Invalid value at 'image_manifest.footprint.points': a ring of at least four points is expected, the last of which is the first.",
    );
  }
  return { points: ring, bandId };
}

type SourceMessage = NonNullable<NonNullable<Content<typeof ImageManifest>['tilesets']>[number]['sources']>[number];

function completedSource({ uris = [], affineTransform, dimensions }: SourceMessage, uriPrefix: string) {
  const [uri = ''] = uris;
  if (uris.length !== 1) {
    throw invalid(
      `Invalid value at 'image_manifest.tilesets.sources.uris': exactly one URI is expected. Got ${uris.length}. Files of a mosaic are sources of their own.`,
    );
  }
  sourcePlace(uriPrefix + uri);
  return { uris: [uri] as const, affineTransform, dimensions };
}

/** Where a manifest's sources are. */
export function placesOf({ tilesets, uriPrefix }: Manifest): ObjectPlace[] {
  return tilesets.flatMap(({ sources }) => sources.map(({ uris: [uri] }) => sourcePlace(uriPrefix + uri)));
}

type BandMessage = NonNullable<Content<typeof ImageManifest>['bands']>[number];

function completedBand({ id, tilesetId, tilesetBandIndex, missingData, pyramidingPolicy }: BandMessage) {
  if (id === undefined) throw invalid("Invalid value at 'image_manifest.bands': each band must have an 'id'.");
  if (tilesetBandIndex !== undefined && tilesetBandIndex < 0) {
    throw invalid(
      `Invalid value at 'image_manifest.bands.tilesetBandIndex': must not be negative. Got ${tilesetBandIndex}.`,
    );
  }
  return {
    id,
    tilesetId,
    tilesetBandIndex,
    missingData: missingData && (missingData.values ?? []),
    pyramidingPolicy: knownPolicy(pyramidingPolicy),
  };
}

/** A policy that says something. */
export function knownPolicy(
  policy: PyramidingPolicy | 'PYRAMIDING_POLICY_UNSPECIFIED' | undefined,
): PyramidingPolicy | undefined {
  return policy === 'PYRAMIDING_POLICY_UNSPECIFIED' ? undefined : policy;
}

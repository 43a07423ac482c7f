import type { PyramidingPolicy } from '../catalog/asset.ts';
import { invalid } from '../errors.ts';
import { ImageManifest } from '../messages/import.ts';
import type { Content } from '../messages/message.ts';
import { manifestProperties, readManifest } from './manifest-message.ts';

/** What Terrane reads of an ImageManifest, with what it leaves out filled in. What cannot be honoured is refused where the image is made. */
export type Manifest = ReturnType<typeof completed>;

/**
 * Reads the JSON text of an ImageManifest.
 * @throws INVALID_ARGUMENT
 */
export function parseManifest(text: string): Manifest {
  return completed(readManifest(ImageManifest, text));
}

function completed({ tilesets, bands = [], properties, pyramidingPolicy, ...manifest }: Content<typeof ImageManifest>) {
  if (!tilesets?.length) throw invalid("Invalid value at 'image_manifest.tilesets': at least one is required.");
  checkTilesets(tilesets);
  return {
    tilesets: tilesets.map(({ id, crs, sources = [] }) => ({
      id,
      crs,
      sources: sources.map(completedSource),
    })),
    bands: bands.map(completedBand),
    maskBands: manifest.maskBands ?? [],
    missingData: manifest.missingData?.values,
    pyramidingPolicy: knownPolicy(pyramidingPolicy),
    uriPrefix: manifest.uriPrefix ?? '',
    startTime: manifest.startTime,
    endTime: manifest.endTime,
    properties: manifestProperties('image_manifest', properties),
  };
}

function checkTilesets(tilesets: readonly NonNullable<Content<typeof ImageManifest>['tilesets']>[number][]): void {
  const ids = new Set<string>();
  for (const { id = '', sources = [] } of tilesets) {
    if (sources.length === 0)
      throw invalid("Invalid value at 'image_manifest.tilesets.sources': at least one is required.");
    if (ids.has(id)) throw invalid(`Invalid value at 'image_manifest.tilesets.id': '${id}' is there twice.`);
    ids.add(id);
  }
}

type SourceMessage = NonNullable<NonNullable<Content<typeof ImageManifest>['tilesets']>[number]['sources']>[number];

function completedSource({ uris = [], affineTransform }: SourceMessage) {
  if (uris.length === 1) return { uris: [uris[0]] as const, affineTransform };
  throw invalid(
    `Invalid value at 'image_manifest.tilesets.sources.uris': exactly one URI is expected. Got ${uris.length}. Files of a mosaic are sources of their own.`,
  );
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

import type { ObjectReference } from '../google/object-reference.ts';
import { readJson } from '../google/stored.ts';
import { loadText } from '../google/stored-text.ts';
import { writePart } from '../google/write-part.ts';
import type { Affine } from '../raster/affine.ts';
import { parseCrs } from '../raster/crs/crs.ts';
import { layoutCog, type StoredTile } from '../raster/encode/cog.ts';
import { fillOf } from './chunk.ts';
import { groupCount } from './chunk-order.ts';
import {
  type AssembleJob,
  type ExportPlan,
  type GroupCounts,
  type GroupJob,
  groupCounts,
  type WrittenChunk,
  type WrittenGroup,
} from './export-job.ts';
import { LevelParts } from './level-parts.ts';
import { resamplingOf } from './overview-policy.ts';
import { type WrittenTile, writeOverviews } from './overview-pyramid.ts';
import {
  chunkLevel,
  chunkRoot,
  chunksOfGroup,
  fileRoot,
  groupLevel,
  groupRoot,
  levelSize,
  overviewsOfChunk,
  overviewsOfFile,
  overviewsOfGroup,
  type TilePlace,
  tilesOfChunk,
} from './tile-order.ts';

/** Makes the overviews of a group of chunks. */
export async function writeGroup({
  plan,
  group,
  chunks,
  place,
}: Omit<GroupJob, 'kind' | 'caller'>): Promise<WrittenGroup> {
  const parts = new LevelParts(place);
  if (groupLevel(plan.raster) > chunkLevel(plan.raster)) {
    const numbers = chunksOfGroup(plan, group);
    const base = chunks.map(
      (chunk, i): WrittenTile => ({ place: chunkRoot(plan, numbers[i]), ...coarsestOf(plan, chunk) }),
    );
    await writeOverviews(plan, groupRoot(plan, group), base, parts);
  }
  return parts.finish();
}

/** The one tile of a chunk's coarsest level: it comes first in its part. */
function coarsestOf(plan: ExportPlan, { overviews, tiles }: WrittenChunk): Pick<WrittenTile, 'object' | 'bytes'> {
  const part = chunkLevel(plan.raster) > 0 ? overviews : tiles;
  const [bytes] = part.counts;
  return { object: bytes > 0 ? part : undefined, bytes };
}

/** Makes what precedes the groups' parts in a file: the GeoTIFF header, and the overviews above all groups. Returns the objects, in their order. */
export async function writeHead({
  plan,
  groups,
  head,
}: Omit<AssembleJob, 'kind' | 'caller'>): Promise<ObjectReference[]> {
  const counts = await Promise.all(
    groups.map(async ({ counts }) => readJson(groupCounts, await loadText(counts), 'The tiles of a group')),
  );
  const parts = new LevelParts(head);
  if (plan.raster.overviews > groupLevel(plan.raster)) {
    const base = groups.map(({ top }, group): WrittenTile => {
      const [bytes] = counts[group].top;
      return { place: groupRoot(plan, group), object: bytes > 0 ? top : undefined, bytes };
    });
    await writeOverviews(plan, fileRoot(plan), base, parts);
  }
  const top = await parts.finish();
  const { raster } = plan;
  const { header } = layoutCog({
    sampleType: raster.sampleType,
    bandCount: raster.bandNames.length,
    tileSize: raster.tileSize,
    affine: raster.transform as unknown as Affine,
    crs: parseCrs(raster.crs),
    nodata: raster.declareFill ? fillOf(raster) : undefined,
    bandNames: raster.bandNames,
    overviewResampling: raster.overviews > 0 ? resamplingOf(raster.policies) : undefined,
    predictor: raster.predictor,
    levels: Array.from({ length: raster.overviews + 1 }, (_, level) => levelSize(plan, level)),
    tiles: tilesOfFile(plan, top.counts, counts),
  });
  const place = { ...head, object: `${head.object}.h` };
  return [{ ...place, generation: await writePart(place, header) }, ...top.objects];
}

/** All tiles of a file with their lengths, in their order. */
function* tilesOfFile(plan: ExportPlan, top: readonly number[], groups: readonly GroupCounts[]): Generator<StoredTile> {
  const all = Array.from({ length: groupCount(plan) }, (_, group) => group);
  yield* counted(overviewsOfFile(plan), top);
  for (const group of all) yield* counted(overviewsOfGroup(plan, group), groups[group].top);
  for (const group of all) yield* counted(ofChunks(plan, group, overviewsOfChunk), groups[group].overviews);
  for (const group of all) yield* counted(ofChunks(plan, group, tilesOfChunk), groups[group].tiles);
}

function* ofChunks(plan: ExportPlan, group: number, tilesOf: typeof tilesOfChunk): Generator<TilePlace> {
  for (const chunk of chunksOfGroup(plan, group)) yield* tilesOf(plan, chunk);
}

/** @throws TypeError if there are not as many lengths as tiles */
function* counted(places: Iterable<TilePlace>, counts: readonly number[]): Generator<StoredTile> {
  let i = 0;
  for (const place of places) yield { ...place, byteCount: counts[i++] };
  if (i !== counts.length) throw new TypeError(`${counts.length} tiles were written where ${i} were planned.`);
}

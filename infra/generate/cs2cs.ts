import { execFile, spawnSync } from 'node:child_process';
import { mkdtempSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export const PROJ_REGISTRY = '/usr/share/proj/proj.db';

/** Whether PROJ's program is installed (Debian's proj-bin, with the registry where Debian has it). */
export function hasCs2cs(): boolean {
  return spawnSync('cs2cs', [], { input: '' }).error === undefined;
}

let folder: string | undefined;

/** A folder with PROJ's registry alone: so there are no datum grids. */
export function withoutGrids(): string {
  if (folder === undefined) {
    folder = mkdtempSync(join(tmpdir(), 'proj-'));
    symlinkSync(PROJ_REGISTRY, join(folder, 'proj.db'));
  }
  return folder;
}

/**
 * Runs cs2cs on points in degrees of WGS 84 (longitude, latitude), without datum grids.
 * @returns the first two coordinates of each in another system, in the order of its axes; undefined for a point without an image
 */
export function cs2cs(
  code: string,
  points: readonly (readonly [number, number])[],
): Promise<([number, number] | undefined)[]> {
  return new Promise((resolve, reject) => {
    const environment = { ...process.env, PROJ_DATA: withoutGrids(), PROJ_NETWORK: 'OFF' };
    const child = execFile('cs2cs', ['-f', '%.9f', 'EPSG:4326', code], { env: environment }, (error, output) => {
      if (error) reject(error);
      else resolve(output.trim().split('\n').map(pair));
    });
    // EPSG:4326 has its latitude first.
    child.stdin?.end(points.map(([longitude, latitude]) => `${latitude} ${longitude}`).join('\n'));
  });
}

function pair(line: string): [number, number] | undefined {
  const [x, y] = line.trim().split(/\s+/).map(Number);
  return x !== undefined && y !== undefined && Number.isFinite(x) && Number.isFinite(y) ? [x, y] : undefined;
}

import { execFile } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import type { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import { withoutGrids } from './cs2cs.ts';

/** PROJ's description of a system: see project.py. */
export interface Described {
  readonly code: string;
  readonly name: string;
  readonly deprecated: boolean;
  readonly kind: 'projected' | 'geographic';
  readonly base: string | null;
  readonly datum: string | null;
  readonly angularUnit: number | null;
  readonly unit: number;
  readonly proj: string | null;
  readonly geographic: readonly (readonly [number, number])[];
  readonly based: readonly (readonly [number | null, number | null])[];
  readonly projected: readonly (readonly [number | null, number | null])[];
}

/** The codes of an authority: EPSG's are the numbers up to 32767, Esri's those above. */
export function codesOf(database: DatabaseSync, authority: string): string[] {
  const rows = database
    .prepare(
      `SELECT code FROM projected_crs WHERE auth_name = :authority UNION
       SELECT code FROM geodetic_crs WHERE auth_name = :authority AND type = 'geographic 2D'`,
    )
    .all({ authority })
    .map((row) => Number(row['code']))
    .filter((code) => code > 32767 === (authority === 'ESRI'));
  return rows.sort((one, other) => one - other).map((code) => `${authority}:${code}`);
}

/**
 * Asks PROJ about codes, in two processes.
 * @param kept a file of earlier answers, which is written if it does not exist: asking takes minutes
 */
export async function describe(codes: readonly string[], kept: string | undefined): Promise<Described[]> {
  if (kept !== undefined && existsSync(kept)) return linesOf(readFileSync(kept, 'utf8'));
  const half = Math.ceil(codes.length / 2);
  const parts = await Promise.all([codes.slice(0, half), codes.slice(half)].map(ask));
  if (kept !== undefined) writeFileSync(kept, parts.join(''));
  return parts.flatMap(linesOf);
}

function ask(codes: readonly string[]): Promise<string> {
  const script = fileURLToPath(new URL('project.py', import.meta.url));
  const environment = { ...process.env, PROJ_DATA: withoutGrids() };
  return new Promise((resolve, reject) => {
    const child = execFile('/usr/bin/python3', [script], { maxBuffer: 1 << 29, env: environment }, (error, stdout) =>
      error ? reject(error) : resolve(stdout),
    );
    child.stdin?.end(JSON.stringify(codes));
  });
}

function linesOf(text: string): Described[] {
  return text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Described);
}

import { globSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { Failure } from '../failure.ts';

/**
 * The files that arguments name: folders stand for the files of a kind in them, however deep.
 * @param kinds ends of names, such as `.tif`
 * @throws Failure if there is none, or one is not there
 */
export function filesOf(paths: readonly string[], kinds: readonly string[]): string[] {
  const files = paths.flatMap((path) => {
    const found = statSync(path, { throwIfNoEntry: false });
    if (found === undefined) throw new Failure(`${path}: there is no such file.`);
    if (!found.isDirectory()) return [path];
    const below = globSync('**/*', { cwd: path }).filter((name) =>
      kinds.some((kind) => name.toLowerCase().endsWith(kind)),
    );
    return below.map((name) => join(path, name)).toSorted();
  });
  if (files.length === 0) throw new Failure(`There are no files that end with ${kinds.join(', ')}.`);
  return files;
}

/** The part of an asset's name that a file's name gives: without its folder and extension, and with what names of assets may have. */
export function assetPart(file: string): string {
  const last = file.split(/[/\\]/).at(-1) ?? '';
  const base = last.replace(/(\.[A-Za-z]+)+$/, '') || last;
  return base.replaceAll(/[^A-Za-z0-9_-]+/g, '_').slice(0, 100);
}

/**
 * The day that a file's name says, as those of satellites' scenes do: `20240601`, `2024-06-01`, `2024_06_01`, with or without a time behind a T
 * (`20240601T101559`); undefined if there is none.
 */
export function dateInName(file: string): string | undefined {
  const last = file.split(/[/\\]/).at(-1) ?? '';
  const [, year, month, day, time] =
    /(?<!\d)((?:19|20)\d\d)[-_]?(0[1-9]|1[0-2])[-_]?(0[1-9]|[12]\d|3[01])(?:T([01]\d[0-5]\d[0-5]\d|2[0-3][0-5]\d[0-5]\d))?(?!\d)/.exec(
      last,
    ) ?? [];
  if (day === undefined) return undefined;
  const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
  if (date.getUTCDate() !== Number(day)) return undefined;
  const clock = time === undefined ? '00:00:00' : `${time.slice(0, 2)}:${time.slice(2, 4)}:${time.slice(4)}`;
  return `${year}-${month}-${day}T${clock}Z`;
}

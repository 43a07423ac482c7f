import { type FileHandle, open } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import { type Source, Tiff, TiffTag } from '@cogeotiff/core';
import { Failure } from '../failure.ts';

/**
 * Checks that there is a name for each band of a GeoTIFF: without this, those that are left over would be lost without a word. An alpha band that is the
 * last one needs none, since it becomes the mask of the others. What is no TIFF is left to the server, which says what it is.
 * @param names how many there are
 * @throws Failure
 */
export async function checkBands(path: string, names: number | undefined): Promise<void> {
  if (names === undefined) return;
  const bands = await bandsOf(path);
  if (bands === undefined || names === bands.all || names === bands.all - bands.extra) return;
  throw new Failure(
    `--bands has ${counted(names, 'name')}, but ${path} has ${counted(bands.all, 'band')}: name each of them.`,
  );
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}

async function bandsOf(path: string): Promise<{ readonly all: number; readonly extra: number } | undefined> {
  const file = await open(path);
  try {
    const { images } = await Tiff.create(sourceOf(file, path));
    const image = images[0];
    if (image === undefined) return undefined;
    const all = Number((await image.fetch(TiffTag.SamplesPerPixel)) ?? 1);
    const extra = (await image.fetch(TiffTag.ExtraSamples)) ? 1 : 0;
    return { all, extra };
  } catch {
    return undefined;
  } finally {
    await file.close();
  }
}

/** Bytes read of a file at once, where no length is asked for. */
const PIECE = 65_536;

function sourceOf(file: FileHandle, path: string): Source {
  return {
    url: pathToFileURL(path),
    async fetch(offset, length = PIECE) {
      const { buffer, bytesRead } = await file.read(new Uint8Array(length), 0, length, offset);
      return buffer.buffer.slice(0, bytesRead) as ArrayBuffer;
    },
  };
}

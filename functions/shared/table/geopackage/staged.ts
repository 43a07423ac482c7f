import { mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { invalid } from '../../errors.ts';
import type { SourceFile } from '../source-file.ts';

/** A copy of a file on this machine. */
export interface StagedFile {
  readonly path: string;
  /** Deletes the copy. */
  remove(): Promise<void>;
}

/**
 * Copies a file to a folder of its own on this machine, for those who need more than its bytes in order.
 * @param maxBytes more are refused: the folder may be in memory
 * @param advice what to do with a larger file
 */
export async function stageFile(
  { name, open: read }: SourceFile,
  maxBytes: number,
  advice: string,
): Promise<StagedFile> {
  const folder = await mkdtemp(join(tmpdir(), 'terrane-'));
  const remove = () => rm(folder, { recursive: true, force: true });
  try {
    const path = join(folder, 'file');
    const copy = await open(path, 'wx');
    try {
      let size = 0;
      for await (const bytes of read()) {
        size += bytes.length;
        if (size > maxBytes) throw invalid(`${name} has more than ${maxBytes} bytes. ${advice}`);
        await copy.write(bytes);
      }
    } finally {
      await copy.close();
    }
    return { path, remove };
  } catch (error) {
    await remove();
    throw error;
  }
}

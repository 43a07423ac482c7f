import type { Handlers } from '../../shared/api/handler.ts';
import { invalid, unimplemented } from '../../shared/errors.ts';
import type { ExportOptions } from '../../shared/jobs/export-job.ts';
import { parseManifest } from '../../shared/jobs/manifest.ts';
import type { ImageManifest } from '../../shared/messages/import.ts';
import { assetDestination } from './destinations.ts';
import { start } from './start.ts';

/** A million pixels each way: a quarter of a million chunks. A small sparse file can claim any number. */
const MAX_PIXELS = 1e12;

/** Files are imported whole. */
const OPTIONS: ExportOptions = {
  target: 'asset',
  maxPixels: MAX_PIXELS,
  tileSize: 256,
  cloudOptimized: true,
};

/**
 * The manifest as jobs read it. It is checked here, so that the client learns at once what is wrong with it.
 * @throws INVALID_ARGUMENT, UNIMPLEMENTED
 */
function manifestText(manifest: ImageManifest): string {
  const text = JSON.stringify(manifest);
  parseManifest(text);
  return text;
}

export const IMPORT_HANDLERS = {
  async 'projects.image.import'({ body, caller }) {
    const { imageManifest, overwrite, description, requestId, mode } = body;
    if (mode === 'VIRTUAL')
      throw unimplemented("The mode 'VIRTUAL' is not supported: leave it out, and the files are copied.");
    if (!imageManifest) throw invalid("The request has no 'imageManifest'.");
    const destination = assetDestination('image', imageManifest.name, overwrite);
    const fields = { description: description || `Ingest image: "${imageManifest.name ?? ''}"`, requestId };
    return start(fields, caller, {
      kind: 'import',
      content: 'image',
      text: manifestText(imageManifest),
      options: JSON.stringify(OPTIONS),
      destination,
    });
  },
} satisfies Handlers;

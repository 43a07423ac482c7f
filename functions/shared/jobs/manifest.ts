import { z } from 'zod';
import { invalid } from '../errors.ts';

const affine = z.object({
  scaleX: z.number().default(0),
  shearX: z.number().default(0),
  translateX: z.number().default(0),
  shearY: z.number().default(0),
  scaleY: z.number().default(0),
  translateY: z.number().default(0),
});
const missingData = z.object({ values: z.array(z.number()).default([]) });

/** Properties of assets: plain values and lists. */
export const assetProperties = z
  .record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null(), z.array(z.json())]))
  .default({});

const policy = z.enum(['MEAN', 'SAMPLE', 'MIN', 'MAX', 'MODE', 'MEDIAN']);

/** What Terrane reads of an ImageManifest. Fields that it cannot honour yet are refused where the image is made. */
const manifest = z.object({
  name: z.string(),
  tilesets: z.array(
    z.object({
      id: z.string().optional(),
      crs: z.string().optional(),
      sources: z.array(z.object({ uris: z.array(z.string()), affineTransform: affine.optional() })),
    }),
  ),
  bands: z
    .array(
      z.object({
        id: z.string(),
        tilesetId: z.string().optional(),
        tilesetBandIndex: z.number().int().nonnegative().optional(),
        missingData: missingData.optional(),
        pyramidingPolicy: policy.optional(),
      }),
    )
    .default([]),
  maskBands: z.array(z.unknown()).default([]),
  missingData: missingData.optional(),
  pyramidingPolicy: policy.optional(),
  uriPrefix: z.string().default(''),
  startTime: z.string().optional(),
  endTime: z.string().optional(),
  properties: assetProperties,
});

export type Manifest = z.infer<typeof manifest>;

/** Reads the JSON text of an ImageManifest. */
export function parseManifest(text: string): Manifest {
  return readManifest(manifest, text, 'image_manifest');
}

/** Reads JSON text that must fit a schema; `name` is what errors call it. */
export function readManifest<S extends z.ZodType>(schema: S, text: string, name: string): z.output<S> {
  const result = schema.safeParse(JSON.parse(text));
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw invalid(`Invalid value at '${name}.${issue.path.join('.')}': ${issue.message}`);
}

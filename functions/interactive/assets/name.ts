import { type AssetName, parseAssetName } from '../../shared/catalog/names.ts';
import { invalid } from '../../shared/errors.ts';

/** The name of an asset that is to be written: not the root of a project, which has no record. */
export function writableName(name: string): AssetName {
  const parsed = parseAssetName(name);
  if (parsed.path === '') throw invalid(`Invalid asset name '${name.slice(0, 200)}': it is the root of a project.`);
  return parsed;
}

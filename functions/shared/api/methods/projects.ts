import { EarthEngineAsset, ListAssetsResponse } from '../../messages/asset.ts';
import { repeated, string } from '../../messages/field.ts';
import { Key, ListKeysResponse } from '../../messages/key.ts';
import { message } from '../../messages/message.ts';
import { Empty, ProjectConfig } from '../../messages/pixels.ts';
import { ComputeImagesRequest } from '../../messages/table.ts';
import { CreateUploadRequest, Upload } from '../../messages/upload.ts';
import { ComputeValueRequest, ComputeValueResponse, ListAlgorithmsResponse } from '../../messages/value.ts';
import { LIST_QUERY } from './assets.ts';
import type { Method } from './method.ts';

const Capabilities = message('Capabilities', { capabilities: repeated(string) });

const ComputeImagesResponse = message('ComputeImagesResponse', {
  images: repeated(EarthEngineAsset),
  nextPageToken: string,
});

const now = { servedBy: 'interactive' } as const;

/** The methods of a project as a whole, and `value:compute`. */
export const PROJECT_METHODS = {
  'projects.algorithms.list': {
    ...now,
    verb: 'GET',
    path: '{parent=projects/*}/algorithms',
    response: ListAlgorithmsResponse,
    permission: null,
  },
  'projects.value.compute': {
    ...now,
    verb: 'POST',
    path: '{project=projects/*}/value:compute',
    request: ComputeValueRequest,
    response: ComputeValueResponse,
    permission: 'earthengine.computations.create',
    computes: true,
  },
  'projects.imageCollection.computeImages': {
    ...now,
    verb: 'POST',
    path: '{project=projects/*}/imageCollection:computeImages',
    request: ComputeImagesRequest,
    response: ComputeImagesResponse,
    permission: 'earthengine.computations.create',
    computes: true,
  },
  'projects.getConfig': {
    servedBy: 'batch',
    verb: 'GET',
    path: '{name=projects/*/config}',
    response: ProjectConfig,
    permission: 'earthengine.config.get',
  },
  'projects.updateConfig': {
    servedBy: 'batch',
    verb: 'PATCH',
    path: '{name=projects/*/config}',
    query: { updateMask: 'string' },
    request: ProjectConfig,
    response: ProjectConfig,
    permission: 'earthengine.config.update',
  },
  'projects.listAssets': {
    ...now,
    verb: 'GET',
    path: '{parent=projects/*}:listAssets',
    query: LIST_QUERY,
    response: ListAssetsResponse,
    permission: 'earthengine.assets.list',
  },
  'projects.uploads.create': {
    ...now,
    verb: 'POST',
    path: '{parent=projects/*}/uploads',
    request: CreateUploadRequest,
    response: Upload,
    permission: 'earthengine.assets.create',
  },
  'projects.keys.create': {
    ...now,
    verb: 'POST',
    path: '{parent=projects/*}/keys',
    request: Key,
    response: Key,
    permission: 'iam.serviceAccountKeys.create',
  },
  'projects.keys.list': {
    ...now,
    verb: 'GET',
    path: '{parent=projects/*}/keys',
    response: ListKeysResponse,
    permission: 'iam.serviceAccountKeys.list',
  },
  'projects.keys.delete': {
    ...now,
    verb: 'DELETE',
    path: '{name=projects/*/keys/*}',
    response: Empty,
    permission: 'iam.serviceAccountKeys.delete',
  },
  'projects.getCapabilities': {
    ...now,
    verb: 'GET',
    path: '{parent=projects/*}/capabilities',
    response: Capabilities,
    permission: 'earthengine.config.get',
  },
} as const satisfies { readonly [id: string]: Method };

import {
  CopyAssetRequest,
  EarthEngineAsset,
  GetLinkedAssetRequest,
  LinkAssetRequest,
  ListAssetsResponse,
  MoveAssetRequest,
  UpdateAssetRequest,
} from '../../messages/asset.ts';
import { Empty, GetPixelsRequest, HttpBody } from '../../messages/pixels.ts';
import {
  GetIamPolicyRequest,
  Policy,
  SetIamPolicyRequest,
  TestIamPermissionsRequest,
  TestIamPermissionsResponse,
} from '../../messages/policy.ts';
import { ListFeaturesResponse } from '../../messages/table.ts';
import type { Method } from './method.ts';

/** The query parameters of methods that list assets. */
export const LIST_QUERY = {
  pageSize: 'integer',
  pageToken: 'string',
  filter: 'string',
  view: ['EARTH_ENGINE_ASSET_VIEW_UNSPECIFIED', 'FULL', 'BASIC', 'BASIC_SYNC'],
} as const;

const now = { servedBy: 'interactive' } as const;

const CREATE = {
  ...now,
  verb: 'POST',
  query: { assetId: 'string', overwrite: 'boolean' },
  request: EarthEngineAsset,
  response: EarthEngineAsset,
  permission: 'earthengine.assets.create',
} as const;

/** The methods of assets: their records, and the pixels and features of one asset. */
export const ASSET_METHODS = {
  'projects.assets.get': {
    ...now,
    verb: 'GET',
    path: '{name=projects/*/assets/**}',
    response: EarthEngineAsset,
    permission: 'earthengine.assets.get',
  },
  'projects.assets.listAssets': {
    ...now,
    verb: 'GET',
    path: '{parent=projects/*/assets/**}:listAssets',
    query: LIST_QUERY,
    response: ListAssetsResponse,
    permission: 'earthengine.assets.list',
  },
  'projects.assets.create': { ...CREATE, path: '{parent=projects/*}/assets' },
  'projects.locations.assets.create': { ...CREATE, path: '{parent=projects/*/locations/*}/assets' },
  'projects.assets.delete': {
    ...now,
    verb: 'DELETE',
    path: '{name=projects/*/assets/**}',
    response: Empty,
    permission: 'earthengine.assets.delete',
  },
  'projects.assets.patch': {
    ...now,
    verb: 'PATCH',
    path: '{name=projects/*/assets/**}',
    request: UpdateAssetRequest,
    response: EarthEngineAsset,
    permission: 'earthengine.assets.update',
  },
  'projects.assets.copy': {
    ...now,
    verb: 'POST',
    path: '{sourceName=projects/*/assets/**}:copy',
    request: CopyAssetRequest,
    response: EarthEngineAsset,
    permission: 'earthengine.assets.get',
  },
  'projects.assets.move': {
    ...now,
    verb: 'POST',
    path: '{sourceName=projects/*/assets/**}:move',
    request: MoveAssetRequest,
    response: EarthEngineAsset,
    permission: 'earthengine.assets.delete',
  },
  'projects.assets.getPixels': {
    ...now,
    verb: 'POST',
    path: '{name=projects/*/assets/**}:getPixels',
    request: GetPixelsRequest,
    response: HttpBody,
    permission: 'earthengine.assets.get',
    computes: true,
  },
  'projects.assets.getIamPolicy': {
    ...now,
    verb: 'POST',
    path: '{resource=projects/*/assets/**}:getIamPolicy',
    request: GetIamPolicyRequest,
    response: Policy,
    permission: 'earthengine.assets.getIamPolicy',
  },
  'projects.assets.setIamPolicy': {
    ...now,
    verb: 'POST',
    path: '{resource=projects/*/assets/**}:setIamPolicy',
    request: SetIamPolicyRequest,
    response: Policy,
    permission: 'earthengine.assets.setIamPolicy',
  },
  'projects.assets.testIamPermissions': {
    ...now,
    verb: 'POST',
    path: '{resource=projects/*/assets/**}:testIamPermissions',
    request: TestIamPermissionsRequest,
    response: TestIamPermissionsResponse,
    permission: null,
  },
  'projects.assets.link': {
    ...now,
    verb: 'POST',
    path: '{sourceName=projects/*/assets/**}:link',
    request: LinkAssetRequest,
    response: EarthEngineAsset,
    permission: 'earthengine.assets.get',
  },
  'projects.assets.getLinked': {
    ...now,
    verb: 'POST',
    path: '{name=projects/*/assets/**}:getLinked',
    request: GetLinkedAssetRequest,
    response: EarthEngineAsset,
    permission: 'earthengine.assets.get',
  },
  'projects.assets.listFeatures': {
    ...now,
    verb: 'GET',
    path: '{asset=projects/*/assets/**}:listFeatures',
    query: { pageSize: 'integer', pageToken: 'string', region: 'string', filter: 'string' },
    response: ListFeaturesResponse,
    permission: 'earthengine.assets.get',
    computes: true,
  },
} as const satisfies { readonly [id: string]: Method };

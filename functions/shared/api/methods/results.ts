import {
  ComputePixelsRequest,
  EarthEngineMap,
  Empty,
  FilmstripThumbnail,
  HttpBody,
  ListMapsResponse,
  PinMapRequest,
  PinnedMap,
  Thumbnail,
  VideoThumbnail,
} from '../../messages/pixels.ts';
import { ComputeFeaturesRequest, ComputeFeaturesResponse, FeatureView, Table } from '../../messages/table.ts';
import type { Method } from './method.ts';

const create = { verb: 'POST', servedBy: 'interactive', query: { workloadTag: 'string' } } as const;
const fetchIt = { verb: 'GET', response: HttpBody, servedBy: 'interactive', withoutCredentials: true } as const;

const fetchMap = { ...fetchIt, permission: 'earthengine.maps.get' } as const;
const fetchThumbnail = { ...fetchIt, permission: 'earthengine.thumbnails.get' } as const;
const fetchTable = { ...fetchIt, permission: 'earthengine.tables.get' } as const;

const MAP = {
  ...create,
  permission: 'earthengine.maps.create',
  request: EarthEngineMap,
  response: EarthEngineMap,
} as const;
const THUMBNAIL = {
  ...create,
  permission: 'earthengine.thumbnails.create',
  request: Thumbnail,
  response: Thumbnail,
} as const;
const VIDEO = {
  ...create,
  permission: 'earthengine.thumbnails.create',
  request: VideoThumbnail,
  response: VideoThumbnail,
} as const;
const FILMSTRIP = {
  ...create,
  permission: 'earthengine.thumbnails.create',
  request: FilmstripThumbnail,
  response: FilmstripThumbnail,
} as const;
const TABLE = { ...create, permission: 'earthengine.tables.create', request: Table, response: Table } as const;
const FEATURE_VIEW = {
  ...create,
  permission: 'earthengine.maps.create',
  request: FeatureView,
  response: FeatureView,
} as const;

/** What clients of WMTS add to whatever address they are given. */
const WMTS_QUERY = {
  service: 'string',
  request: 'string',
  version: 'string',
  SERVICE: 'string',
  REQUEST: 'string',
  VERSION: 'string',
} as const;

/**
 * Maps, thumbnails and tables, which are created first and fetched later by a name that cannot be guessed, and pixels and features, which
 * are in the reply.
 */
export const RESULT_METHODS = {
  'projects.maps.create': { ...MAP, path: '{parent=projects/*}/maps' },
  'projects.locations.maps.create': { ...MAP, path: '{parent=projects/*/locations/*}/maps' },
  'projects.maps.pin': {
    verb: 'POST',
    path: '{name=projects/*/maps/*}:pin',
    request: PinMapRequest,
    response: PinnedMap,
    servedBy: 'interactive',
    permission: 'earthengine.assets.create',
  },
  // Whoever knows a map's name sees it as its maker does.
  'projects.maps.list': {
    verb: 'GET',
    path: '{parent=projects/*}/maps',
    response: ListMapsResponse,
    servedBy: 'interactive',
    permission: 'earthengine.assets.setIamPolicy',
  },
  'projects.maps.delete': {
    verb: 'DELETE',
    path: '{name=projects/*/maps/*}',
    response: Empty,
    servedBy: 'interactive',
    permission: 'earthengine.assets.delete',
  },
  'projects.maps.tiles.get': { ...fetchMap, path: '{parent=projects/*/maps/*}/tiles/{zoom}/{x}/{y}' },
  'projects.maps.getTileJson': { ...fetchMap, path: '{name=projects/*/maps/*}:getTileJson' },
  'projects.maps.getWmts': { ...fetchMap, path: '{name=projects/*/maps/*}:getWmts', query: WMTS_QUERY },
  'projects.thumbnails.create': { ...THUMBNAIL, path: '{parent=projects/*}/thumbnails' },
  'projects.locations.thumbnails.create': { ...THUMBNAIL, path: '{parent=projects/*/locations/*}/thumbnails' },
  'projects.thumbnails.getPixels': { ...fetchThumbnail, path: '{name=projects/*/thumbnails/*}:getPixels' },
  'projects.videoThumbnails.create': { ...VIDEO, path: '{parent=projects/*}/videoThumbnails' },
  'projects.locations.videoThumbnails.create': { ...VIDEO, path: '{parent=projects/*/locations/*}/videoThumbnails' },
  'projects.videoThumbnails.getPixels': {
    ...fetchThumbnail,
    path: '{name=projects/*/videoThumbnails/*}:getPixels',
  },
  'projects.filmstripThumbnails.create': { ...FILMSTRIP, path: '{parent=projects/*}/filmstripThumbnails' },
  'projects.locations.filmstripThumbnails.create': {
    ...FILMSTRIP,
    path: '{parent=projects/*/locations/*}/filmstripThumbnails',
  },
  'projects.filmstripThumbnails.getPixels': {
    ...fetchThumbnail,
    path: '{name=projects/*/filmstripThumbnails/*}:getPixels',
  },
  'projects.tables.create': { ...TABLE, path: '{parent=projects/*}/tables' },
  'projects.locations.tables.create': { ...TABLE, path: '{parent=projects/*/locations/*}/tables' },
  'projects.tables.getFeatures': { ...fetchTable, path: '{name=projects/*/tables/*}:getFeatures' },
  'projects.downloads.getFile': {
    ...fetchIt,
    permission: 'earthengine.operations.get',
    path: '{name=projects/*/downloads/*}:getFile',
  },
  'projects.featureView.create': { ...FEATURE_VIEW, path: '{parent=projects/*}/featureView' },
  'projects.featureViews.create': { ...FEATURE_VIEW, path: '{parent=projects/*}/featureViews' },
  'projects.featureViews.tiles.get': {
    ...fetchMap,
    path: '{parent=projects/*/featureViews/*}/tiles/{zoom}/{x}/{y}',
  },
  'projects.image.computePixels': {
    verb: 'POST',
    path: '{project=projects/*}/image:computePixels',
    request: ComputePixelsRequest,
    response: HttpBody,
    servedBy: 'interactive',
    permission: 'earthengine.computations.create',
    computes: true,
  },
  'projects.table.computeFeatures': {
    verb: 'POST',
    path: '{project=projects/*}/table:computeFeatures',
    request: ComputeFeaturesRequest,
    response: ComputeFeaturesResponse,
    servedBy: 'interactive',
    permission: 'earthengine.computations.create',
    computes: true,
  },
} as const satisfies { readonly [id: string]: Method };

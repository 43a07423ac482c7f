import {
  ComputePixelsRequest,
  EarthEngineMap,
  FilmstripThumbnail,
  HttpBody,
  Thumbnail,
  VideoThumbnail,
} from '../../messages/pixels.ts';
import { ComputeFeaturesRequest, ComputeFeaturesResponse, FeatureView, Table } from '../../messages/table.ts';
import type { Method } from './method.ts';

const create = { verb: 'POST', servedBy: 'interactive', query: { workloadTag: 'string' } } as const;
const fetchIt = { verb: 'GET', response: HttpBody, servedBy: 'interactive', withoutCredentials: true } as const;

const MAP = { ...create, request: EarthEngineMap, response: EarthEngineMap } as const;
const THUMBNAIL = { ...create, request: Thumbnail, response: Thumbnail } as const;
const VIDEO = { ...create, request: VideoThumbnail, response: VideoThumbnail, planned: true } as const;
const FILMSTRIP = { ...create, request: FilmstripThumbnail, response: FilmstripThumbnail, planned: true } as const;
const TABLE = { ...create, request: Table, response: Table } as const;
const FEATURE_VIEW = { ...create, request: FeatureView, response: FeatureView, planned: true } as const;

/**
 * Maps, thumbnails and tables, which are created first and fetched later by a name that cannot be guessed, and pixels and features, which
 * are in the reply.
 */
export const RESULT_METHODS = {
  'projects.maps.create': { ...MAP, path: '{parent=projects/*}/maps' },
  'projects.locations.maps.create': { ...MAP, path: '{parent=projects/*/locations/*}/maps' },
  'projects.maps.tiles.get': { ...fetchIt, path: '{parent=projects/*/maps/*}/tiles/{zoom}/{x}/{y}' },
  'projects.thumbnails.create': { ...THUMBNAIL, path: '{parent=projects/*}/thumbnails' },
  'projects.locations.thumbnails.create': { ...THUMBNAIL, path: '{parent=projects/*/locations/*}/thumbnails' },
  'projects.thumbnails.getPixels': { ...fetchIt, path: '{name=projects/*/thumbnails/*}:getPixels' },
  'projects.videoThumbnails.create': { ...VIDEO, path: '{parent=projects/*}/videoThumbnails' },
  'projects.locations.videoThumbnails.create': { ...VIDEO, path: '{parent=projects/*/locations/*}/videoThumbnails' },
  'projects.videoThumbnails.getPixels': {
    ...fetchIt,
    path: '{name=projects/*/videoThumbnails/*}:getPixels',
    planned: true,
  },
  'projects.filmstripThumbnails.create': { ...FILMSTRIP, path: '{parent=projects/*}/filmstripThumbnails' },
  'projects.locations.filmstripThumbnails.create': {
    ...FILMSTRIP,
    path: '{parent=projects/*/locations/*}/filmstripThumbnails',
  },
  'projects.filmstripThumbnails.getPixels': {
    ...fetchIt,
    path: '{name=projects/*/filmstripThumbnails/*}:getPixels',
    planned: true,
  },
  'projects.tables.create': { ...TABLE, path: '{parent=projects/*}/tables' },
  'projects.locations.tables.create': { ...TABLE, path: '{parent=projects/*/locations/*}/tables' },
  'projects.tables.getFeatures': { ...fetchIt, path: '{name=projects/*/tables/*}:getFeatures' },
  'projects.featureView.create': { ...FEATURE_VIEW, path: '{parent=projects/*}/featureView' },
  'projects.featureViews.create': { ...FEATURE_VIEW, path: '{parent=projects/*}/featureViews' },
  'projects.featureViews.tiles.get': {
    ...fetchIt,
    path: '{parent=projects/*/featureViews/*}/tiles/{zoom}/{x}/{y}',
    planned: true,
  },
  'projects.image.computePixels': {
    verb: 'POST',
    path: '{project=projects/*}/image:computePixels',
    request: ComputePixelsRequest,
    response: HttpBody,
    servedBy: 'interactive',
  },
  'projects.table.computeFeatures': {
    verb: 'POST',
    path: '{project=projects/*}/table:computeFeatures',
    request: ComputeFeaturesRequest,
    response: ComputeFeaturesResponse,
    servedBy: 'interactive',
  },
} as const satisfies { readonly [id: string]: Method };

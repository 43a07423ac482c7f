import { CreateDownloadsRequest, CreateDownloadsResponse } from '../../messages/download.ts';
import {
  ExportClassifierRequest,
  ExportImageRequest,
  ExportMapRequest,
  ExportTableRequest,
  ExportVideoMapRequest,
  ExportVideoRequest,
} from '../../messages/export.ts';
import {
  ImportExternalImageRequest,
  ImportExternalImageResponse,
  ImportImageRequest,
  ImportTableRequest,
} from '../../messages/import.ts';
import {
  CancelOperationRequest,
  ListOperationsResponse,
  Operation,
  RerunOperationRequest,
  WaitOperationRequest,
} from '../../messages/operation.ts';
import { Empty } from '../../messages/pixels.ts';
import type { Method } from './method.ts';

const start = { verb: 'POST', response: Operation, servedBy: 'batch' } as const;
const startExport = { ...start, permission: 'earthengine.exports.create' } as const;
const startImport = { ...start, permission: 'earthengine.imports.create' } as const;

/** Exports, imports, and the operations that they become. */
export const OPERATION_METHODS = {
  'projects.image.export': { ...startExport, path: '{project=projects/*}/image:export', request: ExportImageRequest },
  'projects.image.import': { ...startImport, path: '{project=projects/*}/image:import', request: ImportImageRequest },
  'projects.image.importExternal': {
    verb: 'POST',
    path: '{project=projects/*}/image:importExternal',
    request: ImportExternalImageRequest,
    response: ImportExternalImageResponse,
    permission: 'earthengine.imports.create',
    servedBy: 'batch',
  },
  'projects.table.export': {
    ...startExport,
    path: '{project=projects/*}/table:export',
    request: ExportTableRequest,
  },
  'projects.table.import': {
    ...startImport,
    path: '{project=projects/*}/table:import',
    request: ImportTableRequest,
  },
  'projects.map.export': {
    ...startExport,
    path: '{project=projects/*}/map:export',
    request: ExportMapRequest,
  },
  'projects.video.export': {
    ...startExport,
    path: '{project=projects/*}/video:export',
    request: ExportVideoRequest,
  },
  'projects.videoMap.export': {
    ...startExport,
    path: '{project=projects/*}/videoMap:export',
    request: ExportVideoMapRequest,
    refused:
      'Earth Engine says nowhere what the tiles of a video map are, nor the page that plays them. Export one video (Export.video.toCloudStorage), or the tiles of one image after the other (Export.map.toCloudStorage).',
  },
  'projects.classifier.export': {
    ...startExport,
    path: '{project=projects/*}/classifier:export',
    request: ExportClassifierRequest,
  },
  // Before `get`, whose two stars also stand for nothing.
  'projects.operations.list': {
    verb: 'GET',
    path: '{name=projects/*}/operations',
    query: { filter: 'string', pageSize: 'integer', pageToken: 'string', returnPartialSuccess: 'boolean' },
    response: ListOperationsResponse,
    permission: 'earthengine.operations.list',
    servedBy: 'batch',
  },
  'projects.operations.get': {
    verb: 'GET',
    path: '{name=projects/*/operations/**}',
    response: Operation,
    permission: 'earthengine.operations.get',
    servedBy: 'batch',
  },
  'projects.operations.cancel': {
    verb: 'POST',
    path: '{name=projects/*/operations/**}:cancel',
    request: CancelOperationRequest,
    response: Empty,
    permission: 'earthengine.operations.update',
    servedBy: 'batch',
  },
  'projects.operations.delete': {
    verb: 'DELETE',
    path: '{name=projects/*/operations/**}',
    response: Empty,
    permission: 'earthengine.operations.delete',
    servedBy: 'batch',
  },
  'projects.operations.createDownloads': {
    verb: 'POST',
    path: '{name=projects/*/operations/**}:createDownloads',
    request: CreateDownloadsRequest,
    response: CreateDownloadsResponse,
    permission: 'earthengine.operations.get',
    servedBy: 'batch',
  },
  'projects.operations.rerun': {
    verb: 'POST',
    path: '{name=projects/*/operations/**}:rerun',
    request: RerunOperationRequest,
    response: Operation,
    permission: 'earthengine.operations.get',
    servedBy: 'batch',
  },
  'projects.operations.wait': {
    verb: 'POST',
    path: '{name=projects/*/operations/**}:wait',
    request: WaitOperationRequest,
    response: Operation,
    permission: 'earthengine.operations.get',
    servedBy: 'batch',
  },
} as const satisfies { readonly [id: string]: Method };

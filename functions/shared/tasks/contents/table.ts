import type { NewAsset } from '../../catalog/asset.ts';
import { checkContentSize } from '../../catalog/content-size.ts';
import { readJson } from '../../google/stored.ts';
import { TABLE_FORMATS } from '../../jobs/formats/table-formats.ts';
import { runJob } from '../../jobs/pool.ts';
import { type TableOptions, tableOptions, writtenTable } from '../../jobs/table-job.ts';
import { callerOf } from '../caller.ts';
import { numbered, partsFolder, resultPlace, withExtension } from '../destination.ts';
import type { OperationRecord } from '../record.ts';
import { sourceOf } from '../source.ts';
import { composeObjects } from '../storage/compose.ts';
import { type Content, pinsOf } from './content.ts';

const ASSET_TYPE = 'application/flatgeobuf';

function optionsOf({ options }: OperationRecord): TableOptions {
  return readJson(tableOptions, options, 'The options of a table');
}

/** Tables: written in one go, to objects that each attempt has for itself. */
export const TABLE: Content = {
  messages: {
    export: { type: 'EXPORT_FEATURES', response: 'ExportTableResponse' },
    import: { type: 'INGEST_TABLE', response: 'ImportTableResponse' },
  },
  assetExtension: 'fgb',

  async plan(operation, signal) {
    const job = { kind: 'check-table', caller: callerOf(operation), source: sourceOf(operation) } as const;
    return { chunks: 1, plan: '{}', pins: await runJob(job, signal) };
  },

  async chunk(operation, { signal, isBrief = false }) {
    const job = {
      kind: 'write-table',
      caller: callerOf(operation),
      source: sourceOf(operation),
      pins: pinsOf(operation),
      options: optionsOf(operation),
      folder: partsFolder(operation.id, operation.destination),
      isBrief,
    } as const;
    const written = await runJob(job, signal);
    checkContentSize(written);
    return JSON.stringify(written);
  },

  async finish(operation, results, signal) {
    const { id, destination } = operation;
    const { format, featureView: view } = optionsOf(operation);
    let result = '';
    for await (const only of results) result = only;
    const { parts, files, featureView, table, note, ...content } = readJson(
      writtenTable,
      result,
      'The parts of a table',
    );
    const contentType = format === undefined ? ASSET_TYPE : TABLE_FORMATS[format].contentType;
    const options = { folder: partsFolder(id, destination), contentType, signal };
    const place = resultPlace(id, destination);
    if (files) {
      for (const file of files) await composeObjects(file.parts, withExtension(place, file.extension), options);
      return {};
    }
    if (view && featureView) {
      const levels = [];
      for (const [i, { fromZoom, parts: ofLevel }] of featureView.levels.entries()) {
        levels.push({ fromZoom, ...(await composeObjects(ofLevel, numbered(place, i), options)) });
      }
      const sizeBytes = levels.reduce((sum, { size }) => sum + size, 0);
      const stored = { ...featureView, options: view, columns: table.columns, levels };
      return { asset: { ...content, type: 'FEATURE_VIEW', featureView: stored, sizeBytes } };
    }
    const file = await composeObjects(parts, place, options);
    if (destination.kind === 'file') return {};
    const asset: NewAsset = { ...content, type: 'TABLE', table: { ...file, ...table }, sizeBytes: file.size };
    return { asset, ...(note === undefined ? {} : { note }) };
  },
};

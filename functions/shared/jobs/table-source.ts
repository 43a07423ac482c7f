import type { TableSource as TableSourceMessage } from '../messages/import.ts';
import type { Content } from '../messages/message.ts';

/** A source of a table, with what the message leaves out filled in; texts that are not given are empty. */
export type TableSource = ReturnType<typeof completedSource>;

/** Fills in what a TableSource leaves out. */
export function completedSource(message: Content<typeof TableSourceMessage>) {
  return {
    uris: message.uris ?? [],
    charset: message.charset ?? '',
    crs: message.crs ?? '',
    geodesic: message.geodesic,
    maxErrorMeters: message.maxErrorMeters ?? 0,
    maxVertices: message.maxVertices ?? 0,
    primaryGeometryColumn: message.primaryGeometryColumn ?? '',
    xColumn: message.xColumn ?? '',
    yColumn: message.yColumn ?? '',
    dateFormat: message.dateFormat ?? '',
    csvDelimiter: message.csvDelimiter ?? '',
    csvQualifier: message.csvQualifier ?? '',
    simplifyErrorMeters: message.simplifyErrorMeters ?? 0,
  };
}

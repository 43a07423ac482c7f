import { type FilterFields, readFilter, timeField, valueField } from '../../shared/api/list-filter.ts';
import type { AssetRecord } from '../../shared/catalog/asset.ts';

const PROPERTY = /^properties\.(?:"([^"]+)"|([\w.:-]+))$/;

const FIELDS: FilterFields<AssetRecord> = {
  help: 'startTime, endTime, type or properties.KEY',
  named(name) {
    switch (name) {
      case 'startTime':
        return timeField(({ startTime }) => startTime);
      case 'endTime':
        return timeField(({ endTime }) => endTime);
      case 'type':
        return valueField(({ type }) => type);
    }
    const [, quoted, plain = quoted] = PROPERTY.exec(name) ?? [];
    if (plain === undefined) return undefined;
    return valueField(({ properties = {} }) => (Object.hasOwn(properties, plain) ? properties[plain] : undefined));
  },
};

/**
 * Reads the filter of a list of assets: conditions on `startTime`, `endTime`, `type` and `properties.KEY`, joined with AND.
 * @throws INVALID_ARGUMENT, and UNIMPLEMENTED for other conditions of the service
 */
export function parseFilter(text: string): (record: AssetRecord) => boolean {
  return readFilter(text, FIELDS);
}

import { useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import { Icon } from '../app/icons.tsx';

/** Items of a list or object that are shown before the rest is asked for. */
const PAGE = 100;

/** A value as people fold it open: an object's fields, a list's items. */
export function Value({
  label,
  value,
  isOpen = false,
}: {
  readonly label?: string;
  readonly value: unknown;
  readonly isOpen?: boolean;
}): JSX.Element {
  if (typeof value !== 'object' || value === null) {
    return (
      <div class="value leaf">
        {label !== undefined && <span class="key">{label}: </span>}
        <Scalar value={value} />
      </div>
    );
  }
  return <Folded label={label} value={value} isOpen={isOpen} />;
}

function Folded({
  label,
  value,
  isOpen,
}: {
  readonly label: string | undefined;
  readonly value: object;
  readonly isOpen: boolean;
}): JSX.Element {
  const open = useSignal(isOpen);
  const most = useSignal(PAGE);
  const entries = Object.entries(value);
  return (
    <div class="value">
      <button type="button" class="fold" aria-expanded={open.value} onClick={() => (open.value = !open.value)}>
        <span class={open.value ? 'twist open' : 'twist'}>
          <Icon name="chevron" />
        </span>
        {label !== undefined && <span class="key">{label}: </span>}
        <span class="summary">{summary(value)}</span>
      </button>
      {open.value && (
        <div class="inside">
          {entries.slice(0, most.value).map(([key, item]) => (
            <Value key={key} label={key} value={item} />
          ))}
          {entries.length === 0 && <span class="faint">empty</span>}
          {entries.length > most.value && (
            <button type="button" class="quiet" onClick={() => (most.value += 10 * PAGE)}>
              {entries.length - most.value} more
            </button>
          )}
        </div>
      )}
    </div>
  );
}

function Scalar({ value }: { readonly value: unknown }): JSX.Element {
  const kind = value === null || value === undefined ? 'null' : typeof value;
  return <span class={`scalar ${kind}`}>{value === undefined ? 'undefined' : String(value)}</span>;
}

/** A line that says what something is, as the Code Editor words it. */
export function summary(value: object): string {
  if (Array.isArray(value)) return listSummary(value);
  const { type, id, bands, features, properties, geometry, coordinates } = value as Record<string, unknown>;
  const counted = (list: unknown, one: string) =>
    Array.isArray(list) ? ` (${list.length} ${list.length === 1 ? one : `${one}s`})` : '';
  switch (type) {
    case 'Image':
      return `Image${id ? ` ${id}` : ''}${counted(bands, 'band')}`;
    case 'ImageCollection':
      return `ImageCollection${id ? ` ${id}` : ''}${counted(features, 'element')}`;
    case 'FeatureCollection':
      return `FeatureCollection${id ? ` ${id}` : ''}${counted(features, 'element')}`;
    case 'Feature': {
      const shape = (geometry as { type?: string } | null)?.type ?? 'no geometry';
      return `Feature${id ? ` ${id}` : ''} (${shape}, ${Object.keys((properties as object) ?? {}).length} properties)`;
    }
    case 'Date':
      return `Date (${dateText((value as { value: number }).value)})`;
    case 'PixelType':
      return pixelType(value as PixelType);
    default:
      if (Array.isArray(coordinates)) return `${type} ${JSON.stringify(coordinates).slice(0, 60)}`;
      return (
        bandSummary(value) ?? `${typeof type === 'string' ? type : 'Object'} (${Object.keys(value).length} properties)`
      );
  }
}

function listSummary(list: readonly unknown[]): string {
  const isShort = list.length <= 8 && list.every((item) => typeof item !== 'object' || item === null);
  if (isShort && JSON.stringify(list).length < 80) return JSON.stringify(list).replaceAll(',', ', ');
  return `List (${list.length} ${list.length === 1 ? 'element' : 'elements'})`;
}

interface PixelType {
  readonly precision?: string;
  readonly min?: number;
  readonly max?: number;
}

function pixelType({ precision, min, max }: PixelType): string {
  if (precision !== 'int' || min === undefined || max === undefined) return precision ?? 'unknown';
  return `${min < 0 ? 'signed' : 'unsigned'} int${Math.ceil(Math.log2(max - min + 1))}`;
}

/** `"B1", unsigned int8, EPSG:32725, 349x352 px` */
function bandSummary(value: object): string | undefined {
  const {
    id,
    data_type: type,
    crs,
    dimensions,
  } = value as { id?: string; data_type?: PixelType; crs?: string; dimensions?: readonly number[] };
  if (id === undefined || !type) return undefined;
  return [`"${id}"`, pixelType(type), crs, dimensions && `${dimensions.join('x')} px`].filter(Boolean).join(', ');
}

function dateText(milliseconds: number): string {
  const date = new Date(milliseconds);
  return Number.isNaN(date.getTime())
    ? String(milliseconds)
    : date
        .toISOString()
        .replace('T', ' ')
        .replace(/\.000Z$/, '');
}

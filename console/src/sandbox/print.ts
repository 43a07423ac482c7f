import type { Printed } from '../../../scripting/messages.ts';
import { Chart } from './charts.ts';
import { expressionOf, isComputed } from './client.ts';

/** How deep a printed object of the script itself is looked at. */
const MAX_DEPTH = 20;

/** What `print` shows of something: what is computed is named by its graph, and computed by the console. */
export function printedOf(value: unknown): Printed {
  if (value instanceof Chart) return { kind: 'chart', chart: value.shown };
  if (isComputed(value)) return { kind: 'expression', expression: expressionOf(value), what: nameOf(value) };
  if (hasComputed(value, MAX_DEPTH)) {
    return { kind: 'expression', expression: expressionOf(value), what: Array.isArray(value) ? 'List' : 'Object' };
  }
  return { kind: 'value', value: plain(value, MAX_DEPTH) };
}

function nameOf(value: unknown): string {
  return (value as { name?: () => string }).name?.() ?? 'Object';
}

function hasComputed(value: unknown, depth: number): boolean {
  if (depth === 0 || typeof value !== 'object' || value === null) return false;
  return Object.values(value).some((item) => isComputed(item) || hasComputed(item, depth - 1));
}

/** A value that can be sent: functions and symbols become their texts. */
function plain(value: unknown, depth: number): unknown {
  if (typeof value === 'function' || typeof value === 'symbol') return String(value).slice(0, 200);
  if (typeof value === 'bigint') return `${value}n`;
  if (value instanceof Error) return String(value);
  if (value instanceof Date) return { type: 'Date', value: value.getTime() };
  if (typeof value !== 'object' || value === null) return value;
  if (depth === 0) return '…';
  if (Array.isArray(value)) return value.map((item) => plain(item, depth - 1));
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, plain(item, depth - 1)]));
}

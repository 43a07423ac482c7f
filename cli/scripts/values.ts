import { inspect } from 'node:util';
import type { Printed } from '../../scripting/messages.ts';
import type { Client } from '../client.ts';
import { chartOf, chartText } from './chart-text.ts';
import { compute } from './compute.ts';

/** What one thing that a script prints is: computed, where it has to be. Charts are their numbers. @throws Failure */
export async function resultOf(client: Client, printed: Printed): Promise<unknown> {
  switch (printed.kind) {
    case 'value':
      return printed.value;
    case 'expression':
      return compute(client, printed.expression);
    case 'chart':
      return chartOf(client, printed.chart);
  }
}

/** Items of a list that are written out. */
const MOST_ITEMS = 1_000;

/** What one thing that a script prints is, as text. @param colours whether it is for a terminal */
export async function textOf(client: Client, printed: Printed, colours: boolean): Promise<string> {
  if (printed.kind === 'chart') return chartText(await chartOf(client, printed.chart));
  const value = await resultOf(client, printed);
  if (typeof value === 'string') return value;
  return inspect(value, { depth: 20, colors: colours, breakLength: 110, maxArrayLength: MOST_ITEMS });
}

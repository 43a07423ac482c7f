import { wrong } from '../../errors.ts';
import { type Affine, IDENTITY } from '../../raster/affine.ts';
import { float } from '../../values/number.ts';
import { numberText } from '../../values/number-text.ts';

const ELEMENT = /PARAMETER\s*\[\s*"elt_([01])_([012])"\s*,\s*([-+.\deE]+)\s*\]/g;

/** A transform as the text of OGC 01-009: elements of the affine matrix that are not those of the identity. */
export function transformText(transform: Affine): string {
  const elements = transform.flatMap((value, i) =>
    value === IDENTITY[i] ? [] : [parameter(`elt_${Math.floor(i / 3)}_${i % 3}`, numberText(float(value)))],
  );
  const lines = ['PARAM_MT["Affine"', parameter('num_row', '3'), parameter('num_col', '3'), ...elements];
  return `${lines.join(', \n  ')}]`;
}

function parameter(name: string, value: string): string {
  return `PARAMETER["${name}", ${value}]`;
}

/** Reads an affine transform from such a text. */
export function parseTransformText(text: string): Affine {
  if (!/^\s*PARAM_MT\s*\[\s*"Affine"/.test(text)) throw wrong('\'transformWkt\' must be a PARAM_MT["Affine", …].');
  const transform: number[] = [...IDENTITY];
  for (const [, row, column, value] of text.matchAll(ELEMENT)) {
    if (!Number.isFinite(Number(value))) throw wrong(`'transformWkt' has a parameter that is no number: ${value}.`);
    transform[Number(row) * 3 + Number(column)] = Number(value);
  }
  return transform as unknown as Affine;
}

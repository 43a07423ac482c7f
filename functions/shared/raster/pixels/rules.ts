import type { ScalarOperation } from '../scalar/operation.ts';

/** A value in a compiled loop: the names of the variables (or literals) that hold it and its mask. */
export interface Operand {
  readonly value: string;
  /** The mask's variable; undefined if the value is never masked. */
  readonly mask: string | undefined;
  /** Whether the mask may hold fractions, not just 0 and 1. */
  readonly fractional: boolean;
}

/** The result of a rule: JavaScript expressions for the value and the mask. */
export type Emitted = Operand;

/** Computes a pixel from its inputs at the same pixel, written as JavaScript for a compiled loop. */
export interface PointRule {
  /** Names the rule in messages and profiles. */
  readonly key: string;
  /** The inputs, by position, one of which the value always is, unchanged: such rules apply to array bands, too. */
  readonly selects?: readonly number[];
  /** Numbers that the code looks up, under the name that `emit` is given. */
  readonly table?: Float64Array;
  readonly emit: (inputs: readonly Operand[], table: string) => Emitted;
}

/** An operand's mask. */
export type Masked = Pick<Operand, 'mask' | 'fractional'>;

/** The mask that is valid where both are: the smaller of the two. */
export function masked(a: Masked, b: Masked): Masked {
  if (a.mask === undefined) return { mask: b.mask, fractional: b.fractional };
  if (b.mask === undefined) return { mask: a.mask, fractional: a.fractional };
  if (!a.fractional && !b.fractional) return { mask: `(${a.mask} & ${b.mask})`, fractional: false };
  return { mask: `(${a.mask} < ${b.mask} ? ${a.mask} : ${b.mask})`, fractional: true };
}

const scalarRules = new Map<ScalarOperation, PointRule>();

/** A scalar operation on pixels: masked where any operand is. */
export function scalarRule(operation: ScalarOperation): PointRule {
  const known = scalarRules.get(operation);
  if (known) return known;
  const rule: PointRule = {
    key: operation.name,
    emit: ([a, b]) => ({
      value: operation.source(a.value, b?.value ?? ''),
      ...(b ? masked(a, b) : { mask: a.mask, fractional: a.fractional }),
    }),
  };
  scalarRules.set(operation, rule);
  return rule;
}

/** Whether an operand is valid, as a condition. */
export function isValid(operand: Operand): string {
  return operand.mask === undefined ? 'true' : `${operand.mask} > 0`;
}

/** Image.updateMask over (image, mask), for masks of integers: any positive value is valid. */
export const UPDATE_MASK_INTEGER: PointRule = {
  key: 'updateMaskInteger',
  selects: [0],
  emit: ([image, mask]) => {
    const keep = `(${mask.value} > 0 && ${isValid(mask)} ? 1 : 0)`;
    if (image.mask === undefined) return { value: image.value, mask: keep, fractional: false };
    return image.fractional
      ? { value: image.value, mask: `(${image.mask} > 0 ? ${keep} : 0)`, fractional: false }
      : { value: image.value, mask: `(${image.mask} & ${keep})`, fractional: false };
  },
};

/** Image.updateMask over (image, mask), for masks of fractions from 0 to 1. */
export const UPDATE_MASK_FRACTION: PointRule = {
  key: 'updateMaskFraction',
  selects: [0],
  emit: ([image, mask]) => {
    const fraction = `(${mask.value} > 0 && ${isValid(mask)} ? (${mask.value} < 1 ? ${mask.value} : 1) : 0)`;
    return {
      value: image.value,
      mask: image.mask === undefined ? fraction : `(${image.mask} > 0 ? ${fraction} : 0)`,
      fractional: true,
    };
  },
};

/** The mask as a value: Image.mask with one argument. */
export const MASK_OF: PointRule = {
  key: 'maskOf',
  emit: ([image]) => ({ value: image.mask ?? '1', mask: undefined, fractional: false }),
};

/** Image.unmask over (image, replacement): the replacement where the image is masked. */
export const UNMASK: PointRule = {
  key: 'unmask',
  selects: [0, 1],
  emit: ([image, other]) => {
    if (image.mask === undefined) return image;
    return {
      value: `(${image.mask} > 0 ? ${image.value} : ${other.value})`,
      mask:
        other.mask === undefined && !image.fractional
          ? undefined
          : `(${image.mask} > 0 ? ${image.mask} : ${other.mask ?? '1'})`,
      fractional: image.fractional || other.fractional,
    };
  },
};

/** Image.blend over (top, bottom): masks are opacities. */
export const BLEND: PointRule = {
  key: 'blend',
  emit: ([top, bottom]) => {
    if (top.mask === undefined) return top;
    const under = `(1 - ${top.mask})${bottom.mask === undefined ? '' : ` * ${bottom.mask}`}`;
    if (!top.fractional && !bottom.fractional) return UNMASK.emit([top, bottom], '');
    const mask = bottom.mask === undefined ? undefined : `(${top.mask} + ${under})`;
    const sum = `(${top.value} * ${top.mask} + ${bottom.value} * ${under})`;
    return {
      value: mask === undefined ? sum : `(${mask} > 0 ? ${sum} / ${mask} : 0)`,
      mask,
      fractional: true,
    };
  },
};

/** Image.where over (input, test, value): the value where the test is not 0 and neither of them is masked. */
export const WHERE: PointRule = {
  key: 'where',
  selects: [0, 2],
  emit: ([input, test, value]) => ({
    value: `(${test.value} !== 0 && ${isValid(test)} && ${isValid(value)} ? ${value.value} : ${input.value})`,
    mask: input.mask,
    fractional: input.fractional,
  }),
};

/** test ? yes : no over (test, yes, no): masked where the test is, or the chosen value is. */
export const CHOOSE: PointRule = {
  key: 'choose',
  selects: [1, 2],
  emit: ([test, yes, no]) => {
    const chosen = (a: string, b: string) => `(${test.value} !== 0 ? ${a} : ${b})`;
    const alternatives =
      yes.mask === undefined && no.mask === undefined ? undefined : chosen(yes.mask ?? '1', no.mask ?? '1');
    const mask = test.mask === undefined ? alternatives : `(${test.mask} > 0 ? ${alternatives ?? '1'} : 0)`;
    return { value: chosen(yes.value, no.value), mask, fractional: yes.fractional || no.fractional };
  },
};

/** The value of the first operand under the masks of both, as for clipping to a region. */
export const WITHIN: PointRule = {
  key: 'within',
  selects: [0],
  emit: ([image, region]) => ({ value: image.value, ...masked(image, region) }),
};

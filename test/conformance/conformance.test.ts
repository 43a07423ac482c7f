import { expect, it } from 'vitest';
import { readCases } from './cases.ts';
import { judge } from './judge.ts';

/** Explained in docs/semantics.md. */
const KNOWN = ['apidocs/ee-date-format#9'];

const cases = readCases();

it.skipIf(cases === undefined)(
  `public samples get the answers that are documented${cases ? '' : ' (skipped: no ../shared/conformance)'}`,
  async () => {
    const failed: string[] = [];
    for (const test of cases ?? []) if (!(await judge(test)).passed) failed.push(test.id);
    expect(failed).toEqual(KNOWN);
  },
);

import { expect, it } from 'vitest';
import { languageContext } from '../../expression/language.testing.ts';
import type { ProfileRow } from '../../measures/profile.ts';
import { encodeValue } from '../../values/encode.ts';
import type { Value } from '../../values/value.ts';
import { PROFILES } from './get-profiles.ts';

const KNOWN: { readonly [id: string]: readonly ProfileRow[] } = {
  a: [
    { description: 'Algorithm Image.reduceRegions', seconds: 0.2674, peakBytes: 59_400, count: 6 },
    { description: '(plumbing)', seconds: 0.1, peakBytes: 0, count: 1 },
  ],
  b: [
    { description: '(plumbing)', seconds: 0.046, peakBytes: 200, count: 1 },
    { description: `Loading assets: ${'x'.repeat(80)}`, seconds: 0.0001, peakBytes: 1_049_000, count: 86 },
  ],
};

async function profiles(args: { readonly [name: string]: Value }) {
  const assets = { ...languageContext.assets, profile: async (id: string) => KNOWN[id] };
  return encodeValue(
    (await PROFILES[0]?.invoke(new Map(Object.entries(args)), { ...languageContext, assets })) ?? null,
  );
}

it('prints profiles together as Earth Engine does', async () => {
  expect(await profiles({ ids: ['a', 'b', 'a'] })).toBe(
    [
      ' EECU·s PeakMem Count  Description',
      '  0.267     59k     6  Algorithm Image.reduceRegions',
      '  0.146     200     2  (plumbing)',
      `   -       1.0M    86  Loading assets: ${'x'.repeat(44)}`,
      '',
    ].join('\n'),
  );
  expect(await profiles({ ids: [] })).toBe(' EECU·s PeakMem Count  Description\n');
  expect(await profiles({ ids: ['a'], maxEntries: 1 })).toMatch(/^.*\n.*reduceRegions\n$/);
});

it('gives them as a table for charts', async () => {
  expect(await profiles({ ids: ['b'], format: 'json', maxEntries: 1 })).toEqual({
    cols: [
      { id: 'description', label: 'Description', type: 'string' },
      { id: 'count', label: 'Count', type: 'number' },
      { id: 'compute', label: 'Compute', type: 'number' },
      { id: 'peakMemory', label: 'Peak Mem', type: 'number' },
    ],
    rows: [
      {
        c: [
          { v: '(plumbing)', f: '(plumbing)' },
          { v: 1, f: '1' },
          { v: 0.046, f: '0.046' },
          { v: 200, f: '200' },
        ],
      },
    ],
  });
});

it.each([
  [{ ids: ['nobody'] }, "Profile.getProfiles: Profile 'nobody' was not found"],
  [{ ids: ['a'], format: 'xml' }, "argument 'format': Expected 'text' or 'json'."],
  [{ ids: ['a'], maxEntries: -1 }, "argument 'maxEntries'"],
  [{ ids: Array.from({ length: 1_001 }, (_, i) => String(i)) }, "argument 'ids': At most 1000 profiles"],
])('refuses what it cannot give: %j', async (args, message) => {
  await expect(profiles(args)).rejects.toThrow(message);
});

import { wrong } from '../../errors.ts';
import { mergedRows, type ProfileRow } from '../../measures/profile.ts';
import { algorithm } from '../declare.ts';
import * as t from '../language/types.ts';
import { defaulted, optional, required } from '../parameter.ts';
import { profileData, profileText } from './table.ts';

/** Profiles that can be put together at once. */
const MOST_PROFILES = 1_000;

/** Profiles that are looked up at a time. */
const AT_A_TIME = 50;

/** What requests have cost that were sent with the header `X-Earth-Engine-Computation-Profiling`. */
export const PROFILES = [
  algorithm({
    name: 'Profile.getProfiles',
    description: 'What the computations of some profiles have cost together, as text or as a table for charts.',
    returns: 'Object',
    hidden: true,
    source: 'changing',
    parameters: {
      ids: required(t.list(t.string)),
      format: defaulted(t.string, 'text'),
      maxEntries: optional(t.integer),
    },
    run: async ({ ids, format, maxEntries }, { assets }) => {
      if (format !== 'text' && format !== 'json') throw wrong("Expected 'text' or 'json'.", 'format');
      if (maxEntries !== null && maxEntries < 0) throw wrong('A number of at least 0 is expected.', 'maxEntries');
      const { profile } = assets;
      if (!profile) throw wrong('Profiles can be read while they are waited for only, not by exports.');
      const wanted = [...new Set(ids)];
      if (wanted.length > MOST_PROFILES) throw wrong(`At most ${MOST_PROFILES} profiles can be put together.`, 'ids');
      const rows: ProfileRow[] = [];
      for (let i = 0; i < wanted.length; i += AT_A_TIME) {
        const found = await Promise.all(
          wanted.slice(i, i + AT_A_TIME).map(async (id) => {
            const one = await profile(id);
            if (one) return one;
            throw wrong(`Profile '${id.slice(0, 100)}' was not found: it may have expired, or be somebody else's.`);
          }),
        );
        rows.push(...found.flat());
      }
      const shown = mergedRows(rows).slice(0, maxEntries ?? undefined);
      return format === 'text' ? profileText(shown) : profileData(shown);
    },
  }),
];

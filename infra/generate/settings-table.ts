import { SETTINGS } from '../../functions/shared/settings.ts';

const BEGIN = '<!-- settings: written by `npm run reference` from functions/shared/settings.ts -->';
const END = '<!-- /settings -->';

/** The table of environment variables in Markdown. */
export function settingsTable(): string {
  const rows = Object.values(SETTINGS).map(
    ({ variable, meaning, otherwise }) => `| \`${variable}\` | ${meaning} | ${otherwise} |`,
  );
  return ['| variable | meaning | default |', '| --- | --- | --- |', ...rows].join('\n');
}

/**
 * A page with its table of environment variables written anew.
 * @throws if the page has no place for one
 */
export function withSettings(page: string): string {
  const [begin, end] = [page.indexOf(BEGIN), page.indexOf(END)];
  if (begin < 0 || end < begin) throw new Error('The page has no place for the table of settings.');
  return `${page.slice(0, begin)}${BEGIN}\n${settingsTable()}\n${page.slice(end)}`;
}

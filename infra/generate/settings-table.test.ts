import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { withSettings } from './settings-table.ts';

it('README.md says what each environment variable means', () => {
  const page = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
  expect(withSettings(page) === page, 'README.md is stale: run `npm run reference`').toBe(true);
});

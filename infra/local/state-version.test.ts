import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { claimStateFolder } from './state-version.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'terrane-state-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

it('takes a new folder, and its own again', () => {
  const state = join(folder, 'state');
  claimStateFolder(state);
  mkdirSync(join(state, 'firestore'));
  claimStateFolder(state);
});

it('refuses what another version has written, and what was written before there were versions', () => {
  mkdirSync(join(folder, 'firestore'));
  expect(() => claimStateFolder(folder)).toThrow('Move the folder away');
  writeFileSync(join(folder, 'version'), '3\n');
  expect(() => claimStateFolder(folder)).toThrow('another version of Terrane (3;');
});

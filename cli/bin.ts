#!/usr/bin/env node
import { readFileSync } from 'node:fs';

/** The command `terrane`: it looks at the version of Node.js first, on which the rest cannot be loaded if it is too old. */

const PACKAGE = new URL(import.meta.url.endsWith('.ts') ? '../package.json' : '../../package.json', import.meta.url);
const { engines } = JSON.parse(readFileSync(PACKAGE, 'utf8')) as { engines: { node: string } };
const [major = 0, minor = 0] = (engines.node.match(/\d+/g) ?? []).map(Number);
const [ownMajor = 0, ownMinor = 0] = process.versions.node.split('.').map(Number);
if (ownMajor < major || (ownMajor === major && ownMinor < minor)) {
  console.error(`Terrane needs Node.js ${major}.${minor} or newer. This is Node.js ${process.versions.node}.`);
  process.exitCode = 1;
} else await import('./main.ts');

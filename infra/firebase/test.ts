import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { type BesideSuite, portOf, startBesideSuite } from './suite.ts';
import { firebase, installTools } from './tools.ts';

/**
 * `npm run test:firebase`: the tests of Terrane as the Firebase emulator suite serves it; where there is a Firestore of Google's, also those of its
 * rules, and of what Terrane relies on in a Firestore.
 */

const VITEST = fileURLToPath(new URL('../../node_modules/vitest/vitest.mjs', import.meta.url));
const RULES = 'test/firebase/rules.test.ts';

/** A command for a shell. */
const command = (args: readonly string[]) => [process.execPath, VITEST, ...args].map((arg) => `"${arg}"`).join(' ');

async function testSuite({ only, environment, firestore }: BesideSuite): Promise<number> {
  return firebase(['emulators:exec', '--only', only, command(['run', '--project', 'firebase'])], {
    ...environment,
    TERRANE_OWNERS: '@owners.example.org',
    ...(firestore === 'local' ? {} : ruled()),
  });
}

async function testFirestore({ firestore }: BesideSuite): Promise<number> {
  if (firestore === 'suite') {
    const files = [RULES, 'test/contract/firestore.test.ts'];
    return firebase(['emulators:exec', '--only', 'firestore', command(['run', ...files])], ruled());
  }
  // With an emulator of their own: that of the Google Cloud CLI, where there is one.
  return spawnSync(process.execPath, [VITEST, 'run', RULES], { stdio: 'inherit' }).status ?? 1;
}

/** Tells tests of a Firestore with rules. */
function ruled(): { TERRANE_TEST_RULES: string } {
  return { TERRANE_TEST_RULES: `127.0.0.1:${portOf('firestore')}` };
}

installTools();
const beside = await startBesideSuite();
const failed = await testSuite(beside).finally(() => beside.stop());
process.exitCode = failed || (await testFirestore(beside));

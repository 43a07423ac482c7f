import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/**
 * `npm run test:firebase`: runs the contract tests of Firestore against Google's own emulator, through `firebase emulators:exec`. If
 * something that it needs is missing, it says so and succeeds, because the emulator is only a second opinion.
 */

const root = fileURLToPath(new URL('../..', import.meta.url));
const firebase = fileURLToPath(new URL('./node_modules/.bin/firebase', import.meta.url));

/** The Java release that is installed; 0 if there is none. */
function javaRelease(): number {
  const { stderr, status } = spawnSync('java', ['-version'], { encoding: 'utf8' });
  return status === 0 ? Number(/version "(\d+)/.exec(stderr)?.[1] ?? 0) : 0;
}

function missing(): string[] {
  const release = javaRelease();
  return [
    ...(release >= 21 ? [] : [`Java 21 or newer (found ${release === 0 ? 'none' : release}): install a JDK`]),
    ...(existsSync(firebase) ? [] : ['firebase-tools: run `npm ci --prefix infra/firebase`']),
  ];
}

const lacks = missing();
if (lacks.length > 0) {
  console.log(
    `The tests against the Firebase emulator are skipped. Missing:\n${lacks.map((line) => `  - ${line}`).join('\n')}`,
  );
} else {
  const run = spawnSync(
    firebase,
    [
      'emulators:exec',
      '--only',
      'firestore',
      '--project',
      'demo-terrane',
      'vitest run test/contract/firestore.test.ts',
    ],
    { cwd: root, stdio: 'inherit' },
  );
  process.exitCode = run.status ?? 1;
}

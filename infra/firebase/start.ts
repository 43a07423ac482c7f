import { portOf, startBesideSuite } from './suite.ts';
import { firebase, installTools } from './tools.ts';

/** `npm run firebase`: the Firebase emulator suite with Terrane's functions, and the local cloud that they need, until it is interrupted. */

installTools();
const beside = await startBesideSuite();
console.log(
  `Terrane will be at http://127.0.0.1:${portOf('hosting')}, for users of the Auth emulator. ${beside.environment['TERRANE_OWNERS']} owns it.`,
);
try {
  process.exitCode = await firebase(['emulators:start', '--only', beside.only], beside.environment);
} finally {
  await beside.stop();
}

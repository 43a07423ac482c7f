import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { findCliFirestore } from './cli-firestore.ts';
import { javaRelease } from './java.ts';

/** What the suite's own Firestore needs (firebase-tools, `MIN_SUPPORTED_JAVA_MAJOR_VERSION`). */
const JAVA = 21;
/** Milliseconds for the question whether its file can be downloaded. */
const PATIENCE = 5_000;

/** The Firestore that the functions use in the suite. */
export type FirestoreChoice =
  /** The suite's own. */
  | { readonly kind: 'suite' }
  /** The one of the Google Cloud CLI: a jar file. */
  | { readonly kind: 'cli'; readonly file: string }
  /** That of Terrane's local cloud. It knows no rules: whoever reaches its port reads all. */
  | { readonly kind: 'local' };

/** Chooses the Firestore, and says which one it is and why. */
export async function chooseFirestore(): Promise<FirestoreChoice> {
  const missing = await missingForSuite();
  if (missing === undefined) {
    console.log('Firestore: the one of the Firebase suite, with firestore.rules.');
    return { kind: 'suite' };
  }
  const file = javaRelease() > 0 ? findCliFirestore() : undefined;
  if (file !== undefined) {
    console.log(
      `Firestore: the one of the Google Cloud CLI, with firestore.rules. That of the Firebase suite ${missing}.`,
    );
    return { kind: 'cli', file };
  }
  console.log(
    `Firestore: the one of Terrane's local cloud, WITHOUT firestore.rules. That of the Firebase suite ${missing}.`,
  );
  return { kind: 'local' };
}

/** What keeps the suite's own Firestore from starting; undefined if nothing does. The suite itself would wait long, or stop. */
async function missingForSuite(): Promise<string | undefined> {
  const release = javaRelease();
  if (release < JAVA)
    return `needs Java ${JAVA} or newer, and ${release === 0 ? 'there is none' : `this is ${release}`}`;
  const list = new URL('node_modules/firebase-tools/lib/emulator/downloadableEmulatorInfo.json', import.meta.url);
  const { firestore } = JSON.parse(readFileSync(list, 'utf8')) as {
    readonly firestore: { readonly remoteUrl: string; readonly downloadPathRelativeToCacheDir: string };
  };
  const folder = process.env['FIREBASE_EMULATORS_PATH'] ?? join(homedir(), '.cache/firebase/emulators');
  if (existsSync(join(folder, firestore.downloadPathRelativeToCacheDir))) return undefined;
  const reply = await fetch(firestore.remoteUrl, { method: 'HEAD', signal: AbortSignal.timeout(PATIENCE) }).catch(
    () => undefined,
  );
  return reply?.ok ? undefined : 'is not installed, and cannot be downloaded from here';
}

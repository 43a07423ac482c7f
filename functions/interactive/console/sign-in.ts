import { takesTokens } from '../../shared/identity/auth-mode.ts';
import { SETTINGS } from '../../shared/settings.ts';

/** How users of Firebase Auth sign in: with the project's key, at the addresses of Google's two services, or of the emulator. */
interface FirebaseSignIn {
  /** The web API key, which is no secret. */
  readonly key: string;
  /** Identity Toolkit. */
  readonly accounts: string;
  /** Secure Token Service. */
  readonly tokens: string;
}

/** What the console may offer to those who sign in, beside a token that they have. */
export interface SignInOffer {
  readonly firebase?: FirebaseSignIn;
}

/** What this server is set up for. */
export function signInOffer(): SignInOffer {
  const key = SETTINGS.firebaseApiKey.read();
  if (key === undefined || !takesTokens('firebase')) return {};
  const emulator = SETTINGS.firebaseAuthEmulator.read();
  const at = (service: string) => (emulator ? `http://${emulator}/${service}/v1` : `https://${service}/v1`);
  return {
    firebase: { key, accounts: at('identitytoolkit.googleapis.com'), tokens: at('securetoken.googleapis.com') },
  };
}

/** The origins that the console calls for that. */
export function signInOrigins(): string[] {
  const { firebase } = signInOffer();
  return firebase ? [...new Set([firebase.accounts, firebase.tokens].map((url) => new URL(url).origin))] : [];
}

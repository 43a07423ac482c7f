import { useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import { useEffect } from 'preact/hooks';
import { askForOffer, firebase, signInWithPassword } from '../api/firebase.ts';
import { refusal, signIn, token } from '../api/session.ts';
import { Dialog } from './dialog.tsx';

/** The dialog in which somebody says who they are. */
export function SignIn({ close }: { readonly close: () => void }): JSX.Element {
  return (
    <Dialog title="Sign in" close={close}>
      <p>
        A server on your own machine takes everybody. Others ask for a token: the secret that its owner gave you, or a
        Google, Firebase or OpenID Connect token. It is kept until this tab is closed, and sent to this server only.
      </p>
      <SignInForms done={close} />
    </Dialog>
  );
}

/** What is seen across the page when the server does not know the caller. */
export function Refusal(): JSX.Element | null {
  if (refusal.value === undefined) return null;
  return (
    <div class="refusal" role="alert">
      <strong>This server asks who you are.</strong>
      <SignInForms />
    </div>
  );
}

function SignInForms({ done }: { readonly done?: () => void }): JSX.Element {
  useEffect(() => void askForOffer(), []);
  return (
    <>
      {firebase.value && <PasswordForm {...(done ? { done } : {})} />}
      <TokenForm {...(done ? { done } : {})} />
    </>
  );
}

/** For users of Firebase Auth. */
function PasswordForm({ done }: { readonly done?: () => void }): JSX.Element {
  const error = useSignal<string | undefined>(undefined);
  const isBusy = useSignal(false);
  const submit = async (form: HTMLFormElement) => {
    const given = new FormData(form);
    isBusy.value = true;
    error.value = undefined;
    try {
      await signInWithPassword(String(given.get('email')), String(given.get('password')));
      done?.();
    } catch (failure) {
      error.value = (failure as Error).message;
    }
    isBusy.value = false;
  };
  return (
    <form
      class="token"
      onSubmit={(event) => {
        event.preventDefault();
        void submit(event.currentTarget);
      }}
    >
      <label for="email">Email</label>
      <input id="email" name="email" type="email" autocomplete="username" required />
      <label for="password">Password</label>
      <input id="password" name="password" type="password" autocomplete="current-password" required />
      <button type="submit" class="primary" disabled={isBusy.value}>
        Sign in with Firebase
      </button>
      {error.value && <p class="message">{error.value}</p>}
    </form>
  );
}

function TokenForm({ done }: { readonly done?: () => void }): JSX.Element {
  return (
    <form
      class="token"
      onSubmit={(event) => {
        event.preventDefault();
        signIn(String(new FormData(event.currentTarget).get('token')).trim());
        done?.();
      }}
    >
      <label for="token">Token</label>
      <input id="token" name="token" type="password" autocomplete="off" defaultValue={token.value} />
      <button type="submit" class="primary">
        Use it
      </button>
      {token.value !== '' && (
        <button
          type="button"
          onClick={() => {
            signIn('');
            done?.();
          }}
        >
          Sign out
        </button>
      )}
    </form>
  );
}

import { useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import { chooseProject, project, refusal, signIn, token } from '../api/session.ts';
import { Dialog } from './dialog.tsx';
import { Icon } from './icons.tsx';

export function Header(): JSX.Element {
  const signing = useSignal(false);
  return (
    <header class="top">
      <h1>
        <svg viewBox="0 0 32 32" class="logo" aria-hidden="true">
          <path d="M4 21l8-11 6 8 3-4 7 7z" class="near" />
          <path d="M4 25c6-3 10 2 15 0s6-2 9-1" class="strata" />
        </svg>
        Terrane
      </h1>
      <form
        class="project"
        onSubmit={(event) => {
          event.preventDefault();
          const name = String(new FormData(event.currentTarget).get('project')).trim();
          if (name !== '') chooseProject(name);
        }}
      >
        <label for="project">Project</label>
        <input
          id="project"
          name="project"
          value={project.value}
          spellcheck={false}
          autocomplete="off"
          pattern="[a-z][a-z0-9\-]{4,28}[a-z0-9]"
          title="6 to 30 lower-case letters, digits and dashes"
          onBlur={(event) => event.currentTarget.form?.requestSubmit()}
        />
      </form>
      <span class="spacer" />
      <button type="button" class="quiet" onClick={() => (signing.value = true)}>
        <Icon name="key" /> {token.value === '' ? 'Sign in' : 'Signed in'}
      </button>
      {signing.value && <SignIn close={() => (signing.value = false)} />}
    </header>
  );
}

function SignIn({ close }: { readonly close: () => void }): JSX.Element {
  return (
    <Dialog title="Sign in" close={close}>
      <p>
        A server on your own machine takes everybody. Others ask for a token: the secret that its owner gave you, or a
        Google, Firebase or OpenID Connect token. It is kept until this tab is closed, and sent to this server only.
      </p>
      <TokenForm done={close} />
    </Dialog>
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

/** What is seen across the page when the server does not know the caller. */
export function Refusal(): JSX.Element | null {
  if (refusal.value === undefined) return null;
  return (
    <div class="refusal" role="alert">
      <strong>This server asks who you are.</strong>
      <TokenForm />
    </div>
  );
}

import { useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import { chooseProject, project, token } from '../api/session.ts';
import { Icon } from './icons.tsx';
import { SignIn } from './sign-in.tsx';

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

import { useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import { useEffect } from 'preact/hooks';
import { shortName } from '../api/assets.ts';
import { getPolicy, type Policy, ROLES, setPolicy } from '../api/policies.ts';
import { Dialog } from '../app/dialog.tsx';
import { IconButton } from '../app/icons.tsx';
import { notify } from '../app/notices.tsx';

/** A member of a policy with one of its roles. */
interface Grant {
  readonly member: string;
  readonly role: string;
}

function grantsOf({ bindings = [] }: Policy): Grant[] {
  return bindings.flatMap(({ role, members }) => members.map((member) => ({ member, role })));
}

/** A member as it is written in a policy: an address alone is that of a user, or of an account that has keys. */
function memberOf(text: string): string {
  const name = text.trim();
  if (/^all(Authenticated)?Users$/i.test(name)) return name.length > 8 ? 'allAuthenticatedUsers' : 'allUsers';
  if (name.includes(':')) return name;
  if (!name.includes('@')) return `domain:${name}`;
  if (name.startsWith('@')) return `domain:${name.slice(1)}`;
  const isAccount = /\.(terrane\.internal|gserviceaccount\.com)$/.test(name);
  return `${isAccount ? 'serviceAccount' : 'user'}:${name}`;
}

/** Shows who may do what with an asset, or in a project by the root of its assets, and changes it. */
export function Sharing({ name, close }: { readonly name: string; readonly close: () => void }): JSX.Element {
  const grants = useSignal<readonly Grant[] | undefined>(undefined);
  const etag = useSignal<string | undefined>(undefined);
  const error = useSignal<string | undefined>(undefined);
  const read = (policy: Policy) => {
    grants.value = grantsOf(policy);
    etag.value = policy.etag;
  };
  const fail = ({ message }: Error) => {
    error.value = message;
  };
  useEffect(() => {
    getPolicy(name).then(read, fail);
  }, [name]);
  const write = async (wanted: readonly Grant[]) => {
    error.value = undefined;
    const bindings = wanted.map(({ member, role }) => ({ role, members: [member] }));
    try {
      read(await setPolicy(name, { bindings, ...(etag.value === undefined ? {} : { etag: etag.value }) }));
      notify('Access changed');
    } catch (failure) {
      fail(failure as Error);
    }
  };
  const isProject = /^projects\/[^/]+\/assets$/.test(name);
  const title = isProject ? `Who may use ${name.split('/')[1] ?? ''}` : `Who may use ${shortName(name)}`;
  return (
    <Dialog title={title} close={close}>
      <p>
        {isProject
          ? 'Roles in the project count for all that is in it.'
          : 'Roles on the project, and on the folders above, count as well.'}
      </p>
      {grants.value?.length === 0 && <p class="faint">Nobody has a role here.</p>}
      <ul class="grants" aria-label="Access">
        {grants.value?.map(({ member, role }) => (
          <li key={`${role} ${member}`} class="row">
            <span class="grow mono">{member}</span>
            <select
              aria-label={`Role of ${member}`}
              value={role}
              onChange={(event) => {
                const changed = { member, role: event.currentTarget.value };
                void write(
                  grants.value?.map((one) => (one.member === member && one.role === role ? changed : one)) ?? [],
                );
              }}
            >
              {ROLES.map(({ role: value, title: words }) => (
                <option key={value} value={value}>
                  {words}
                </option>
              ))}
            </select>
            <IconButton
              name="trash"
              label={`Take the role from ${member}`}
              onClick={() =>
                void write(grants.value?.filter((one) => one.member !== member || one.role !== role) ?? [])
              }
            />
          </li>
        ))}
      </ul>
      <form
        class="row"
        onSubmit={(event) => {
          event.preventDefault();
          const form = event.currentTarget;
          const given = new FormData(form);
          const member = memberOf(String(given.get('member')));
          void write([...(grants.value ?? []), { member, role: String(given.get('role')) }]).then(() => form.reset());
        }}
      >
        <input
          name="member"
          class="grow"
          aria-label="Whom to give a role"
          placeholder="ana@example.org, example.org, allUsers"
          required
          spellcheck={false}
          autocomplete="off"
        />
        <select name="role" aria-label="Role">
          {ROLES.map(({ role, title: words }) => (
            <option key={role} value={role}>
              {words}
            </option>
          ))}
        </select>
        <button type="submit" class="primary" disabled={grants.value === undefined}>
          Give
        </button>
      </form>
      {error.value && (
        <p class="message" role="alert">
          {error.value}
        </p>
      )}
    </Dialog>
  );
}

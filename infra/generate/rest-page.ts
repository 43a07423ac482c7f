import { DESCRIPTIONS } from '../../functions/shared/api/methods/descriptions.ts';
import { SINCE } from '../../functions/shared/api/methods/since.ts';
import { METHOD_LIST } from '../../functions/shared/api/methods/table.ts';

/** `docs/rest.md`: the methods of the API, what each does, and what it takes to call it. */
export function restPage(): string {
  const rows = METHOD_LIST.map(([id, { verb, path, permission, refused, withoutCredentials }]) => {
    const who = withoutCredentials
      ? 'whoever knows the name'
      : permission === null
        ? 'anybody with a token'
        : `\`${permission}\``;
    const what = refused ? `**Refused**: ${refused}` : DESCRIPTIONS[id];
    return `| \`${id.replace(/^projects\./, '')}\` | ${verb} \`/v1/${path.replaceAll('|', '\\|')}\` | ${what} | ${SINCE[id] ?? ''} | ${who} |`;
  });
  const known = METHOD_LIST.filter(([, { refused }]) => !refused).length;
  return `# The REST API

Written by \`npm run reference\` from the table of methods. Of the ${METHOD_LIST.length} methods ${known} work, each since the version of Terrane that is named; what is refused is answered by the status 400 and a message
that says why, and what to do instead. Names, messages and errors are those of [Earth Engine's REST API](https://developers.google.com/earth-engine/reference/rest), but for those that are
marked as Terrane's own. All methods are in the discovery document at \`/$discovery/rest?version=v1\`; \`v1alpha\` and \`v1beta\` are the same.

- Times of day are UTC, 64-bit numbers are texts, names of fields are taken in camelCase and in snake_case, and a single value counts as a list of one, as in the JSON form of protocol buffers.
- \`fields\` chooses fields of a reply, \`prettyPrint=true\` breaks its lines, \`alt=json\` is the only form. A GET of more than 2,048 characters may come as a POST with \`X-HTTP-Method-Override: GET\`.
- \`HEAD\` answers as GET does, without a body. Replies that are files have an \`etag\`; \`If-None-Match\` is honoured.
- A permission is asked for on the resource in the path: an asset, or the project. [security.md](security.md) has the roles.

| method | call | what it does | since | who may |
| --- | --- | --- | --- | --- |
${rows.join('\n')}
`;
}

import { Command } from 'commander';
import { contextOf } from '../context.ts';
import { assetName } from '../names.ts';
import { collect } from '../options.ts';
import { aligned } from '../output.ts';
import { changePolicy, grantOf, type Policy } from '../policies.ts';

/** `terrane asset acl` */
export const ACL = new Command('acl')
  .description('show or change who may read and write an asset; / stands for the whole project')
  .argument('<asset>')
  .option(
    '-g, --grant <role=member>',
    'reader, writer or owner, and who: reader=user:ana@example.org, reader=allUsers',
    collect,
    [],
  )
  .option('-r, --revoke <member>', 'take all roles away from', collect, [])
  .action(async (path: string, { grant, revoke }: { grant: string[]; revoke: string[] }, command: Command) => {
    const { client, output } = contextOf(command);
    const name = assetName(path, client.target.project);
    const policy =
      grant.length + revoke.length === 0
        ? await client.post<Policy>(`${name}:getIamPolicy`, {})
        : await changePolicy(client, name, grant.map(grantOf), revoke);
    const rows = (policy.bindings ?? []).flatMap(({ role, members }) => members.map((member) => [role, member]));
    output.result(policy, () =>
      rows.length > 0
        ? aligned(rows)
        : [`Nobody has a role on ${name} itself: those on what is above it, and in the project, count.`],
    );
  });

import { resolve } from 'node:path';
import { Command } from 'commander';
import { contextOf } from '../context.ts';
import { Failure } from '../failure.ts';
import { writePrivately } from '../keys/key-file.ts';
import { type Key, keyId, makeKey } from '../keys/make-key.ts';
import { aligned } from '../output.ts';
import { changePolicy, isRole, ROLES } from '../policies.ts';

const DAY = 86_400_000;

interface CreateOptions {
  readonly role: string;
  readonly days?: string;
  readonly out?: string;
}

const CREATE = new Command('create')
  .description(
    'let a program sign in: make a key, here, of an account of the project; the server keeps its public half',
  )
  .argument('<account>', 'what the account is called, such as ci')
  .option(
    '--role <role>',
    'what it may do in the project: reader, writer, owner; none leaves its roles as they are',
    'writer',
  )
  .option('--days <number>', 'for how many days it counts; for good, if not given')
  .option('-o, --out <file>', 'the file to write, which must not be there; ACCOUNT.key.json if not given')
  .addHelpText(
    'after',
    `
Whoever has the file may do what the account may. With it
  terrane --key ci.key.json asset ls
  earthengine --service_account_file ci.key.json ls
  GOOGLE_APPLICATION_CREDENTIALS=ci.key.json python script.py     with ee.Initialize(url=…, project=…)

Examples:
  terrane key create ci
  terrane key create dashboard --role reader --days 90`,
  )
  .action(async (account: string, { role, days, out = `${account}.key.json` }: CreateOptions, command: Command) => {
    const { client, output } = contextOf(command);
    if (role !== 'none' && !isRole(role))
      throw new Failure(`--role: ${Object.keys(ROLES).join(', ')} or none is expected.`);
    const file = await makeKey(client, account, days === undefined ? undefined : expiry(days));
    const path = resolve(out);
    try {
      writePrivately(path, file);
    } catch (error) {
      await client.delete(`${client.parent}/keys/${file.private_key_id}`);
      throw error;
    }
    const member = `serviceAccount:${file.client_email}`;
    if (isRole(role)) await changePolicy(client, `${client.parent}/assets`, [{ role, member }], []);
    const { client_email: address, private_key_id: id } = file;
    output.result({ id, account: address, role, file: path }, () => [
      `${out} is the key of ${address}: keep it as a password is kept`,
      role === 'none'
        ? 'it has the roles that policies give it'
        : `it is a ${role} of the project ${client.target.project}`,
      `take it back with: terrane key rm ${id}`,
    ]);
  });

const LIST = new Command('ls').description('list the keys of the project').action(async (_, command: Command) => {
  const { client, output } = contextOf(command);
  const { keys = [] } = await client.get<{ keys?: Key[] }>(`${client.parent}/keys`);
  output.result(keys, () =>
    keys.length === 0
      ? ['The project has no keys.']
      : aligned(
          keys.map((key) => [
            keyId(key),
            key.account,
            `made ${key.createTime.slice(0, 10)} by ${key.creator}`,
            key.expireTime === undefined ? '' : `until ${key.expireTime.slice(0, 10)}`,
          ]),
        ),
  );
});

const REMOVE = new Command('rm')
  .description('take keys back, and the tokens that were given for them')
  .argument('<key...>', 'their ids')
  .action(async (ids: string[], _, command: Command) => {
    const { client, output } = contextOf(command);
    for (const id of ids) await client.delete(`${client.parent}/keys/${id}`);
    output.result(ids, () => ids.map((id) => `${id} counts no more`));
  });

const TOKEN = new Command('token')
  .description(
    'print a token for --key, for programs that take one, such as curl and the JavaScript client; it counts for an hour',
  )
  .addHelpText('after', '\nExample:\n  curl -H "Authorization: Bearer $(terrane --key ci.key.json key token)" …')
  .action(async (_, command: Command) => {
    const { client, output } = contextOf(command);
    const token = await client.target.credentials?.();
    if (token === undefined) throw new Failure('Give the file of a key: --key FILE, or TERRANE_KEY.');
    output.result({ token }, () => [token]);
  });

/** `terrane key …` */
export const KEYS = new Command('key')
  .description('keys by which programs sign in, the official clients among them')
  .addCommand(CREATE)
  .addCommand(LIST)
  .addCommand(REMOVE)
  .addCommand(TOKEN);

/** @throws Failure */
function expiry(days: string): string {
  const count = Number(days);
  if (count > 0 && count <= 36_500) return new Date(Date.now() + count * DAY).toISOString();
  throw new Failure(`--days: '${days}' is no number of days.`);
}

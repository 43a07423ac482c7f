/** What helps, by what the server says: the words of its API name no options of this command line. */
const REMEDIES: readonly { readonly said: RegExp; readonly help: string }[] = [
  { said: /^Cannot overwrite asset/, help: 'Give --overwrite to replace it.' },
  { said: /has children\. Delete what is in it first\.$/, help: 'Give -r to delete that, too.' },
  {
    said: /authentication credential/,
    help: "Say who you are: --key FILE (TERRANE_KEY), as 'terrane key create' writes it, or --token (TERRANE_TOKEN).",
  },
];

/** A message of the server, with what helps. */
export function withRemedy(message: string): string {
  const remedy = REMEDIES.find(({ said }) => said.test(message));
  return remedy === undefined ? message : `${message}\n${remedy.help}`;
}

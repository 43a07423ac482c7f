import { unimplemented } from '../../errors.ts';

/**
 * The format that a request names.
 * @param formats those that there are, by their names
 * @param byDefault the one of requests that name none, or the `unspecified` one
 * @throws UNIMPLEMENTED if there is none of that name
 */
export function formatNamed<Name extends string>(
  formats: Readonly<Record<Name, unknown>>,
  name: string | undefined,
  { unspecified, byDefault }: { readonly unspecified: string; readonly byDefault: Name },
): Name {
  if (name === undefined || name === unspecified) return byDefault;
  if (Object.hasOwn(formats, name)) return name as Name;
  throw unimplemented(`The file format ${name} is not supported yet. Use one of ${Object.keys(formats).join(', ')}.`);
}

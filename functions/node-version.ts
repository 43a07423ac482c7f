/** The oldest Node.js that runs Terrane: as `engines` in package.json. */
const NEEDED = [22, 18] as const;

/**
 * What to tell somebody whose Node.js is too old; undefined if it is not.
 * @param version such as `20.11.1`
 */
export function nodeRefusal(version: string): string | undefined {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major > NEEDED[0] || (major === NEEDED[0] && minor >= NEEDED[1])) return undefined;
  return `Terrane needs Node.js ${NEEDED.join('.')} or newer. This is Node.js ${version}.`;
}

/** A variable of a path template: `{name=pattern}`; without a pattern it is one segment. */
export interface PathVariable {
  readonly name: string;
  readonly pattern: string;
}

export interface PathTemplate {
  readonly variables: readonly PathVariable[];
  /** The values of the variables for a path below `/v1/`; undefined if the path is another one. */
  match(path: string): Readonly<Record<string, string>> | undefined;
}

const VARIABLE = /\{([a-zA-Z]+)(?:=([^}]+))?\}/g;

/** Reads a path template in Google's form, such as `{parent=projects/*}:listAssets`. */
export function parseTemplate(template: string): PathTemplate {
  const variables = [...template.matchAll(VARIABLE)].map(([, name, pattern = '*']) => ({ name, pattern }));
  const literals = template.split(VARIABLE).filter((_, i) => i % 3 === 0);
  const source = literals.reduce((text, part, i) => {
    const variable = variables[i];
    const last = i === variables.length - 1 && literals[i + 1] === '';
    return `${text}${literal(part)}${variable ? `(${patternSource(variable.pattern, last)})` : ''}`;
  }, '');
  const expression = new RegExp(`^${source}$`);
  return {
    variables,
    match(path) {
      const values = expression.exec(path)?.slice(1);
      return values && Object.fromEntries(variables.map(({ name }, i) => [name, values[i] ?? '']));
    },
  };
}

/**
 * The regular expression of a variable's pattern. One star stands for one segment, two for any number of segments with their slashes. The
 * last segment of a path contains no colon, because a colon there precedes the verb of another method. (Projects of a domain contain one:
 * `projects/example.com:p`.)
 */
function patternSource(pattern: string, atEnd: boolean): string {
  const end = atEnd ? '[^/:]' : '[^/]';
  return literal(pattern)
    .replaceAll('/\\*\\*', `(?:/(?:.*/)?${end}*)?`)
    .replace(/\\\*$/, `${end}+`)
    .replaceAll('\\*', '[^/]+');
}

function literal(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

/**
 * Something that the Code Editor has and the console does not: it says so when it is used, and not before, so that scripts run as far as they can.
 * @param path its name, as `ui.Panel`
 */
export function missing(
  path: string,
  advice = 'Scripts can print, show layers and charts, and start exports.',
): unknown {
  const refuse = () => {
    throw new Error(`${path} is not there in Terrane's console. ${advice}`);
  };
  return new Proxy(refuse, {
    get: (_, name) =>
      typeof name === 'string' && name !== 'prototype' ? missing(`${path}.${name}`, advice) : undefined,
    apply: refuse,
    construct: refuse,
  });
}

/** An object whose other members are missing. */
export function withMissing<T extends object>(path: string, known: T, advice?: string): T {
  return new Proxy(known, {
    get(target, name, receiver) {
      if (Reflect.has(target, name) || typeof name !== 'string') return Reflect.get(target, name, receiver);
      return missing(`${path}.${name}`, advice);
    },
  });
}

import { spawnSync } from 'node:child_process';

/** The Java release that is installed; 0 if there is none. */
export function javaRelease(): number {
  const { stderr, status } = spawnSync('java', ['-version'], { encoding: 'utf8' });
  return status === 0 ? Number(/version "(\d+)/.exec(stderr)?.[1] ?? 0) : 0;
}

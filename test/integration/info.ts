import { called } from '../../infra/local/earth-engine.ts';

/** The value of an object of the official client. */
export function info<T>(computed: { getInfo(done: (value: T, error?: string) => void): void }): Promise<T> {
  return called((done) => computed.getInfo(done));
}

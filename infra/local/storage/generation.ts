import type { StorageDatabase } from './database.ts';

/**
 * A new generation: microseconds since 1970 as in the service, and always greater than each one before,
 * after a restart and a clock set back too. To be called within a transaction.
 */
export function nextGeneration(database: StorageDatabase): number {
  const row = database
    .sql('UPDATE clock SET generation = max(generation + 1, ?) WHERE id = 1 RETURNING generation')
    .get(Date.now() * 1000) as { generation: number };
  return row.generation;
}

import type { DatabaseSync } from 'node:sqlite';

/** The names that the registries give the datum of each geographic system ('EPSG:4314'): EPSG's, and Esri's without its `D_`. */
export function datumNames(database: DatabaseSync): Map<string, string[]> {
  const rows = database
    .prepare(
      `SELECT c.auth_name || ':' || c.code AS crs, d.name AS name, a.alt_name AS alias
         FROM geodetic_crs c
         JOIN geodetic_datum d ON d.auth_name = c.datum_auth_name AND d.code = c.datum_code
         LEFT JOIN alias_name a ON a.table_name = 'geodetic_datum' AND a.auth_name = d.auth_name AND a.code = d.code
          AND a.source = 'ESRI'
        WHERE c.type = 'geographic 2D'`,
    )
    .all();
  const names = new Map<string, string[]>();
  for (const row of rows) {
    const crs = String(row['crs']);
    const known = names.get(crs) ?? [];
    for (const name of [row['name'], row['alias']]) {
      const short = String(name ?? '').replace(/^D_/, '');
      if (short !== '' && !known.some((other) => folded(other) === folded(short))) known.push(short);
    }
    names.set(crs, known);
  }
  return names;
}

function folded(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]/g, '');
}

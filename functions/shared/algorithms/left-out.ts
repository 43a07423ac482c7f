/** What scripts can do in place of Earth Engine's functions that Terrane does not have, by their names. */
const INSTEAD: ReadonlyMap<string, string> = new Map([
  [
    'FeatureCollection.runBigQuery',
    'There is no BigQuery here: export the result of the query to a file, and import that as a table.',
  ],
  [
    'FeatureCollection.loadBigQueryTable',
    'There is no BigQuery here: export the table to a file, and import that as a table.',
  ],
]);

/** The message for a function that is not there: what to do instead, as far as that is known. */
export function unknownFunction(name: string): string {
  const instead = INSTEAD.get(name);
  if (instead === undefined) return `Unknown function '${name}'. Terrane does not have it, or its name is misspelt.`;
  return `Unknown function '${name}'. Terrane does not have it. ${instead}`;
}

/** The suite alone has no Cloud Tasks or Cloud Storage that Terrane could use. */
if (!process.env['TERRANE_TASKS_EMULATOR_HOST']) {
  console.error(
    'Terrane needs its local cloud beside the Firebase emulator suite: start both with `npm run firebase`.',
  );
  process.exit(1);
}

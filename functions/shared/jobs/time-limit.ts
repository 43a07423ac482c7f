/** Seconds that an interactive request may take (`TERRANE_INTERACTIVE_SECONDS`). */
export function interactiveSeconds(): number {
  return Number(process.env['TERRANE_INTERACTIVE_SECONDS'] ?? 300);
}

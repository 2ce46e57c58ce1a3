/**
 * A time in the zone of the browser, the same in every language: `2026-11-23 15:09:33`. Without `Intl`,
 * which may know neither the zone nor the language.
 * @throws {RangeError} for a time that is none
 */
export function localTime(at: Date): string {
  const shifted = new Date(at.getTime() - at.getTimezoneOffset() * 60_000)
  return shifted.toISOString().slice(0, 19).replace('T', ' ')
}

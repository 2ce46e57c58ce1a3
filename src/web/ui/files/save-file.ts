// Files that the reader downloads.
import { localTime } from '../browser/local-time.ts'

/** Long enough for a browser that asks where to save the file. */
const KEPT_MS = 60_000

/**
 * Saves a file as a download of the browser.
 * @param name without a device's text: see {@link timedFileName}
 */
export function saveFile(name: string, blob: Blob): void {
  const url = URL.createObjectURL(blob)
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(url), KEPT_MS)
}

/** A name like `roster-clients-2026-11-23-150933.csv`, by the reader's clock. */
export function timedFileName(
  subject: string,
  extension: 'csv' | 'json' | 'png',
  at: Date = new Date(),
): string {
  const time = localTime(at).replace(' ', '-').replaceAll(':', '')
  return `roster-${subject}-${time}.${extension}`
}

/** Long enough for a browser that asks where to save. */
const KEPT_MS = 60_000

/**
 * Saves a file through the browser's own download.
 * @param name holds no device's text: see {@link timedFileName}
 */
export function saveFile(name: string, blob: Blob): void {
  const url = URL.createObjectURL(blob)
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(url), KEPT_MS)
}

/** `roster-clients-2026-11-23-150933.csv`, by the reader's clock. */
export function timedFileName(
  subject: string,
  extension: 'csv' | 'json' | 'png',
  at: Date = new Date(),
): string {
  const two = (value: number) => String(value).padStart(2, '0')
  const date = `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`
  const time = [at.getHours(), at.getMinutes(), at.getSeconds()].map(two).join('')
  return `roster-${subject}-${date}-${time}.${extension}`
}

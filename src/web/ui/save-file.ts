/** Lets a browser begin to read the file before its address is gone. */
const KEPT_MS = 60_000

/** Has the browser save a file under a name, the way that a download is. */
export function saveFile(name: string, blob: Blob): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(blob)
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), KEPT_MS)
}

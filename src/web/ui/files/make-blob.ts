import { yieldToMain } from '../browser/yield-to-main.ts'

/** A few ms of work. */
const SLICE_CHARACTERS = 50_000

/**
 * Puts text together as a UTF-8 file, in slices between which the page stays alive. Half a surrogate
 * pair becomes U+FFFD: the file is well-formed whatever a device chose.
 * @param pieces made one by one as they are needed
 * @param type media type
 */
export async function makeBlob(pieces: Iterable<string>, type: string): Promise<Blob> {
  const slices: Blob[] = []
  let slice = ''
  for (const piece of pieces) {
    slice += piece
    if (slice.length < SLICE_CHARACTERS) continue
    slices.push(new Blob([slice]))
    slice = ''
    await yieldToMain()
  }
  return new Blob([...slices, slice], { type })
}

import { yieldToMain } from '../browser/yield-to-main.ts'

/** Takes a few ms. */
const SLICE_CHARACTERS = 50_000

/**
 * Joins pieces of text to a UTF-8 file, with a turn for other tasks after each slice. Half a surrogate
 * pair becomes U+FFFD, so that the file is always well-formed.
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

import { readFileSync } from 'node:fs'

/** How long what was read counts, in ms: a file that is exchanged is noticed within it. */
const FRESH_MS = 1000

/**
 * Reads a secret from a file, and gives a function that reads it again when it may have changed. An
 * exchange that is under way (no file, an empty one) leaves the last one standing.
 * @throws the system's error, where it cannot be read at first
 */
export function openSecretFile(path: string, now: () => number = Date.now): () => string {
  let secret = readSecret(path)
  let readAt = now()
  return () => {
    if (now() - readAt < FRESH_MS) return secret
    readAt = now()
    try {
      secret = readSecret(path) || secret
    } catch {
      // The broker says so soon enough, if this one is no longer good.
    }
    return secret
  }
}

/** Without the newline that editors put at the end. */
function readSecret(path: string): string {
  return readFileSync(path, 'utf8').replace(/\r?\n$/, '')
}

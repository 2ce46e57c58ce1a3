import { fileURLToPath } from 'node:url'
import type { DrawAhead } from '../src/contract/ahead.ts'

const DIST = new URL('../dist/', import.meta.url)

interface Drawing {
  drawAhead: DrawAhead
}

/** The page as it was built, for a gateway: its files, and what draws its first picture. */
export const builtPage = {
  webRoot: fileURLToPath(new URL('web/', DIST)),
  ...((await import(new URL('server/render-ahead.js', DIST).href)) as Drawing),
}

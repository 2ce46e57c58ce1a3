import { fileURLToPath } from 'node:url'

/** Folder of the page as it was built. */
export const builtPage = fileURLToPath(new URL('../../dist/web/', import.meta.url))

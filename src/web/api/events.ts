// What happens to calls, told to parts of the page that did not make them.
import { createListeners } from '../ui/browser/listeners.ts'

const kicked = createListeners<[clientId: string]>()
const signedOut = createListeners()

/** Calls back with the id of each client that this page has kicked. Returns what unsubscribes. */
export const onKicked = kicked.subscribe
export const tellKicked = kicked.tell

/** Calls back when the gateway refuses a call as signed out. Returns what unsubscribes. */
export const onSignedOut = signedOut.subscribe
export const tellSignedOut = signedOut.tell

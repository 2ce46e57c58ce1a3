// Events of calls, for parts of the page that did not make the call.
import { createListeners } from '../ui/browser/listeners.ts'

const kicked = createListeners<[clientId: string]>()
const signedOut = createListeners()

/** Calls back with the id of each client that this page has kicked. Returns the unsubscribe function. */
export const onKicked = kicked.subscribe

/** Reports a kick. */
export const tellKicked = kicked.tell

/** Calls back when the gateway refuses a call as signed out. Returns the unsubscribe function. */
export const onSignedOut = signedOut.subscribe

/** Reports a refusal as signed out. */
export const tellSignedOut = signedOut.tell

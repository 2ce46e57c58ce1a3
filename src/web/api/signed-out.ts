import { createListeners } from '../ui/browser/listeners.ts'

const listeners = createListeners()

/** Calls back whenever the gateway has refused a call because nobody is signed in. */
export const onSignedOut = listeners.subscribe

/** Tells everybody who listens. */
export const tellSignedOut = listeners.tell

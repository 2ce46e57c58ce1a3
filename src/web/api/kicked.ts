import { createListeners } from '../ui/browser/listeners.ts'

const listeners = createListeners<[clientId: string]>()

/** Calls back with the id of each client that the gateway says was kicked from here. */
export const onKicked = listeners.subscribe

/** Tells everybody who listens. */
export const tellKicked = listeners.tell

interface WithScheduler {
  scheduler?: { yield?: () => Promise<void> }
}

/** Lets the event loop go on: input, painting and timers have their turn before this resolves. */
export function yieldToMain(): Promise<void> {
  const { scheduler } = globalThis as WithScheduler
  if (scheduler?.yield) return scheduler.yield()
  // Not setTimeout: a hidden page would wait a second for each.
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel()
    port1.addEventListener('message', () => {
      port1.close()
      resolve()
    })
    port1.start()
    port2.postMessage(null)
  })
}

interface WithScheduler {
  scheduler?: { yield?: () => Promise<void> }
}

/** Resolves after input, painting and timers have had a turn. */
export function yieldToMain(): Promise<void> {
  const { scheduler } = globalThis as WithScheduler
  if (scheduler?.yield) return scheduler.yield()
  // Not `setTimeout`: in a hidden page each would take a second.
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

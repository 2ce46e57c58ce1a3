/** Lets the page do what waits, such as painting or taking a click, before what comes next. */
export function nextTask(): Promise<void> {
  return new Promise((resolve) => {
    // Not a timer: where they follow each other, browsers make each one wait for 4 ms or longer.
    const { port1, port2 } = new MessageChannel()
    port1.addEventListener('message', () => {
      port1.close()
      resolve()
    })
    port1.start()
    port2.postMessage(null)
  })
}

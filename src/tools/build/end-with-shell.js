// @ts-check

/**
 * Ends this program like SIGTERM, if the shell ends in which npm runs a script. npm passes a signal on to
 * that shell only, and some shells leave their program behind. Called without npm, it does nothing.
 */
export function endWithShell() {
  if (process.env.npm_lifecycle_event === undefined) return
  const shell = process.ppid
  const timer = setInterval(() => {
    if (process.ppid === shell) return
    clearInterval(timer)
    process.kill(process.pid, 'SIGTERM')
  }, 500)
  timer.unref()
}

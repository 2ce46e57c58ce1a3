// The outputs of the program: JSON lines on stdout, words and the log on stderr.
import { fstatSync, statSync } from 'node:fs'
import { toJsonLine, type LineSink } from './json-line.ts'
import { LineOutput, type OutputChange } from './line-output.ts'

/** Where the program writes. */
export interface Outputs {
  /** JSON lines of the audit, and nothing else. */
  audit: LineSink
  /** The access log: stdout too, but its lines are lost while stdout fails. */
  accessLog: LineSink
  /** The log. */
  log: LineSink
  /** A line in words about the program, on stderr. */
  say: (text: string) => void
  warn: (text: string) => void
}

/** Opens stdout and stderr. If one of them fails, says so once on the other one. */
export function openOutputs(): Outputs {
  const stdout = new LineOutput(1, (change) => {
    const ofKicks = 'failed' in change ? ': kicks are refused until it can' : ''
    warn(`stdout ${inWords(change)}${ofKicks}`)
  })
  const stderr: LineOutput = new LineOutput(2, (change) => {
    const message = `stderr ${inWords(change)}`
    stdout.write(toJsonLine({ time: new Date(), event: 'warning', message }))
  })
  const say = (text: string) => stderr.write(`${text}\n`)
  const warn = (text: string) => say(`roster: warning: ${text}`)

  for (const stream of [process.stdout, process.stderr]) {
    // Node opens them now, so that no write waits for the reader of a pipe. Libraries may write to them.
    stream.on('error', () => {})
  }
  process.on('exit', () => {
    stdout.flush()
    const rest = stdout.takeWaiting()
    if (rest !== '') stderr.write(`roster: these lines were not written to stdout:\n${rest}`)
    stderr.flush()
  })
  if (leadsNowhere(1)) warn('stdout is closed or /dev/null: the audit of kicks is written nowhere')
  return {
    audit: stdout,
    accessLog: { write: (line) => stdout.writeIfWell(line) },
    log: stderr,
    say,
    warn,
  }
}

function inWords(change: OutputChange): string {
  if ('lost' in change) {
    return `is written again${change.lost > 0 ? `, but ${change.lost} lines are lost` : ''}`
  }
  const why = change.failed === 'EAGAIN' ? 'its reader is too slow' : change.failed
  return `cannot be written (${why})`
}

/** Node opens /dev/null if a descriptor is closed at the start. */
function leadsNowhere(fd: number): boolean {
  try {
    const { rdev } = fstatSync(fd)
    return rdev !== 0 && rdev === statSync('/dev/null').rdev
  } catch {
    return false
  }
}

// Names in the environment that are not settings, but look like some.
import { settingNames } from './table.ts'

const known = settingNames.map(({ name }) => name)
const isOurs = (upper: string) => /^(?:EMQX|DEMO)_/.test(upper)

/**
 * True if Kubernetes sets this variable for a service: one called `roster` has `ROSTER_SERVICE_HOST`,
 * `ROSTER_PORT` and more. `ROSTER_METRICS_PORT` and `DEMO_MQTT_PORT` are settings too, so the value counts.
 */
export function isOfKubernetes(name: string, value: string): boolean {
  return (
    /_SERVICE_HOST$|_SERVICE_PORT(?:_\w+)?$|_PORT_\d+_(?:TCP|UDP|SCTP)(?:_\w+)?$/.test(name) ||
    (name.endsWith('_PORT') && /^(?:tcp|udp|sctp):\/\//.test(value))
  )
}

/** The setting that an unknown name may mean; undefined if none is near. */
export function settingMeantBy(name: string): string | undefined {
  const upper = name.toUpperCase()
  const bare = upper.replace(/^ROSTER_/, '')
  const exact = known.find((each) => each === upper || each === bare)
  if (exact !== undefined) return exact
  // Short names, such as PORT, are near to too many others.
  const most = isOurs(upper) ? 3 : Math.min(2, Math.floor(upper.length / 4))
  const ranked = known
    .filter((each) => each.length > 4)
    .map((each) => ({ each, distance: editDistance(each, upper) }))
    .sort((a, b) => a.distance - b.distance)
  const [nearest] = ranked
  return nearest !== undefined && nearest.distance <= most ? nearest.each : undefined
}

/**
 * A warning about a name that is not read, but may be meant to be; null if it is well. Names of EMQX's own
 * configuration, such as `EMQX_NODE__NAME`, are well.
 */
export function warningOf(name: string): string | null {
  if (known.includes(name) || name.includes('__')) return null
  // Windows takes a name in any case.
  if (process.platform === 'win32' && known.includes(name.toUpperCase())) return null
  const meant = settingMeantBy(name)
  if (meant === undefined && !isOurs(name.toUpperCase())) return null
  return `${name} is not a setting of Roster${meant === undefined ? '' : `: is ${meant} meant?`}`
}

/** How many letters must be put in, left out, replaced, or swapped with the next one. */
function editDistance(a: string, b: string): number {
  let before: number[] = []
  let last = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const at = (values: readonly number[], index: number) => values[index] ?? Infinity
      const isSame = a[i - 1] === b[j - 1]
      const isSwap = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]
      row[j] = Math.min(
        at(last, j) + 1,
        at(row, j - 1) + 1,
        at(last, j - 1) + (isSame ? 0 : 1),
        isSwap ? at(before, j - 2) + 1 : Infinity,
      )
    }
    before = last
    last = row
  }
  return last[b.length] ?? 0
}

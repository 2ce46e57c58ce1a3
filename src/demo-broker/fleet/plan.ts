import { seededRandom } from './seeded-random.ts'

/**
 * How a client of the demo fleet behaves:
 * `service` receives all telemetry and sends commands; `device` is healthy; `slow` acknowledges late;
 * `stuck` never acknowledges; `away` is offline with a queue that grows; `full` is offline with a queue
 * that overflows; `flapping` connects and disconnects; `unreleased` sends no PUBREL for QoS 2 messages;
 * `narrow` takes packets of at most {@link NARROW_BYTES}, and is sent larger ones.
 */
type Kind =
  'service' | 'device' | 'slow' | 'stuck' | 'away' | 'full' | 'flapping' | 'unreleased' | 'narrow'

/** Bytes that a packet for a `narrow` member has at most. */
export const NARROW_BYTES = 1024

/** One client of the demo fleet. */
export interface Member {
  kind: Kind
  /** Place in the plan. The client's topics contain it. */
  index: number
  clientId: string
  username: string | undefined
  clean: boolean
  /** Seconds. */
  keepalive: number
  protocolVersion: 3 | 4
  /** Loopback address to connect from. */
  localAddress: string
}

/** How many clients of each kind are in a fleet of 200, and at most in any fleet. */
const troubles: Record<Exclude<Kind, 'device' | 'narrow'>, { in200: number; most: number }> = {
  service: { in200: 4, most: 8 },
  stuck: { in200: 4, most: 20 },
  full: { in200: 3, most: 12 },
  away: { in200: 8, most: 60 },
  slow: { in200: 4, most: 12 },
  flapping: { in200: 6, most: 40 },
  unreleased: { in200: 2, most: 8 },
}

interface Family {
  name: (n: number) => string
  username?: string
  keepalive: number
}

const number = (n: number, digits: number) => String(n).padStart(digits, '0')

const families: Family[] = [
  { name: (n) => `truck-${number(n, 4)}`, username: 'fleet-eu', keepalive: 60 },
  { name: (n) => `meter-${number(31_000 + n * 7, 6)}`, username: 'grid', keepalive: 300 },
  { name: (n) => `van-${number(n, 4)}`, username: 'fleet-us', keepalive: 60 },
  { name: (n) => `thermostat-${number(n, 4)}`, username: 'home', keepalive: 120 },
  { name: (n) => `gw-${['berlin', 'lyon', 'osaka', 'austin'][n % 4]}-${n}`, keepalive: 30 },
  { name: (n) => `camera-hall${(n % 7) + 1}-${number(n, 3)}`, username: 'video', keepalive: 90 },
]

const services: Record<'service' | 'slow', string[]> = {
  service: ['svc-dispatch', 'svc-billing', 'svc-alerts', 'svc-telemetry'],
  slow: ['svc-report', 'svc-archive'],
}

const oddIds = [
  'site/berlin/hall-3/plc-7',
  'Drucker Lager 2',
  '温度传感器-08',
  'tank-level-100%',
  'greenhouse-🌱-2',
  '<b>bold</b>',
  'line 4 + line 5',
  '../conveyor',
]

/** The members of the demo fleet. They are the same for the same count. */
export function planFleet(count: number): Member[] {
  const random = seededRandom(20_260_104)
  const troubled = Object.entries(troubles).flatMap(([kind, { in200, most }]) =>
    Array<Kind>(Math.max(1, Math.min(most, Math.round((in200 * count) / 200)))).fill(kind as Kind),
  )
  const kinds = [...troubled, ...Array<Kind>(Math.max(0, count - troubled.length)).fill('device')]
  // One is enough, and at the end it changes no other member.
  if (kinds.length > troubled.length + 1) kinds[kinds.length - 1] = 'narrow'
  const odd = oddIds.slice(0, Math.floor((kinds.length - troubled.length) / 2))
  return kinds.slice(0, count).map((kind, index) => {
    const oddId = kind === 'device' ? odd[index - troubled.length] : undefined
    const isService = kind === 'service' || kind === 'slow'
    const family = families[Math.floor(random() * families.length)]!
    const isOld = kind === 'device' && oddId === undefined && random() < 0.1
    return {
      kind,
      index,
      clientId:
        oddId ?? (isService ? serviceName(kind, index - kinds.indexOf(kind)) : family.name(index)),
      username: isService ? 'backend' : family.username,
      clean: kind !== 'away' && kind !== 'full' && random() < 0.7,
      keepalive: isService ? 30 : family.keepalive,
      protocolVersion: isOld ? 3 : 4,
      localAddress: `127.0.0.${random() < 0.7 ? 1 : random() < 0.6 ? 2 : 3}`,
    }
  })
}

/** @param ordinal counts from 0 within the kind */
function serviceName(kind: 'service' | 'slow', ordinal: number): string {
  const names = services[kind]
  return `${names[ordinal % names.length]}-${Math.floor(ordinal / names.length) + 1}`
}

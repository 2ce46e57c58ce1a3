import type { ReactNode } from 'react'
import { endpointOf, hasNoUsername, mqttVersions, type Client } from '../../contract/client.ts'
import { useI18n } from '../i18n/i18n.tsx'
import { defaultSearch, withFilter, writeSearch } from '../list-address/search.ts'
import { toSteady } from '../ui/browser/steady-clock.ts'
import { useMediaQuery } from '../ui/browser/use-media-query.ts'
import { Button } from '../ui/button.tsx'
import { DeviceText, excerpt } from '../ui/device-text.tsx'
import { icon } from '../ui/icons/icon.tsx'
import { copyIcon } from '../ui/icons/rare-icons.ts'
import { Link } from '../ui/link.tsx'
import { stateBadge } from '../ui/state-badge.tsx'
import { absenceOf, coarseSeconds } from './diagnosis/offline.ts'
import styles from './identity.module.css'
import type { Copy } from './use-copy.tsx'
import type { Watch } from './watch/watch.ts'
import { useClientWords } from './words.ts'

interface IdentityProps {
  record: Client
  watch: Watch
  copy: Copy
}

/** Who a client is, in one line: its state, user, address, node and protocol. A click copies a value. */
export function Identity({ record, watch, copy }: IdentityProps) {
  const words = useClientWords()
  const { messages, format } = useI18n()
  const { fields, values } = messages
  // A finger selects a text by itself, and small buttons side by side are no targets for it.
  const isCopiedByClick = !useMediaQuery('(pointer: coarse)')
  const state = useStateWords(record, watch)
  const address = endpointOf(record)
  const version =
    record.proto_ver === undefined ? undefined : mqttVersions[Number(record.proto_ver)]
  const username = hasNoUsername(record) ? null : String(record.username)

  const value = (name: string, text: string, label = '') => {
    const shown = (
      <>
        {label} <DeviceText text={text} />
      </>
    )
    if (!isCopiedByClick) return <span>{shown}</span>
    return (
      <button
        type="button"
        className={styles.value}
        title={words.copyOf(name)}
        onClick={() => copy(name, text, words.copied(name))}
      >
        {shown}
      </button>
    )
  }

  const parts: [key: string, part: ReactNode][] = [
    ['state', stateBadge(record.connected && !watch.isGone, <strong>{state}</strong>)],
    [
      'username',
      username === null ? (
        <span className={styles.quiet}>{words.noUsername}</span>
      ) : (
        <span className={styles.user}>
          <Link
            to={{ pathname: '/clients', search: searchOfUser(username) }}
            aria-label={words.sameUser(excerpt(username))}
            title={words.sameUser(excerpt(username))}
          >
            <DeviceText text={username} />
          </Link>
          {isCopiedByClick && (
            <Button
              variant="quiet"
              className={styles.copy ?? ''}
              aria-label={words.copyOf(fields.username)}
              title={words.copyOf(fields.username)}
              onClick={() => copy(fields.username, username, words.copied(fields.username))}
            >
              {icon(copyIcon)}
            </Button>
          )}
        </span>
      ),
    ],
    ['address', address !== null && value(fields.ip_address, address)],
    ['node', value(fields.node, record.node)],
    [
      'protocol',
      (version ?? record.proto_name) !== undefined &&
        value(
          fields.proto_name,
          version === undefined
            ? `${record.proto_name} ${record.proto_ver ?? ''}`
            : `MQTT ${version}`,
        ),
    ],
    [
      'keepalive',
      record.keepalive !== undefined &&
        value(fields.keepalive, format.keepalive(record.keepalive), words.keepalive),
    ],
    [
      'clean start',
      record.clean_start !== undefined &&
        value(fields.clean_start, record.clean_start ? values.yes : values.no, words.cleanStart),
    ],
  ]
  return (
    <ul className={styles.identity} aria-label={words.identity}>
      {parts
        .filter(([, part]) => part !== false)
        .map(([key, part]) => (
          <li key={key}>{part}</li>
        ))}
    </ul>
  )
}

/** `Offline 16m`, `Connected 2h`, or without the time if it is not known. */
function useStateWords(record: Client, watch: Watch): string {
  const words = useClientWords()
  const { messages, format } = useI18n()
  if (watch.isGone) return words.gone
  const clock = (brokerTime: string) => {
    const epochMs = format.brokerEpoch(brokerTime, record.node)
    return epochMs === null ? null : toSteady(epochMs)
  }
  const connectedAt = record.connected_at === undefined ? null : clock(record.connected_at)
  const ms = record.connected
    ? connectedAt === null
      ? null
      : watch.readAt - connectedAt
    : absenceOf(record, watch, clock).forMs
  const state = record.connected ? messages.values.connected : words.offline
  return ms === null ? state : `${state} ${format.duration(coarseSeconds(Math.max(0, ms) / 1000))}`
}

function searchOfUser(username: string): string {
  return writeSearch(withFilter(defaultSearch, 'username', username))
}

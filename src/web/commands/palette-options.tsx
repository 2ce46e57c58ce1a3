// The lines of the palette.
import type { ReactNode } from 'react'
import { useLocation, useNavigate, type NavigateOptions } from 'react-router-dom'
import type { Client } from '../../contract/client.ts'
import { clientPagePath } from '../../contract/paths.ts'
import type { ClientFilters } from '../../contract/query.ts'
import { useI18n } from '../i18n/i18n.tsx'
import { defaultSearch, writeSearch } from '../list-address/search.ts'
import { ClientState } from '../fields/client-state.tsx'
import { findTwins, markTwin } from '../fields/twins.tsx'
import { DeviceText, trimHidden } from '../ui/device-text.tsx'
import { focusContent } from '../ui/browser/focus-content.ts'
import { groupCommands, matchesWords, type CommandDialogProps } from './command.ts'
import styles from './palette.module.css'
import { Keys } from './keys.tsx'
import { useCommandWords } from './words.ts'

/** One line. */
export interface PaletteOption {
  key: string
  content: ReactNode
  /** True if choosing the line only shows why its command cannot run. */
  isRefused?: boolean
  /** Called after the palette has closed and given the focus back. */
  choose: () => void
}

/** Lines under one title. */
export interface PaletteGroup {
  title: string
  options: PaletteOption[]
}

/**
 * The lines for a text: matching commands, the client with this id, the clients that the broker found,
 * and lists filtered by the text. Without a text: all commands.
 */
export function usePaletteGroups(
  text: string,
  found: readonly Client[],
  { commands, runCommand, shortcutsOn }: CommandDialogProps,
): PaletteGroup[] {
  const { language } = useI18n()
  const { pathname, search } = useLocation()
  const navigate = useNavigate()
  const words = useCommandWords()

  const goTo = (path: string, options?: NavigateOptions) => {
    void navigate(path, options)
    // The focused element may go away with its page.
    focusContent({ preventScroll: true })
  }
  // Only a client that is opened from a list has a list to go back to.
  const openClient = (id: string) =>
    goTo(clientPagePath(id), {
      state: /^\/clients\/?$/i.test(pathname) ? { listSearch: search } : null,
    })

  const offered = commands.filter(({ keyOnly, title }) => !keyOnly && matchesWords(title, text))
  const groups = groupCommands(offered).map(({ group, commands: within }) => ({
    title: words.groups[group],
    options: within.map(({ id, title, refusal, keys = [] }) => ({
      key: `command ${id}`,
      isRefused: Boolean(refusal),
      content: (
        <>
          <span className={styles.text}>{title}</span>
          {refusal && <span className={styles.aside}>{refusal}</span>}
          {shortcutsOn && keys.length > 0 && (
            <span aria-hidden="true">
              <Keys keys={keys} />
            </span>
          )}
        </>
      ),
      choose: () => runCommand(id),
    })),
  }))
  if (text === '') return groups

  const trimmed = trimHidden(text)
  const ids = [text, ...(trimmed === '' || trimmed === text ? [] : [trimmed])]
  const twins = findTwins([...ids, ...found.map(({ clientid }) => clientid)])
  const client = (id: string, label: string, record: Client | undefined): PaletteOption => ({
    key: `client ${id}`,
    content: (
      <Line
        {...{ label, text: id, client: record }}
        mark={(content) => markTwin(id, content, twins, language)}
      />
    ),
    choose: () => openClient(id),
  })
  const list = (label: string, filters: ClientFilters): PaletteOption => ({
    key: `list ${Object.keys(filters).join()}`,
    content: <Line label={label} text={text} />,
    choose: () => goTo(`/clients${writeSearch({ ...defaultSearch, filters })}`),
  })
  const recordOf = (id: string) => found.find(({ clientid }) => clientid === id)
  return [
    ...groups,
    {
      title: words.clients,
      options: [
        ...ids.map((id) => client(id, words.open, recordOf(id))),
        ...found
          .filter(({ clientid }) => !ids.includes(clientid))
          .map((record) => client(record.clientid, '', record)),
      ],
    },
    {
      title: words.lists,
      options: [
        list(words.idContains, { _like_clientid: trimmed || text }),
        list(words.usernameContains, { _like_username: trimmed || text }),
      ],
    },
  ]
}

interface LineProps {
  /** What the line does with the text; may be empty. */
  label: string
  text: string
  client?: Client | undefined
  mark?: (content: ReactNode) => ReactNode
}

function Line({ label, text, client, mark = (content) => content }: LineProps) {
  return (
    <>
      <span className={styles.text}>
        {label && `${label} `}
        {mark(
          <strong>
            <DeviceText text={text} />
          </strong>,
        )}
      </span>
      {client && (
        <span className={styles.aside}>
          <ClientState client={client} /> <span>{client.node}</span>
        </span>
      )}
    </>
  )
}

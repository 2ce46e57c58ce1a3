import type { ReactNode } from 'react'
import { useLocation, useNavigate, type NavigateOptions } from 'react-router-dom'
import type { Client } from '../../contract/client.ts'
import { defaultQuery, writeListQuery } from '../../contract/list-address.ts'
import { clientPagePath } from '../../contract/paths.ts'
import type { ClientFilters } from '../../contract/query.ts'
import { useI18n } from '../i18n/i18n.tsx'
import { ClientState } from '../fields/client-state.tsx'
import { DeviceText } from '../ui/device-text.tsx'
import { focusContent } from '../ui/browser/focus-content.ts'
import { groupCommands, matchesWords, type CommandDialogProps } from './command.ts'
import styles from './palette.module.css'
import { Keys } from './keys.tsx'
import { usePaletteWords } from './palette-words.ts'

/** One line of the palette. */
export interface PaletteOption {
  key: string
  content: ReactNode
  /** It can be chosen, but only says why it cannot be done. */
  isRefused?: boolean
  /** Called once the palette is closed and the focus is back. */
  choose: () => void
}

/** Lines that belong together; empty ones are not listed. */
export interface PaletteGroup {
  title: string
  options: PaletteOption[]
}

/**
 * What the palette offers for a text: the commands that it names, the client of this very id, those
 * that the broker found, and the lists that contain it. Without a text, all commands.
 */
export function usePaletteGroups(
  text: string,
  found: readonly Client[],
  { commands, runCommand, shortcutsOn }: CommandDialogProps,
): PaletteGroup[] {
  const { messages } = useI18n()
  const { pathname, search } = useLocation()
  const navigate = useNavigate()
  const words = usePaletteWords()

  const goTo = (path: string, options?: NavigateOptions) => {
    void navigate(path, options)
    // What had the focus may leave with the list that it stands in.
    focusContent({ preventScroll: true })
  }
  // Only from a list is there a list to go back to.
  const openClient = (id: string) =>
    goTo(clientPagePath(id), { state: pathname === '/clients' ? { listSearch: search } : null })

  const offered = commands.filter(({ keyOnly, title }) => !keyOnly && matchesWords(title, text))
  const groups = groupCommands(offered).map(({ group, commands: within }) => ({
    title: messages.commands.groups[group],
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

  const client = (id: string, label: string, record: Client | undefined): PaletteOption => ({
    key: `client ${id}`,
    content: <Line label={label} text={id} client={record} />,
    choose: () => openClient(id),
  })
  const list = (label: string, filters: ClientFilters): PaletteOption => ({
    key: `list ${Object.keys(filters).join()}`,
    content: <Line label={label} text={text} />,
    choose: () => goTo(`/clients?${writeListQuery({ ...defaultQuery, filters })}`),
  })
  const exact = found.find(({ clientid }) => clientid === text)
  return [
    ...groups,
    {
      title: words.clients,
      options: [
        client(text, words.open, exact),
        ...found
          .filter((record) => record !== exact)
          .map((record) => client(record.clientid, '', record)),
      ],
    },
    {
      title: words.lists,
      options: [
        list(words.idContains, { _like_clientid: text }),
        list(words.usernameContains, { _like_username: text }),
      ],
    },
  ]
}

interface LineProps {
  /** What is done with the text; empty where it speaks for itself. */
  label: string
  text: string
  client?: Client | undefined
}

function Line({ label, text, client }: LineProps) {
  return (
    <>
      <span className={styles.text}>
        {label && `${label} `}
        <strong>
          <DeviceText text={text} />
        </strong>
      </span>
      {client && (
        <span className={styles.aside}>
          <ClientState client={client} /> <span>{client.node}</span>
        </span>
      )}
    </>
  )
}

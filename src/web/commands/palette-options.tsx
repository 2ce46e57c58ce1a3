// The lines of the palette.
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useLocation, useNavigate, type NavigateOptions } from 'react-router-dom'
import type { Client } from '../../contract/client.ts'
import { clientIdOf, clientPagePath } from '../../contract/paths.ts'
import type { ClientFilters } from '../../contract/query.ts'
import { clusterNodes } from '../api/cluster-nodes.ts'
import { useI18n } from '../i18n/i18n.tsx'
import { defaultSearch, readSearch, withNode, writeSearch } from '../list-address/search.ts'
import { ClientState } from '../fields/client-state.tsx'
import { findTwins, markTwin } from '../fields/twins.tsx'
import { useSession } from '../session/session.tsx'
import { DeviceText, excerpt, trimHidden } from '../ui/device-text.tsx'
import { focusContent } from '../ui/browser/focus-content.ts'
import { icon } from '../ui/icons/icon.tsx'
import { searchIcon } from '../ui/icons/first-icons.ts'
import { clockIcon, openIcon, serverIcon } from '../ui/icons/rare-icons.ts'
import { groupCommands, matchesWords, type Command, type CommandDialogProps } from './command.ts'
import { iconOf } from './icon-of.ts'
import styles from './palette.module.css'
import { Keys } from './keys.tsx'
import { readRecentClients } from './recent-clients.ts'
import { useCommandWords, type CommandWords } from './words.ts'

/** One line. */
export interface PaletteOption {
  key: string
  content: ReactNode
  /** True if choosing the line only shows why its command cannot run. */
  isRefused?: boolean
  /** True for what can be done with any text, whether the broker knows it or not. */
  isGuess?: boolean
  /** Called after the palette has closed and given the focus back. */
  choose: () => void
}

/** Lines under one title. */
export interface PaletteGroup {
  title: string
  options: PaletteOption[]
}

/**
 * The lines for a text: the client with exactly this id, commands, the clients that the broker found, and
 * lists filtered by the text. An id that the broker does not know can be opened all the same. Without a
 * text: the clients that were looked at last, and all commands.
 */
export function usePaletteGroups(
  text: string,
  found: readonly Client[],
  props: CommandDialogProps,
): PaletteGroup[] {
  const { language } = useI18n()
  const location = useLocation()
  const navigate = useNavigate()
  const words = useCommandWords()
  const { session } = useSession()
  const { data: nodes = [] } = useQuery(clusterNodes())
  const isOnList = /^\/clients\/?$/i.test(location.pathname)

  const goTo = (path: string, options?: NavigateOptions) => {
    void navigate(path, options)
    // The focused element may go away with its page.
    focusContent({ preventScroll: true })
  }
  const client = (
    id: string,
    { path = openIcon, around = ['', ''], record, twins, isGuess = false }: ClientLine = {},
  ): PaletteOption => ({
    key: `client ${id}`,
    isGuess,
    content: (
      <Line path={path} title={excerpt(id)} client={record}>
        {around[0]}
        {markTwin(id, <Strong text={id} />, twins ?? none, language)}
        {around[1]}
      </Line>
    ),
    // Only a client that is opened from a list has a list to go back to.
    choose: () =>
      goTo(clientPagePath(id), { state: isOnList ? { listSearch: location.search } : null }),
  })

  const ofNode = (node: string): Command => ({
    id: `node ${node}`,
    title: words.onlyNode(excerpt(node)),
    group: 'filters',
    run: () => {
      const params = new URLSearchParams(isOnList ? location.search : '')
      goTo(`/clients${writeSearch(withNode(readSearch(params).search, node))}`)
    },
  })
  const running = nodes.filter(({ state }) => state !== 'stopped').map(({ name }) => name)
  const ofNodes = running.length > 1 ? running.map(ofNode) : []
  const groups = commandOptions(text, ofNodes, props, words)
  if (text === '') {
    const recent = readRecentClients(session?.user ?? null)
      .filter((id) => id !== clientIdOf(location))
      .map((id) => client(id, { path: clockIcon }))
    return [{ title: words.recent, options: recent }, ...groups].filter(isFilled)
  }

  const trimmed = trimHidden(text)
  const ids = [text, ...(trimmed === '' || trimmed === text ? [] : [trimmed])]
  const twins = findTwins([...ids, ...found.map(({ clientid }) => clientid)])
  const list = (label: string, filters: ClientFilters): PaletteOption => ({
    key: `list ${Object.keys(filters).join()}`,
    isGuess: true,
    content: (
      <Line path={searchIcon} title={`${label} ${excerpt(text)}`}>
        {label} <Strong text={text} />
      </Line>
    ),
    choose: () => goTo(`/clients${writeSearch({ ...defaultSearch, filters })}`),
  })
  const optionOf = (record: Client) => client(record.clientid, { record, twins })
  const isExact = ({ clientid }: Client) => ids.includes(clientid)
  const unknown = ids.filter((id) => !found.some(({ clientid }) => clientid === id))
  return [
    { title: words.exact, options: found.filter(isExact).map(optionOf) },
    ...groups,
    {
      title: words.clients,
      options: [
        ...found.filter((record) => !isExact(record)).map(optionOf),
        ...unknown.map((id) => client(id, { around: words.openExactly, twins, isGuess: true })),
      ],
    },
    {
      title: words.lists,
      options: [
        list(words.idContains, { _like_clientid: trimmed || text }),
        list(words.usernameContains, { _like_username: trimmed || text }),
      ],
    },
  ].filter(isFilled)
}

/** How a client's line looks: its icon, the text before and after the id, its record, and ids to tell apart. */
interface ClientLine {
  path?: string
  around?: readonly string[]
  record?: Client
  twins?: ReadonlySet<string>
  isGuess?: boolean
}

const none: ReadonlySet<string> = new Set()

const isFilled = ({ options }: PaletteGroup) => options.length > 0

/** The lines of the commands that match a text. The filters by node are no commands of the page. */
function commandOptions(
  text: string,
  ofNodes: readonly Command[],
  { commands, runCommand, shortcutsOn }: CommandDialogProps,
  words: CommandWords,
): PaletteGroup[] {
  const offered = [...commands, ...ofNodes].filter(
    ({ keyOnly, title }) => !keyOnly && matchesWords(title, text),
  )
  return groupCommands(offered).map(({ group, commands: within }) => ({
    title: words.groups[group],
    options: within.map((command) => {
      const { id, title, refusal, keys = [] } = command
      const isNode = ofNodes.includes(command)
      return {
        key: `command ${id}`,
        isRefused: Boolean(refusal),
        content: (
          <>
            {icon(isNode ? serverIcon : iconOf(command), styles.icon)}
            <span className={styles.text} title={refusal ?? title}>
              {title}
            </span>
            {refusal && <span className={styles.aside}>{refusal}</span>}
            {shortcutsOn && keys.length > 0 && (
              <span aria-hidden="true">
                <Keys keys={keys} />
              </span>
            )}
          </>
        ),
        choose: isNode ? command.run : () => runCommand(id),
      }
    }),
  }))
}

interface LineProps {
  /** Of the icon. */
  path: string
  title: string
  client?: Client | undefined
  children: ReactNode
}

function Line({ path, title, client, children }: LineProps) {
  return (
    <>
      {icon(path, styles.icon)}
      <span className={styles.text} title={title}>
        {children}
      </span>
      {client && (
        <span className={styles.aside}>
          <ClientState client={client} /> <span>{client.node}</span>
        </span>
      )}
    </>
  )
}

function Strong({ text }: { text: string }) {
  return (
    <strong>
      <DeviceText text={text} />
    </strong>
  )
}

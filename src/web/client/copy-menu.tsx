import { endpointOf, hasNoUsername, type Client } from '../../contract/client.ts'
import { clientPagePath, clientPath } from '../../contract/paths.ts'
import { basePath } from '../api/base-path.ts'
import { MenuButton } from '../feedback/menu-button.tsx'
import { inBytes } from '../fields/in-bytes.ts'
import { useI18n } from '../i18n/i18n.tsx'
import { curlCommand } from '../list-address/curl-command.ts'
import { isFramed } from '../ui/browser/is-framed.ts'
import { chevronDownIcon } from '../ui/icons/first-icons.ts'
import { icon } from '../ui/icons/icon.tsx'
import type { Copy } from './use-copy.tsx'
import { pickRecord } from './watch/pick-record.ts'
import { useClientWords } from './words.ts'

interface CopyMenuProps {
  clientId: string
  /** The last known records of the id; may be empty. */
  records: readonly Client[]
  copy: Copy
}

/** A menu of what can be copied of a client, without its id. */
export function CopyMenu({ clientId, records, copy }: CopyMenuProps) {
  const words = useClientWords()
  const { fields, filterBar } = useI18n().messages
  const item = (id: string, title: string, text: string, done: string) => ({
    id,
    title,
    run: () => copy(title, text, done),
  })
  const values = () => {
    const record = pickRecord(records)
    const address = record && endpointOf(record)
    return [
      record && !hasNoUsername(record) && ([fields.username, String(record.username)] as const),
      address && ([fields.ip_address, address] as const),
      record && ([fields.node, record.node] as const),
    ]
      .filter((value) => !!value)
      .map(([name, text]) => item(name, words.copyOf(name), text, words.copied(name)))
  }
  const wholes = () => {
    const [first, ...others] = records.map(inBytes)
    const json = JSON.stringify(others.length === 0 ? first : [first, ...others], null, 2)
    const link = () => new URL(basePath + clientPagePath(clientId), location.origin).href
    return [
      !isFramed && item('link', filterBar.copyLink, link(), filterBar.linkCopied),
      first && item('json', words.copyJson, json, words.jsonCopied),
      !isFramed &&
        item('curl', filterBar.copyCurl, curlCommand(clientPath(clientId)), filterBar.curlCopied),
    ].filter((part) => !!part)
  }
  return (
    <MenuButton label={words.copy} groups={() => [{ items: wholes() }, { items: values() }]}>
      {words.copy}
      {icon(chevronDownIcon)}
    </MenuButton>
  )
}

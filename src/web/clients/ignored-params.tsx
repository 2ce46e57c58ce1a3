import type { IgnoredParam } from '../../contract/list-address.ts'
import { useI18n } from '../i18n/i18n.tsx'
import { Link } from '../status/link.tsx'
import { buttonClass } from '../ui/button.tsx'
import { excerpt } from '../ui/device-text.tsx'
import { Notice } from '../ui/notice.tsx'

interface IgnoredParamsProps {
  ignored: IgnoredParam[]
  /** The same list without what was ignored. */
  cleanSearch: string
}

/** Says what of a link did not count: the list may be wider than its writer meant. */
export function IgnoredParams({ ignored, cleanSearch }: IgnoredParamsProps) {
  const { messages } = useI18n()
  return (
    <Notice
      kind="hint"
      compact
      title={messages.ignored.title}
      actions={
        <Link className={buttonClass()} replace to={{ search: cleanSearch }}>
          {messages.ignored.remove}
        </Link>
      }
    >
      {ignored.map(({ name, value, reason }, index) => (
        <p key={index}>
          <code>{excerpt(`${name}=${value}`)}</code>: {messages.ignored[reason]}
        </p>
      ))}
    </Notice>
  )
}

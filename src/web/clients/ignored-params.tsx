import type { IgnoredParam } from '../../contract/list-address.ts'
import { useIgnoredWords } from '../list-address/ignored-words.ts'
import { Link } from '../ui/link.tsx'
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
  const words = useIgnoredWords()
  return (
    <Notice
      kind="hint"
      compact
      title={words.title}
      actions={
        <Link className={buttonClass()} replace to={{ search: cleanSearch }}>
          {words.remove}
        </Link>
      }
    >
      {ignored.map(({ name, value, reason }, index) => (
        <p key={index}>
          <code>{excerpt(`${name}=${value}`)}</code>: {words[reason]}
        </p>
      ))}
    </Notice>
  )
}

import { useIgnoredWords } from '../list-address/ignored-words.ts'
import { useListAddress } from '../list-address/list-address.tsx'
import { writeSearch } from '../list-address/search.ts'
import { Link } from '../ui/link.tsx'
import { buttonClass } from '../ui/button.tsx'
import { excerpt } from '../ui/device-text.tsx'
import { Notice } from '../ui/notice.tsx'

/** Says which parts of a link did not count: the list may be wider than its writer meant. */
export function IgnoredParams() {
  const { search, ignored } = useListAddress()
  const words = useIgnoredWords()
  return (
    <Notice
      kind="hint"
      compact
      title={words.title}
      actions={
        <Link className={buttonClass()} replace to={{ search: writeSearch(search) }}>
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

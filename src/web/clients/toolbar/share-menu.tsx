import {
  clientListPath,
  filterParams,
  fixTimes,
  type ClientQuery,
} from '../../../contract/query.ts'
import { basePath } from '../../api/base-path.ts'
import type { OpenedProps } from '../../feedback/popover-button.tsx'
import { useI18n } from '../../i18n/i18n.tsx'
import { wordsOf } from '../../i18n/words-of.ts'
import { curlCommand } from '../../list-address/curl-command.ts'
import { filterWords } from '../../list-address/filter-words.ts'
import { useListAddress } from '../../list-address/list-address.tsx'
import { writeSearch, type ClientsSearch } from '../../list-address/search.ts'
import { copyText } from '../../ui/browser/copy-text.ts'
import { systemNow } from '../../ui/browser/steady-clock.ts'
import { linkIcon } from '../../ui/icons/rare-icons.ts'
import Menu from '../../ui/popover/menu.tsx'
import { useToast } from '../../ui/toaster.tsx'

const useWords = wordsOf({
  en: {
    rolling: (span: string) => `Link: ${span}, rolling`,
    fixed: 'Link: fixed to now',
  },
  'zh-CN': {
    rolling: (span: string) => `链接：${span}，滚动`,
    fixed: '链接：固定为当前时间',
  },
})

interface ShareMenuProps extends OpenedProps {
  /** The browser does not let the page copy this text. */
  onBlocked: (label: string, text: string) => void
}

/** Copies the link to the list, and the command that asks the broker the same. */
export default function ShareMenu({ onBlocked, ...opened }: ShareMenuProps) {
  const { search } = useListAddress()
  const { messages } = useI18n()
  const words = useWords()
  const showToast = useToast()
  const { filterBar } = messages
  const copy = async (label: string, text: string, done: string) => {
    try {
      await copyText(text)
      showToast(done)
    } catch {
      onBlocked(label, text)
    }
  }
  const linkItem = (id: string, title: string, to: ClientsSearch) => {
    const link = `${location.origin}${basePath}/clients${writeSearch(to)}`
    const run = () => void copy(title, link, filterBar.linkCopied)
    return { id, title, icon: linkIcon, run }
  }
  const spans = filterParams(search.filters).filter(([name]) => name.endsWith('_within'))
  const rolling = spans.map(([name, value]) => filterWords(name, value, messages)).join(', ')
  const fixed = <Query extends ClientQuery>(query: Query): Query => ({
    ...query,
    filters: fixTimes(query.filters, systemNow()),
  })
  const links =
    rolling === ''
      ? [linkItem('link', filterBar.copyLink, search)]
      : [
          linkItem('rolling', words.rolling(rolling), search),
          linkItem('fixed', words.fixed, fixed(search)),
        ]
  const command = {
    id: 'curl',
    title: filterBar.copyCurl,
    run: () =>
      void copy(
        filterBar.copyCurl,
        curlCommand(clientListPath(fixed(search))),
        filterBar.curlCopied,
      ),
  }
  return (
    <Menu {...opened} label={filterBar.share} groups={[{ items: links }, { items: [command] }]} />
  )
}

import { clientFields, type Client, type ClientField } from '../../../contract/client.ts'
import type { OpenedProps } from '../../feedback/popover-button.tsx'
import { useI18n } from '../../i18n/i18n.tsx'
import { wordsOf } from '../../i18n/words-of.ts'
import { useListAddress } from '../../list-address/list-address.tsx'
import Menu from '../../ui/popover/menu.tsx'
import type { SaveClients } from '../selection/use-export.ts'

const useWords = wordsOf({
  en: {
    rows: (n: string) => (n === '1' ? 'The row of this page' : `The ${n} rows of this page`),
    shown: (n: string) => `Shown columns (${n})`,
    all: (n: string) => `All columns (${n})`,
    noRows: 'There are no rows to export.',
    save: { csv: 'Save as CSV', json: 'Save as JSON' },
  },
  'zh-CN': {
    rows: (n: string) => `本页的 ${n} 行`,
    shown: (n: string) => `已显示的列（${n}）`,
    all: (n: string) => `所有列（${n}）`,
    noRows: '没有可导出的行。',
    save: { csv: '保存为 CSV', json: '保存为 JSON' },
  },
})

const allFields = Object.keys(clientFields) as ClientField[]

interface ExportMenuProps extends OpenedProps {
  clients: readonly Client[]
  save: SaveClients
}

/** Saves the rows that are shown: as CSV or JSON, with the columns that are shown or all of them. */
export default function ExportMenu({ clients, save, ...opened }: ExportMenuProps) {
  const { format } = useI18n()
  const words = useWords()
  const { columnOrder } = useListAddress().search.columns
  const shownFields = allFields.filter((field) => columnOrder.includes(field))
  shownFields.sort((a, b) => columnOrder.indexOf(a) - columnOrder.indexOf(b))
  const groupOf = (id: 'shown' | 'all', fields: readonly ClientField[]) => ({
    label: words[id](format.number(fields.length)),
    items: (['csv', 'json'] as const).map((kind) => ({
      id: `${id} ${kind}`,
      title: words.save[kind],
      refusal: clients.length === 0 ? words.noRows : null,
      run: () => void save(kind, clients, fields),
    })),
  })
  return (
    <Menu
      {...opened}
      label={words.rows(format.number(clients.length))}
      groups={[groupOf('shown', shownFields), groupOf('all', allFields)]}
    />
  )
}

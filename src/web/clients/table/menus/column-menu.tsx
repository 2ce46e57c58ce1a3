import { useI18n } from '../../../i18n/i18n.tsx'
import { useListAddress } from '../../../list-address/list-address.tsx'
import { filtersOf, openFilter, type FilteredField } from '../../../list-address/open-filter.ts'
import type { ColumnId } from '../../../list-address/search.ts'
import { arrowDownIcon, arrowUpIcon } from '../../../ui/icons/first-icons.ts'
import { filterByIcon, fitIcon, hideIcon } from '../../../ui/icons/rare-icons.ts'
import Menu from '../../../ui/popover/menu.tsx'
import { headingOf } from '../columns/columns.tsx'
import { resized } from '../columns/layout.ts'
import { useColumns } from '../columns/use-columns.ts'
import { fittingWidth } from './fitting-width.ts'
import { useMenuWords } from './words.ts'

interface ColumnMenuProps {
  column: ColumnId
  opener: HTMLElement
  onClose: () => void
}

/** The menu of a column's head: order of the rows, filter, and width of the column. */
export default function ColumnMenu({ column, opener, onClose }: ColumnMenuProps) {
  const words = useMenuWords()
  const { messages } = useI18n()
  const { search, knowsThresholds, goTo } = useListAddress()
  const { columns, changeColumns } = useColumns()
  const { columnOrder, columnSizing } = columns
  const [sort] = search.sorting
  const sorted = sort?.id === column ? sort : null
  const isFilter =
    column !== 'problem' && (column === 'node' || filtersOf(column, knowsThresholds).length > 0)
  const orders = [
    { id: 'asc', title: words.ascending, desc: false, icon: arrowUpIcon },
    { id: 'desc', title: words.descending, desc: true, icon: arrowDownIcon },
  ]
  return (
    <Menu
      {...{ opener, onClose }}
      label={words.column(headingOf(column, messages))}
      groups={[
        {
          items: [
            ...orders.map(({ id, title, desc, icon }) => ({
              id,
              title,
              icon,
              isChecked: sorted?.desc === desc,
              run: () => goTo({ ...search, sorting: [{ id: column, desc }] }),
            })),
            ...(sorted
              ? [
                  {
                    id: 'none',
                    title: words.brokerOrder,
                    run: () => goTo({ ...search, sorting: [] }),
                  },
                ]
              : []),
          ],
        },
        {
          items: isFilter
            ? [
                {
                  id: 'filter',
                  title: words.openFilter,
                  icon: filterByIcon,
                  run: () => openFilter(column as FilteredField, opener),
                },
              ]
            : [],
        },
        {
          items: [
            {
              id: 'fit',
              title: words.fit,
              icon: fitIcon,
              run: () =>
                changeColumns({
                  columnSizing: resized(columnSizing, column, fittingWidth(opener, column)),
                }),
            },
            ...(columnSizing[column] === undefined
              ? []
              : [
                  {
                    id: 'reset',
                    title: words.resetWidth,
                    run: () =>
                      changeColumns({ columnSizing: resized(columnSizing, column, undefined) }),
                  },
                ]),
            ...(column === 'clientid'
              ? []
              : [
                  {
                    id: 'hide',
                    title: words.hide,
                    icon: hideIcon,
                    run: () =>
                      changeColumns({
                        columnOrder: columnOrder.filter((other) => other !== column),
                        columnSizing: resized(columnSizing, column, undefined),
                      }),
                  },
                ]),
          ],
        },
      ]}
    />
  )
}

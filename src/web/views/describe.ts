// A list in words, for the view that leads to it.
import { filterParams } from '../../contract/query.ts'
import type { Messages } from '../i18n/en.ts'
import { filterWords } from '../list-address/filter-words.ts'
import { defaultSearch, readSearch, writeColumns } from '../list-address/search.ts'
import type { ViewsWords } from './words.ts'

/** What a list shows, such as 'State: Connected · Queue, highest first · 13 columns'. */
export function describeList(link: string, messages: Messages, words: ViewsWords): string {
  const { fields, filters, troubles } = messages
  const { search } = readSearch(new URLSearchParams(link))
  const parts = filterParams(search.filters).map(
    ([name, value]) => `${filters[name]}: ${filterWords(name, value, messages)}`,
  )
  if (search.node !== null) parts.push(`${fields.node}: ${search.node}`)
  if (search.trouble !== null) parts.push(troubles.views[search.trouble])
  if (parts.length === 0) parts.push(words.everyClient)
  for (const { id, desc } of search.sorting) {
    const name = id === 'problem' ? troubles.heading : fields[id]
    parts.push(desc ? words.highestFirst(name) : words.lowestFirst(name))
  }
  if (writeColumns(search.columns) !== '') {
    parts.push(words.columns(search.columns.columnOrder.length))
  }
  if (search.limit !== defaultSearch.limit) parts.push(words.rows(search.limit))
  return parts.join(' · ')
}

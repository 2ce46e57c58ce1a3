import { useQuery } from '@tanstack/react-query'
import { useState, type KeyboardEvent, type RefObject } from 'react'
import { mqttVersions } from '../../../contract/client.ts'
import { clientFilters, type ClientFilter, type FilterKind } from '../../../contract/query.ts'
import { clusterNodes } from '../../api/cluster-nodes.ts'
import { useI18n } from '../../i18n/i18n.tsx'
import { filterWords } from '../../list-address/filter-words.ts'
import { useListAddress } from '../../list-address/list-address.tsx'
import { closeFilter, filtersOf, type FilteredField } from '../../list-address/open-filter.ts'
import { withNode } from '../../list-address/search.ts'
import { isComposing } from '../../ui/browser/is-composing.ts'
import { excerpt } from '../../ui/device-text.tsx'
import Menu from '../../ui/popover/menu.tsx'
import { Popover } from '../../ui/popover/popover.tsx'
import { AllFilters } from './all-filters.tsx'
import styles from './editor.module.css'
import { TextFilter } from './fields.tsx'
import { useKnownZones } from './known-zones.ts'
import { TimeSpan } from './time-span.tsx'
import { useFilter, useTextFilter } from './use-filter.ts'
import { ZoneFilter } from './zone-filter.tsx'

interface FilterEditorProps {
  /** Null: the list of all fields. */
  field: FilteredField | null
  /** Null: the field's own control in the bar. */
  opener: HTMLElement | null
  bar: RefObject<HTMLElement | null>
  /** There is a choice of nodes. */
  hasNodes: boolean
}

/** Changes the filters of one field, or offers all fields: a popover beside its control. */
export function FilterEditor({ field, opener: given, bar, hasNodes }: FilterEditorProps) {
  const { knowsThresholds } = useListAddress()
  const { fields, filterBar } = useI18n().messages
  const [opener] = useState(() => given ?? findControl(bar.current, field))
  const close = () => {
    closeFilter()
    // The chip that it stood beside may be gone.
    if (!opener.isConnected) bar.current?.focus()
  }
  const shared = { opener, onClose: close }
  if (field === null) {
    return (
      <Popover className={styles.editor} label={filterBar.addLabel} {...shared}>
        <AllFilters opener={opener} hasNodes={hasNodes} />
      </Popover>
    )
  }
  // The bar has its own field for the fuzzy one of the id.
  const names = filtersOf(field, knowsThresholds).filter((name) => name !== '_like_clientid')
  const [name] = names
  if (name === undefined) return <NodeMenu {...shared} />
  const choices = choicesOf(clientFilters[name])
  if (choices) return <ChoiceMenu {...shared} name={name} choices={choices} />
  const onEnter = (event: KeyboardEvent) => {
    const { key, target, nativeEvent } = event
    const isDone = target instanceof HTMLInputElement && target.ariaInvalid !== 'true'
    if (key !== 'Enter' || !isDone || isComposing(nativeEvent)) return
    // Else it presses the button that gets the focus back.
    event.preventDefault()
    close()
  }
  return (
    <Popover className={styles.editor} label={fields[field]} {...shared}>
      <div className={styles.fields} role="presentation" onKeyDown={onEnter}>
        {names.some((each) => clientFilters[each].type === 'span') ? (
          <TimeSpan names={names} onDone={close} />
        ) : (
          names.map((each) =>
            clientFilters[each].type === 'atom' ? (
              <AtomField key={each} name={each} />
            ) : (
              <TextField key={each} name={each} />
            ),
          )
        )}
      </div>
    </Popover>
  )
}

/** The control of a field in the bar that can be seen: a narrow page folds them away. */
function findControl(bar: HTMLElement | null, field: FilteredField | null): HTMLElement {
  const controls = [`[data-filter="${field}"]`, '[data-filter="add"]', 'button']
  const found = controls.map((each) => bar?.querySelector<HTMLElement>(each))
  return found.find((control) => control?.checkVisibility()) ?? document.body
}

function choicesOf(kind: FilterKind): readonly string[] | null {
  if (kind.type === 'integer') return Object.keys(mqttVersions)
  return kind.type === 'choice' ? kind.choices : null
}

function TextField({ name }: { name: ClientFilter }) {
  return <TextFilter {...useTextFilter(name)} />
}

function AtomField({ name }: { name: ClientFilter }) {
  return <ZoneFilter {...useFilter(name)} known={useKnownZones()} />
}

interface ChoiceMenuProps {
  opener: HTMLElement
  onClose: () => void
  name: ClientFilter
  choices: readonly string[]
}

/** A choice from a closed list. A value that only a link can name is listed too. */
function ChoiceMenu({ name, choices, ...shared }: ChoiceMenuProps) {
  const { messages } = useI18n()
  const { label, value, onChange } = useFilter(name)
  const isListed = value === '' || choices.includes(value)
  const items = ['', ...choices, ...(isListed ? [] : [value])].map((choice) => ({
    id: choice,
    title: choice === '' ? messages.filterBar.any : excerpt(filterWords(name, choice, messages)),
    isChecked: choice === value,
    run: () => onChange(choice, 'push'),
  }))
  return <Menu {...shared} label={label} groups={[{ items }]} />
}

/** The node is no filter of the broker: it stands in the path of the call. */
function NodeMenu(shared: { opener: HTMLElement; onClose: () => void }) {
  const { search, goTo } = useListAddress()
  const { fields, filterBar } = useI18n().messages
  const { data = [] } = useQuery(clusterNodes())
  const nodes = data.filter(({ state }) => state !== 'stopped').map(({ name }) => name)
  const named = search.node === null || nodes.includes(search.node) ? [] : [search.node]
  const items = [null, ...nodes, ...named].map((node) => ({
    id: node ?? '',
    title: node ?? filterBar.any,
    isChecked: node === search.node,
    run: () => goTo(withNode(search, node)),
  }))
  return <Menu {...shared} label={fields.node} groups={[{ items }]} />
}

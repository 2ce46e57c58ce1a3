import { useEffect, useEffectEvent, useId, useRef, useState, type KeyboardEvent } from 'react'
import { flushSync } from 'react-dom'
import { describeError } from '../api/api-error.ts'
import { useI18n } from '../i18n/i18n.tsx'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { icon } from '../ui/icons/icon.tsx'
import { closeIcon, searchIcon } from '../ui/icons/first-icons.ts'
import type { CommandDialogProps } from './command.ts'
import styles from './palette.module.css'
import { usePaletteGroups, type PaletteOption } from './palette-options.tsx'
import { useCommandWords } from './words.ts'
import { isComposing } from '../ui/browser/is-composing.ts'
import { useFoundClients } from './use-found-clients.ts'

/** The index that each key moves to, from an index among `count` options. */
const moves: Record<string, (index: number, count: number) => number> = {
  ArrowDown: (index, count) => (index + 1) % count,
  ArrowUp: (index, count) => (index + count - 1) % count,
  Home: () => 0,
  End: (_, count) => count - 1,
}

/** A field that finds commands by their words and clients by their id. The field keeps the focus. */
export function CommandPalette(props: CommandDialogProps) {
  const { onClose } = props
  const { messages } = useI18n()
  const words = useCommandWords()
  const listId = useId()
  const input = useRef<HTMLInputElement>(null)
  const [text, setText] = useState('')
  const [activeKey, setActiveKey] = useState<string | null>(null)
  /** Enter came before the answer of the broker: what it finds is opened. */
  const [isAwaited, setAwaited] = useState(false)
  const found = useFoundClients(text)
  const groups = usePaletteGroups(text, found.clients, props)
  const options = groups.flatMap((group) => group.options)
  const chosen = options.find(({ key }) => key === activeKey)
  // Without a text, Enter opens the client that was looked at last, and runs no command.
  const first = options[0]?.key.startsWith(text === '' ? 'client ' : '') ? options[0] : undefined
  const active = chosen ?? first
  const optionId = (option: PaletteOption) => `${listId}-${options.indexOf(option)}`
  const activeId = active && optionId(active)

  useEffect(() => {
    if (activeId) document.getElementById(activeId)?.scrollIntoView({ block: 'nearest' })
  }, [activeId])

  const choose = (option: PaletteOption) => {
    // The dialog closes first: nothing behind a modal dialog can get the focus.
    flushSync(onClose)
    option.choose()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const { key, nativeEvent, ctrlKey, metaKey, altKey, shiftKey } = event
    if (isComposing(nativeEvent) || ctrlKey || metaKey || altKey || shiftKey) return
    const next = moves[key]?.(active ? options.indexOf(active) : -1, options.length)
    if (next !== undefined) setActiveKey(options[next]?.key ?? null)
    else if (key !== 'Enter' || !active) return
    else if (active === chosen || !active.isGuess || !found.isSearching || isAwaited) choose(active)
    else setAwaited(true)
    event.preventDefault()
  }

  const openAwaited = useEffectEvent(() => active && choose(active))
  const isAnswered = isAwaited && !found.isSearching
  useEffect(() => {
    // Not in the effect itself: `choose` renders at once.
    if (isAnswered) queueMicrotask(openAwaited)
  }, [isAnswered])

  return (
    <Dialog
      className={styles.palette}
      title={messages.commands.palette}
      initialFocus={input}
      onClose={onClose}
    >
      <div className={styles.head}>
        {icon(searchIcon, styles.icon)}
        <input
          ref={input}
          role="combobox"
          aria-label={messages.commands.palette}
          aria-expanded={options.length > 0}
          aria-controls={listId}
          aria-autocomplete="list"
          aria-activedescendant={activeId}
          placeholder={words.placeholder}
          autoComplete="off"
          autoCapitalize="off"
          spellCheck={false}
          enterKeyHint="go"
          value={text}
          onChange={({ target }) => {
            setText(target.value)
            setActiveKey(null)
            setAwaited(false)
          }}
          onKeyDown={onKeyDown}
        />
        <Button variant="quiet" aria-label={messages.app.close} onClick={onClose}>
          {icon(closeIcon)}
        </Button>
      </div>
      <div
        id={listId}
        className={styles.list}
        role="listbox"
        aria-label={messages.commands.palette}
      >
        {groups.map((group, index) => (
          <div key={group.title} role="group" aria-labelledby={`${listId}-group-${index}`}>
            <div id={`${listId}-group-${index}`} className={styles.group}>
              {group.title}
            </div>
            {group.options.map((option) => (
              <button
                key={option.key}
                id={optionId(option)}
                type="button"
                className={styles.option}
                role="option"
                aria-selected={option === active}
                aria-disabled={option.isRefused}
                tabIndex={-1}
                // The field keeps the focus, and a phone its keyboard.
                onMouseDown={(event) => event.preventDefault()}
                onClick={() => choose(option)}
              >
                {option.content}
              </button>
            ))}
          </div>
        ))}
      </div>
      <Status count={options.length} isAwaited={isAwaited} {...found} />
    </Dialog>
  )
}

interface StatusProps extends Omit<ReturnType<typeof useFoundClients>, 'clients'> {
  count: number
  isAwaited: boolean
}

/** The number of lines, and the state of the broker's search. */
function Status({ count, isAwaited, isSearching, error, hasMore }: StatusProps) {
  const { messages, format } = useI18n()
  const words = useCommandWords()
  return (
    <p className={styles.status} role="status">
      {words.results(format.number(count))}
      {isSearching && ` · ${words.searching}`}
      {isSearching && isAwaited && ` ${words.waiting}`}
      {error && <strong> · {describeError(error, messages.errors).title}</strong>}
      {hasMore && ` · ${words.more}`}
    </p>
  )
}

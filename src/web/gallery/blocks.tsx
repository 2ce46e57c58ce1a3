// The building blocks of the page in all their states, as data for the gallery and for its test.
import type { ComponentProps, ReactElement } from 'react'
import { Button } from '../ui/button.tsx'
import { DeviceText } from '../ui/device-text.tsx'
import { Gauge } from '../ui/gauge.tsx'
import { Notice } from '../ui/notice.tsx'
import { RefusableButton } from '../ui/refusable-button.tsx'
import { stateBadge } from '../ui/state-badge.tsx'

/** One state of a building block. */
interface BlockState {
  name: string
  element: ReactElement
  /** The role that assistive technology sees; null if there is none. */
  role: 'alert' | 'button' | 'meter' | 'status' | null
  /** The accessible name of the role. */
  label?: string
  /** The whole text of the element. */
  text: string
}

/** A building block with all its states. */
interface Block {
  name: string
  states: readonly BlockState[]
}

/** Texts that a device may choose, and what the page shows. */
const deviceTexts: readonly [name: string, text: string, shown: string][] = [
  ['plain', 'truck-1', 'truck-1'],
  ['Chinese', '温度计', '温度计'],
  ['markup', '<img src=x onerror=alert(1)>', '<img src=x onerror=alert(1)>'],
  ['right to left', 'a\u202eb', 'aU+202Eb'],
  ['zero width', 'a\u200bb', 'aU+200Bb'],
  ['control characters', '\t\0', 'U+0009U+0000'],
  ['blanks at both ends', ' a ', 'U+0020aU+0020'],
  ['empty', '', ''],
  ['8 KB', 'a'.repeat(8192), 'a'.repeat(8192)],
]

/** Levels of a gauge, of 100. */
const levels: readonly [name: string, used: number][] = [
  ['empty', 0],
  ['half full', 50],
  ['nearly full', 80],
  ['full', 100],
  ['over its limit', 120],
]

/** The blocks, in the order of the gallery. */
export const blocks: readonly Block[] = [
  {
    name: 'Button',
    states: [
      ...(['primary', 'plain', 'quiet', 'danger'] as const).flatMap((variant): BlockState[] => [
        button(variant, <Button variant={variant}>Kick</Button>),
        button(
          `${variant}, disabled`,
          <Button variant={variant} disabled>
            Kick
          </Button>,
        ),
      ]),
      button('busy', <Button aria-busy>Kick</Button>),
      button('refused', <RefusableButton refusal="Viewers cannot kick.">Kick</RefusableButton>),
    ],
  },
  {
    name: 'Notice',
    states: [
      notice('problem', { kind: 'problem', title: 'The broker cannot be reached' }),
      notice('empty', { kind: 'empty', title: 'No clients' }),
      notice('hint', { kind: 'hint', title: 'This page only' }),
      notice('compact', { kind: 'problem', compact: true, title: 'Not refreshed' }),
      notice('with an action', {
        kind: 'problem',
        title: 'Failed',
        actions: <Button>Try again</Button>,
      }),
    ],
  },
  {
    name: 'State badge',
    states: [
      { name: 'on', element: stateBadge(true, 'Connected'), role: null, text: 'Connected' },
      { name: 'off', element: stateBadge(false, 'Offline'), role: null, text: 'Offline' },
    ],
  },
  {
    name: 'Gauge',
    states: [
      ...levels.map(([name, used]): BlockState => {
        const element = <Gauge used={used} max={100} label="Queue" />
        return { name, element, role: 'meter', label: 'Queue', text: '' }
      }),
      {
        name: 'beside its numbers',
        element: <Gauge used={50} max={100} decorative />,
        role: null,
        text: '',
      },
    ],
  },
  {
    name: 'Device text',
    states: deviceTexts.map(([name, text, shown]): BlockState => {
      return { name, element: <DeviceText text={text} />, role: null, text: shown }
    }),
  },
]

function button(name: string, element: ReactElement): BlockState {
  return { name, element, role: 'button', label: 'Kick', text: 'Kick' }
}

function notice(
  name: string,
  props: ComponentProps<typeof Notice> & { title: string },
): BlockState {
  const role = props.kind === 'problem' ? 'alert' : 'status'
  const text = props.title + (props.actions ? 'Try again' : '')
  return { name, element: <Notice {...props} />, role, text }
}

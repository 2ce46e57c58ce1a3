import axe from 'axe-core'
import { beforeEach, describe, expect, it } from 'vitest'
import { render } from 'vitest-browser-react'
import '../app/tokens.css'
import { Toaster } from '../ui/toaster.tsx'
import { blocks } from './blocks.tsx'

const states = blocks.flatMap(({ name, states: ofBlock }) =>
  ofBlock.map((state) => ({ ...state, title: `${name}, ${state.name}` })),
)

describe.each(['light', 'dark'])('in the %s theme', (theme) => {
  beforeEach(() => {
    document.documentElement.dataset.theme = theme
  })

  it.each(states)('$title has its role, name and text, and passes axe', async (state) => {
    const { element, role, label, text } = state
    const screen = await render(
      <Toaster closeLabel="Close">
        <div title="block">{element}</div>
      </Toaster>,
    )
    const block = screen.getByTitle('block')
    const withRole = block.element().querySelectorAll('[role], button')
    const named = label === undefined ? {} : { name: label, exact: true }
    expect(role === null ? withRole : block.getByRole(role, named).elements()).toHaveLength(
      role === null ? 0 : 1,
    )
    expect(block.element().textContent).toBe(text)
    const { violations } = await axe.run(block.element())
    expect(violations.map(({ id, help }) => `${id}: ${help}`)).toEqual([])
  })
})

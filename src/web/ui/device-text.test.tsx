import { expect, it } from 'vitest'
import { render } from 'vitest-browser-react'
import { DeviceText, visibleText } from './device-text.tsx'

it.each([
  ['truck-1', 'truck-1'],
  ['温度 计', '温度 计'],
  ['👩‍🔧', '👩⟨U+200D⟩🔧'],
  ['a\u202eb', 'a⟨U+202E⟩b'],
  ['\t\0', '⟨U+0009⟩⟨U+0000⟩'],
  ['  a ', '⟨U+0020 U+0020⟩a⟨U+0020⟩'],
  ['\ufeff', '⟨U+FEFF⟩'],
  ['\u{e0041}', '⟨U+E0041⟩'],
  ['', ''],
])('%j as plain text is %j', (text, shown) => {
  expect(visibleText(text)).toBe(shown)
})

it('shows markup as text, in a direction of its own', async () => {
  const screen = await render(
    <p data-test>
      <DeviceText text={'<img src=x onerror="document.title=1">\u202e'} />
    </p>,
  )
  const bdi = screen.container.querySelector('bdi')
  expect(bdi?.querySelector('img')).toBeNull()
  expect(bdi?.textContent).toBe('<img src=x onerror="document.title=1">U+202E')
})

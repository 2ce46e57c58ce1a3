import { expect, it } from 'vitest'
import { render } from 'vitest-browser-react'
import { DeviceText, trimHidden, visibleText } from './device-text.tsx'

it.each([
  ['truck-1', 'truck-1'],
  ['温度 计', '温度 计'],
  ['👩‍🔧', '👩⟨U+200D⟩🔧'],
  ['a\u202eb', 'a⟨U+202E⟩b'],
  ['\t\0', '⟨U+0009⟩⟨U+0000⟩'],
  ['  a ', '⟨U+0020 U+0020⟩a⟨U+0020⟩'],
  ['\ufeff', '⟨U+FEFF⟩'],
  ['\u{e0041}', '⟨U+E0041⟩'],
  ['a\u00a0b', 'a⟨U+00A0⟩b'],
  ['a\u2007b\u3000c', 'a⟨U+2007⟩b⟨U+3000⟩c'],
  ['a\ufe0f\u{e0100}b', 'a⟨U+FE0F⟩⟨U+E0100⟩b'],
  ['a\u034f\u180b\u2800b', 'a⟨U+034F⟩⟨U+180B⟩⟨U+2800⟩b'],
  ['a  b', 'a⟨U+0020 U+0020⟩b'],
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

it.each([' ', '\t', '\n', '\u00a0', '\u200b', '\ufeff', '\u3000 \u2060', '\u00ad'])(
  '%j at either end goes, and in the middle it stays',
  (hidden) => {
    expect(trimHidden(`${hidden}a${hidden}b${hidden}`)).toBe(`a${hidden}b`)
  },
)

it('a long run of invisible characters takes no time', () => {
  const text = `a${'\u200b'.repeat(100_000)}b`
  expect(trimHidden(text)).toBe(text)
})

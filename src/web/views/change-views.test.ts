import { describe, expect, it } from 'vitest'
import { VIEWS_LIMIT } from '../../contract/views.ts'
import { withName, withoutView, withView } from './change-views.ts'

const berlin = { name: 'Berlin', search: '?zone=berlin' }
const stuck = { name: 'Stuck', search: '?only=stuck' }
const views = [berlin, stuck]
const full = Array.from({ length: VIEWS_LIMIT }, (_, i) => ({ name: `${i}`, search: '' }))

describe('saving a view', () => {
  it.each(['berlin', '__proto__', 'constructor', '<b>\u202e', '👩‍🔧'.repeat(26), 'a'.repeat(80)])(
    'takes %j as a name',
    (name) => {
      expect(withView(views, { name, search: '' })).toEqual([...views, { name, search: '' }])
    },
  )

  it.each([
    ['', 'empty'],
    ['a'.repeat(81), 'long'],
    ['Berlin', 'taken'],
  ])('refuses %j as %s', (name, problem) => {
    expect(withView(views, { name, search: '' })).toBe(problem)
  })

  it('replaces a link only if it may', () => {
    const wider = { name: 'Berlin', search: '' }
    expect(withView(views, wider, true)).toEqual([stuck, wider])
  })

  it('adds no view to 200, but still replaces one', () => {
    expect(withView(full, berlin)).toBe('full')
    expect(withView(full, { name: '7', search: '?zone=z' }, true)).toHaveLength(VIEWS_LIMIT)
  })
})

describe('renaming a view', () => {
  it('keeps its link', () => {
    expect(withName(views, berlin, 'Hamburg')).toEqual([
      stuck,
      { name: 'Hamburg', search: berlin.search },
    ])
  })

  it('to its own name changes nothing', () => {
    expect(withName(views, stuck, 'Stuck')).toEqual(views)
  })

  it('never takes the name of another view, and works with 200 views', () => {
    expect(withName(views, berlin, 'Stuck')).toBe('taken')
    expect(withName(full, { name: '7', search: '' }, 'seven')).toHaveLength(VIEWS_LIMIT)
  })
})

it('deleting a view deletes only that one', () => {
  expect(withoutView(views, 'Berlin')).toEqual([stuck])
  expect(withoutView(views, 'berlin')).toEqual(views)
})

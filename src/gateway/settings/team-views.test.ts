import { expect, it } from 'vitest'
import { parseTeamViews } from './team-views.ts'

const fileOf = (views: unknown, version = 1) => JSON.stringify({ roster: 'views', version, views })
const stuck = { name: 'Stuck', search: '?trouble=window&sort=-inflight&columns=clientid,inflight' }
const young = { name: 'Young', search: '?connected_within=1h&zone=a' }

it('takes what the page exports, in its order', () => {
  expect(parseTeamViews(fileOf([young, stuck]))).toEqual({ value: [young, stuck] })
  expect(parseTeamViews(fileOf([]))).toEqual({ value: [] })
})

it.each([
  ['no JSON', '{', 'ROSTER_VIEWS_FILE must name a JSON file of views'],
  ['another file', '{"keys":[]}', 'ROSTER_VIEWS_FILE must name a JSON file of views'],
  ['another version', fileOf([], 2), 'version 2, and not of 1'],
  ['too many', fileOf(Array.from({ length: 201 }, () => stuck)), '201 views, and 200 is the most'],
  ['no name', fileOf([stuck, { search: '' }]), 'view 2 of ROSTER_VIEWS_FILE needs a name'],
  ['a name twice', fileOf([stuck, stuck]), 'view 2 of ROSTER_VIEWS_FILE has the name of another'],
  ['an unknown filter', fileOf([{ name: 'A', search: '?shoe=44' }]), '"shoe": a list has no such'],
  ['a wrong value', fileOf([{ name: 'A', search: '?connected_within=1y' }]), 'its value is wrong'],
])('says what is wrong with a file that has %s', (_, text, words) => {
  expect(parseTeamViews(text)).toEqual({ wrong: expect.stringContaining(words) as string })
})

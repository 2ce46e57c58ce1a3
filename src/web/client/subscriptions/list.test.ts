import { expect, it } from 'vitest'
import { findSubscriptions, sortSubscriptions } from './list.ts'

const of = (topic: string, node = 'a@1') => ({ topic, qos: 1, node, clientid: 'c' })

it('topics stand in order of their characters, those of several nodes together', () => {
  const given = [of('b/#'), of('a/+', 'b@1'), of('a/+'), of('B'), of(''), of('$share/g/a')]
  expect(sortSubscriptions(given).map(({ topic, node }) => [topic, node])).toEqual([
    ['', 'a@1'],
    ['$share/g/a', 'a@1'],
    ['B', 'a@1'],
    ['a/+', 'a@1'],
    ['a/+', 'b@1'],
    ['b/#', 'a@1'],
  ])
  expect(given[0]).toEqual(of('b/#'))
})

it.each([
  ['', ['a/+/x', 'a/1/X', '.*', 'ä']],
  ['/x', ['a/+/x', 'a/1/X']],
  ['+', ['a/+/x']],
  ['.*', ['.*']],
  ['Ä', ['ä']],
  ['a/#', []],
])('a search for %j finds %j', (wanted, found) => {
  const all = ['a/+/x', 'a/1/X', '.*', 'ä'].map((topic) => of(topic))
  expect(findSubscriptions(all, wanted).map(({ topic }) => topic)).toEqual(found)
})

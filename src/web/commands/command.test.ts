import { expect, it } from 'vitest'
import { groupCommands, matchesWords, type Command } from './command.ts'

it('finds a title by all words of a text, in any order, case and accent', () => {
  expect(matchesWords('Show all clients', 'CLI  show ')).toBe(true)
  expect(matchesWords('Thème : sombre', 'theme SÓMBRE')).toBe(true)
  expect(matchesWords('显示全部客户端', '客户端')).toBe(true)
  expect(matchesWords('Show all clients', 'show none')).toBe(false)
})

it('lists groups in a fixed order, without empty ones', () => {
  const command = (id: string, group: Command['group']): Command => {
    return { id, group, title: id, run: () => {} }
  }
  const commands = [command('a', 'general'), command('b', 'rows'), command('c', 'general')]
  const listed = groupCommands(commands).map(({ group, commands: within }) => {
    return [group, ...within.map(({ id }) => id)]
  })
  expect(listed).toEqual([
    ['rows', 'b'],
    ['general', 'a', 'c'],
  ])
})

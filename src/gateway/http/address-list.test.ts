import { describe, expect, it } from 'vitest'
import { readAddressList } from './address-list.ts'

function listOf(...entries: string[]) {
  const list = readAddressList(entries)
  if ('wrong' in list) throw new Error(`${list.wrong} is wrong`)
  return list
}

describe('a list of addresses', () => {
  it.each([
    ['10.0.0.1', '10.0.0.1', true],
    ['10.0.0.1', '10.0.0.2', false],
    ['10.0.0.0/8', '10.255.0.1', true],
    ['10.0.0.0/8', '11.0.0.0', false],
    ['10.0.0.0/8', '::ffff:10.1.2.3', true],
    ['127.0.0.1', '::1', false],
    ['::1', '0:0:0:0:0:0:0:1', true],
    ['2001:db8::/32', '2001:db8:ffff::1', true],
    ['2001:db8::/32', '2001:db9::1', false],
    ['0.0.0.0/0', '192.0.2.1', true],
    ['0.0.0.0/0', '2001:db8::1', false],
    ['0.0.0.0/0', 'unknown', false],
    ['0.0.0.0/0', '', false],
    ['0.0.0.0/0', '10.0.0.1, 10.0.0.2', false],
  ])('of %s, asked for %s, says %s', (entry, address, isIn) => {
    expect(listOf(entry).has(address)).toBe(isIn)
  })

  it('may be empty', () => {
    expect(listOf()).toMatchObject({ isEmpty: true })
    expect(listOf().has('127.0.0.1')).toBe(false)
  })

  it.each([
    'proxy.example',
    '10.0.0',
    '10.0.0.0/33',
    '10.0.0.0/',
    '10.0.0.0/8/8',
    '::/129',
    '::/-1',
  ])('does not take %s', (entry) => {
    expect(readAddressList(['10.0.0.1', entry])).toEqual({ wrong: entry })
  })
})

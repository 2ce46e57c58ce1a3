import { beforeEach, expect, it } from 'vitest'
import { ByteBudget } from './byte-budget.ts'

let budget: ByteBudget

beforeEach(() => {
  budget = new ByteBudget(100)
})

it('gives one person half of it, and tells them why there is no more', () => {
  const share = budget.open('ann')
  share.set(50)
  expect(() => share.set(51)).toThrow(expect.objectContaining({ status: 429 }))
  expect(() => budget.open('ann').set(1)).toThrow(expect.objectContaining({ status: 429 }))
  expect(budget.held).toBe(50)
  expect(budget.refused).toBe(2)
})

it('gives all of it to several, and then nothing to anyone', () => {
  for (const person of ['ann', 'bob']) budget.open(person).set(50)
  expect(() => budget.open('cat').set(1)).toThrow(expect.objectContaining({ status: 503 }))
})

it('has room again for what is given back, once', () => {
  const [first, second] = [budget.open('ann'), budget.open('ann')]
  first.set(30)
  second.set(20)
  first.set(10)
  expect(budget.held).toBe(30)
  first.close()
  first.close()
  expect(budget.held).toBe(20)
  second.set(50)
  expect(budget.held).toBe(50)
})

it('lets a share shrink though there is no room', () => {
  const share = budget.open('ann')
  share.set(50)
  budget.open('bob').set(50)
  share.set(49)
  expect(budget.held).toBe(99)
})

it('keeps an eighth of it for those who take up little', () => {
  const large = new ByteBudget(80_000_000)
  large.open('ann').set(40_000_000)
  large.open('bob').set(30_000_000)
  expect(() => large.open('cat').set(1_000_001)).toThrow(expect.objectContaining({ status: 503 }))
  large.open('cat').set(1_000_000)
  expect(() => large.open('cat').set(1)).toThrow(expect.objectContaining({ status: 503 }))
  large.open('dan').set(1_000_000)
  expect(large.held).toBe(72_000_000)
})

import { expect, it } from 'vitest'
import { AnswerError } from '../../contract/answer.ts'
import { en } from './en.ts'
import { zhCn } from './zh-cn.ts'
import { ApiError, describeError } from '../api/api-error.ts'

it.each([
  [en, 'Wait 6 s and try again.'],
  [zhCn, '请等待 6 秒后重试。'],
])('says how long to wait, in the reader’s language', ({ errors }, advice) => {
  const answer = new AnswerError('too-many', 429, 'too many kicks: try again in 6 s', 429, 6)
  expect(describeError(new ApiError(answer), errors)).toMatchObject({ advice, detail: '' })
})

it('shows the gateway’s message if the time to wait is not known', () => {
  const answer = new AnswerError('too-many', 429, 'slow down', 429)
  expect(describeError(new ApiError(answer), en.errors)).toEqual({
    title: en.errors['too-many'].title,
    advice: en.errors['too-many'].advice,
    detail: 'slow down',
  })
})

import { answerCode } from '../../contract/answer.ts'

/** The answer to an HTTP request. Without a type it has no `content-type`. */
export interface ApiAnswer {
  status: number
  type?: 'application/json' | 'text/plain'
  headers?: Record<string, string>
  body: string
}

/** Thrown to end a request early with this answer. */
export class Refused extends Error {
  readonly answer: ApiAnswer

  constructor(answer: ApiAnswer) {
    super(answer.body)
    this.answer = answer
  }
}

/** `{"data":…,"code":0}`. */
export function dataAnswer(data: unknown): ApiAnswer {
  return json(JSON.stringify({ data, code: answerCode.ok }))
}

/** `{"code":0}`. */
export const doneAnswer = json(JSON.stringify({ code: answerCode.ok }))

/** `{"message":…,"code":…}`, HTTP 200. */
export function errorAnswer(message: string, code: number): ApiAnswer {
  return json(JSON.stringify({ message, code }))
}

export function json(body: string): ApiAnswer {
  return { status: 200, type: 'application/json', body }
}

export function text(status: number, body: string): ApiAnswer {
  return { status, type: 'text/plain', body }
}

/** An answer of Cowboy's own, given before the API sees the request. */
export function bare(status: number, headers: Record<string, string> = {}): ApiAnswer {
  return { status, headers, body: '' }
}

/** The connection is closed without an answer. */
export const noAnswer: ApiAnswer = { status: 0, body: '' }

/** An answer of a node that is down to a call that does not expect that. */
export const noContent: ApiAnswer = { status: 204, body: '' }

export const notFound = text(404, 'Not found.')
export const badRequest = text(400, 'Bad Request')
export const internalError = text(500, 'Internal Error')

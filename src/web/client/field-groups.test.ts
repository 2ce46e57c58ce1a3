import { expect, it } from 'vitest'
import { clientFields, limitFields } from '../../contract/client.ts'
import { connectionFields, processFields, sessionFields, trafficRows } from './field-groups.ts'

it('every field of the API except the id is in exactly one group', () => {
  const shown = [
    ...connectionFields,
    ...sessionFields,
    ...Object.entries(limitFields).flat(),
    'mqueue_dropped',
    ...trafficRows.flatMap(([, received, sent]) => (received ? [received, sent] : [sent])),
    ...processFields,
  ]
  expect(['clientid', ...shown].sort()).toEqual(Object.keys(clientFields).sort())
})

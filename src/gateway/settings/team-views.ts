import * as v from 'valibot'
import { listParams, readListQuery } from '../../contract/list-address.ts'
import {
  VIEWS_LIMIT,
  VIEWS_VERSION,
  viewSchema,
  viewsFileSchema,
  type View,
} from '../../contract/views.ts'
import type { SettingsReader } from './reader.ts'
import type { Parsed } from './watched-files.ts'

const NAME = 'ROSTER_VIEWS_FILE'

/** Reads the file of the team's views; without one there are none. */
export function readTeamViews(reader: SettingsReader): () => readonly View[] {
  const path = reader.text(NAME)
  const none = () => []
  if (path === undefined) return none
  return reader.files({ [NAME]: path }, (texts) => parseTeamViews(texts[NAME] ?? '')) ?? none
}

/** The views of a file that the page has exported, in their order; or the first thing that is wrong. */
export function parseTeamViews(text: string): Parsed<readonly View[]> {
  const { success, output: file } = v.safeParse(viewsFileSchema, parseJson(text))
  if (!success) return { wrong: `${NAME} must name a JSON file of views, as the page exports it` }
  if (file.version !== VIEWS_VERSION) {
    return { wrong: `${NAME} has views of version ${file.version}, and not of ${VIEWS_VERSION}` }
  }
  if (file.views.length > VIEWS_LIMIT) {
    return { wrong: `${NAME} has ${file.views.length} views, and ${VIEWS_LIMIT} is the most` }
  }
  const views: View[] = []
  for (const [index, entry] of file.views.entries()) {
    const wrong = (what: string) => ({ wrong: `view ${index + 1} of ${NAME} ${what}` })
    const view = v.safeParse(viewSchema, entry)
    if (!view.success) return wrong('needs a name of 1 to 80 characters, and a text as search')
    const { name, search } = view.output
    if (views.some((other) => other.name === name)) return wrong('has the name of another one')
    // The values of the page's own parameters are checked by the page.
    const isPageParam = (param: string) => listParams.some((known) => known === param)
    const { ignored } = readListQuery(new URLSearchParams(search), (param) =>
      isPageParam(param) ? null : 'unknown',
    )
    const [odd] = ignored
    if (odd)
      return wrong(
        `has the parameter ${JSON.stringify(odd.name.slice(0, 40))}: ${reasons[odd.reason]}`,
      )
    views.push({ name, search })
  }
  return { value: views }
}

const reasons = {
  unknown: 'a list has no such parameter',
  value: 'its value is wrong',
  repeated: 'it is there twice',
  shadowed: 'EMQX ignores it beside an exact filter on the same field',
  unsupported: 'the broker does not know it',
} as const

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

import { mqttVersions } from '../../contract/client.ts'
import { clientFilters, readSpan, type ClientFilter } from '../../contract/query.ts'
import type { Messages } from '../i18n/en.ts'
import { boundOf, boundToLocal } from './time-bound.ts'

/** The value of a filter in words: times in the zone of the browser, choices by their names. */
export function filterWords(name: ClientFilter, value: string, messages: Messages): string {
  const { values, filterBar } = messages
  switch (name) {
    case 'conn_state':
      return filterBar.states[value] ?? value
    case 'clean_start':
      return value === 'true' ? values.yes : values.no
    case 'proto_ver': {
      const version = mqttVersions[Number(value)]
      return version === undefined ? value : `${value} (MQTT ${version})`
    }
    case 'connected_within':
    case 'created_within': {
      const span = readSpan(value)
      return span ? values.last[span.unit](span.count) : value
    }
    default:
      return clientFilters[name].type === 'timestamp'
        ? boundToLocal(boundOf(name), value).replace('T', ' ') || value
        : value
  }
}

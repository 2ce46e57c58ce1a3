import { mqttVersions } from '../../contract/client.ts'
import { clientFilters, type ClientFilter } from '../../contract/query.ts'
import type { Messages } from '../i18n/en.ts'
import { boundOf, boundToLocal } from './time-bound.ts'

/** A filter's value as the reader would say it: times in the reader's zone, closed lists in words. */
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
    default:
      return clientFilters[name].type === 'timestamp'
        ? boundToLocal(boundOf(name), value).replace('T', ' ') || value
        : value
  }
}

import { QueryClient, QueryClientProvider, useQuery } from '@tanstack/react-query'
import { createRoot } from 'react-dom/client'
import type { ClientList } from '../../../src/contract/answer.ts'

// The least that shows clients with React and react-query, in the columns of Roster's list: what a
// start costs whatever is built with these.
const fields =
  'clientid username connected mqueue_len inflight mqueue_dropped subscriptions_cnt connected_at ip_address node proto_name keepalive'.split(
    ' ',
  )

async function read(): Promise<ClientList> {
  const response = await fetch('/api/v4/clients?_page=1&_limit=50')
  return (await response.json()) as ClientList
}

function List() {
  const { data } = useQuery({ queryKey: ['clients'], queryFn: read })
  return (
    <table>
      <tbody>
        {data?.data.map((client) => (
          <tr key={client.clientid}>
            {fields.map((field) => (
              <td key={field}>{String(client[field as keyof typeof client])}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

createRoot(document.querySelector('#root')!).render(
  <QueryClientProvider client={new QueryClient()}>
    <List />
  </QueryClientProvider>,
)

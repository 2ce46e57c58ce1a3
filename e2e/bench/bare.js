// The least that shows clients, page by page, in the columns of Roster's list.
const fields =
  'clientid username connected mqueue_len inflight mqueue_dropped subscriptions_cnt connected_at ip_address node proto_name keepalive'
const params = new URLSearchParams(location.search)
let page = Number(params.get('_page') ?? 1)

async function show() {
  const limit = params.get('_limit') ?? 50
  const response = await fetch(`/api/v4/clients?_page=${page}&_limit=${limit}`)
  const { data } = await response.json()
  const rows = data.map((client) => {
    const row = document.createElement('tr')
    for (const field of fields.split(' ')) {
      const cell = document.createElement('td')
      cell.textContent = client[field]
      row.append(cell)
    }
    return row
  })
  document.querySelector('tbody').replaceChildren(...rows)
}

document.querySelectorAll('button').forEach((button, index) => {
  button.addEventListener('click', () => {
    page += index - 1
    void show()
  })
})
void show()

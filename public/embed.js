/**
 * <roster-clients>: the clients of a Roster that stands elsewhere, inside a page of one's own.
 * Attributes: src (address of Roster; by default, where this script comes from), token-url (POSTed
 * to, answers a signed token as text), client (an id: shows this one), theme, lang, density, height
 * (`auto`: as high as what it shows), and every filter of the list by its own name. Instead of
 * token-url, `element.getToken` may be set to an async function.
 * Events, all of which bubble: roster-ready, roster-url, roster-height, roster-selected,
 * roster-kicked, roster-error; `detail` is what Roster says.
 */
{
  const PROTOCOL = 1
  const FILTERS = (
    'clientid username zone ip_address conn_state clean_start proto_name proto_ver ' +
    '_like_clientid _like_username _gte_created_at _lte_created_at _gte_connected_at ' +
    '_lte_connected_at _gte_mqueue_len _lte_mqueue_len _gte_mqueue_dropped _lte_mqueue_dropped ' +
    '_limit node sort only columns refresh'
  ).split(' ')
  const LOOKS = ['theme', 'lang', 'density']
  const EVENTS = ['ready', 'url', 'height', 'selected', 'kicked']
  const HOME = new URL('.', document.currentScript.src).href

  class RosterClients extends HTMLElement {
    static observedAttributes = [...FILTERS, 'src', 'client', 'theme', 'lang']

    /** Gives a fresh token, each of which Roster takes once. */
    getToken = async () => {
      const url = this.getAttribute('token-url')
      if (!url) throw new Error('roster-clients has neither token-url nor getToken')
      const answer = await fetch(url, { method: 'POST' })
      if (!answer.ok) throw new Error(`no token: HTTP ${answer.status}`)
      return (await answer.text()).trim()
    }

    #frame = null
    #origin = ''
    /** Said before Roster takes messages; null from then on. */
    #held = []

    connectedCallback() {
      this.#frame = document.createElement('iframe')
      this.#frame.title = this.getAttribute('title') ?? 'Roster'
      this.#frame.style.cssText = 'display:block;width:100%;border:0;height:100%'
      const height = this.getAttribute('height')
      this.style.display ||= 'block'
      if (height !== 'auto')
        this.#frame.style.height = height ? `${parseInt(height, 10)}px` : '600px'
      window.addEventListener('message', this.#receive)
      this.#load()
      this.append(this.#frame)
    }

    disconnectedCallback() {
      window.removeEventListener('message', this.#receive)
      this.#frame?.remove()
      this.#frame = null
    }

    attributeChangedCallback(name, before, value) {
      if (!this.#frame || before === value) return
      if (name === 'theme') this.#tell({ type: 'theme', theme: value ?? 'system' })
      else if (name === 'lang') this.#tell({ type: 'language', language: value ?? 'en' })
      else if (name === 'src') this.#load()
      else this.navigate(this.#path())
    }

    /** Shows another address of Roster's, such as `/clients?zone=a`. */
    navigate(path) {
      this.#tell({ type: 'navigate', path })
    }

    #load() {
      this.#held = []
      const home = new URL(this.getAttribute('src') ?? HOME, location.href)
      this.#origin = home.origin
      const path = this.#path([
        'embed',
        '1',
        ...LOOKS.flatMap((name) => [name, this.getAttribute(name)]),
      ])
      this.#frame.src = home.href.replace(/\/*(?:[?#].*)?$/, '') + path
    }

    #path(more = []) {
      const params = new URLSearchParams()
      const client = this.getAttribute('client')
      const isOdd = client === '.' || client === '..'
      if (isOdd) params.set('clientid', client)
      for (const name of client === null ? FILTERS : []) {
        const value = this.getAttribute(name)
        if (value) params.set(name, value)
      }
      for (let index = 0; index < more.length; index += 2) {
        if (more[index + 1]) params.set(more[index], more[index + 1])
      }
      const page =
        client === null ? '/clients' : isOdd ? '/client' : `/clients/${encodeURIComponent(client)}`
      return params.size === 0 ? page : `${page}?${params}`
    }

    #tell(message) {
      // The one thing that it takes from the start.
      if (this.#held !== null && message.type !== 'token') return void this.#held.push(message)
      this.#frame?.contentWindow?.postMessage({ roster: PROTOCOL, ...message }, this.#origin)
    }

    #emit(type, detail) {
      this.dispatchEvent(
        new CustomEvent(`roster-${type}`, { detail, bubbles: true, composed: true }),
      )
    }

    #receive = ({ source, origin, data }) => {
      if (!this.#frame || source !== this.#frame.contentWindow || origin !== this.#origin) return
      if (data?.roster !== PROTOCOL) return
      if (data.type === 'ready') {
        const held = this.#held ?? []
        this.#held = null
        for (const message of held) this.#tell(message)
      }
      if (data.type === 'token-needed') void this.#giveToken()
      if (data.type === 'height' && this.getAttribute('height') === 'auto' && data.height > 0) {
        this.#frame.style.height = `${Math.min(Math.ceil(data.height), 20_000)}px`
      }
      if (EVENTS.includes(data.type)) this.#emit(data.type, data)
    }

    async #giveToken() {
      try {
        this.#tell({ type: 'token', token: await this.getToken() })
      } catch (error) {
        this.#emit('error', { message: String(error?.message ?? error) })
      }
    }
  }

  customElements.define('roster-clients', RosterClients)
}

/**
 * <roster-clients>: the clients of a Roster at another address, inside your own page. For a plain script,
 * a module script and an import; a second time on a page it changes nothing.
 * Attributes: src (address of Roster; by default the address of this script), token-url (a POST to it
 * answers a signed token as text), client (an id: shows this client), theme, lang, density, height
 * (px; `auto`: as high as the content, and at most as high as the window), and every filter of the list
 * by its own name. Instead of token-url, `element.getToken` may be set to an async function. Later
 * changes of an attribute count, except density.
 * Events, all of which bubble: roster-ready, roster-url, roster-height, roster-selected,
 * roster-kicked, roster-error; `detail` is the message of Roster.
 */
if (!customElements.get('roster-clients')) {
  const PROTOCOL = 1
  // A test of Roster holds them against its table of filters.
  const FILTERS = (
    'clientid username zone ip_address conn_state clean_start proto_name proto_ver ' +
    '_like_clientid _like_username _gte_created_at _lte_created_at _gte_connected_at ' +
    '_lte_connected_at created_within connected_within _gte_mqueue_len _lte_mqueue_len ' +
    '_gte_mqueue_dropped _lte_mqueue_dropped ' +
    '_limit node sort trouble only columns refresh'
  ).split(' ')
  const EVENTS = ['ready', 'url', 'height', 'selected', 'kicked']
  /** Address of this script. A module has no `currentScript`, and `import.meta` would break a plain script. */
  const SCRIPT =
    document.currentScript?.src || /https?:\/\/[^\s()]*?\/embed\.js/.exec(new Error().stack)?.[0]

  /** The language of Roster for the language of a page. */
  const languageOf = (lang) => (/^zh\b/i.test(lang) ? 'zh-CN' : 'en')

  class RosterClients extends HTMLElement {
    static observedAttributes = [...FILTERS, 'src', 'client', 'theme', 'lang', 'height']

    /** Gives a fresh token. Roster takes each token once. */
    getToken = async () => {
      const url = this.getAttribute('token-url')
      if (!url) throw new Error('roster-clients has neither token-url nor getToken')
      const answer = await fetch(url, { method: 'POST' })
      if (!answer.ok) throw new Error(`no token: HTTP ${answer.status}`)
      return (await answer.text()).trim()
    }

    #frame = null
    #origin = ''
    /** Height of the content in px, as Roster has last told it. */
    #natural = 320
    /** Messages from before Roster takes any; null from then on. */
    #held = []

    connectedCallback() {
      this.#frame = document.createElement('iframe')
      this.#frame.title = this.getAttribute('title') ?? 'Roster'
      this.#frame.allow = 'clipboard-write'
      // Roster checks which site embeds it, so the policy of the page must not hide it.
      this.#frame.referrerPolicy = 'origin'
      this.#frame.style.cssText = 'display:block;width:100%;border:0'
      this.style.display ||= 'block'
      window.addEventListener('message', this.#receive)
      this.#sizeFrame()
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
      else if (name === 'lang') this.#tell({ type: 'language', language: languageOf(value) })
      else if (name === 'height') this.#sizeFrame()
      else if (name === 'src') this.#load()
      else this.navigate(this.#path())
    }

    /** Shows another address of Roster, such as `/clients?zone=a`. */
    navigate(path) {
      this.#tell({ type: 'navigate', path })
    }

    #sizeFrame() {
      const height = this.getAttribute('height')
      const isAuto = height === 'auto'
      this.#frame.style.height = `${isAuto ? this.#natural : parseInt(height, 10) || 600}px`
      // In a higher frame, dialogs and toasts would be out of sight.
      this.#frame.style.maxHeight = isAuto ? '100dvh' : ''
    }

    #load() {
      this.#held = []
      const home = this.#home()
      if (home === null) return this.#emit('error', { message: 'src is no http or https address' })
      this.#origin = home.origin
      const lang = this.getAttribute('lang')
      const path = this.#path({
        embed: '1',
        theme: this.getAttribute('theme'),
        lang: lang && languageOf(lang),
        density: this.getAttribute('density'),
      })
      this.#frame.src = home.href.replace(/\/*(?:[?#].*)?$/, '') + path
    }

    /** The address of Roster; null if `src` is no address of a site, or if there is none. */
    #home() {
      const src = this.getAttribute('src')
      const [url, base] = src === null ? ['.', SCRIPT] : [src, location.href]
      if (!URL.canParse(url, base)) return null
      const home = new URL(url, base)
      return /^https?:$/.test(home.protocol) ? home : null
    }

    #path(looks = {}) {
      const client = this.getAttribute('client')
      const filters = client === null ? FILTERS.map((name) => [name, this.getAttribute(name)]) : []
      const isOdd = client === '.' || client === '..'
      if (isOdd) filters.push(['clientid', client])
      const given = [...filters, ...Object.entries(looks)].filter(([, value]) => value)
      const page =
        client === null ? '/clients' : isOdd ? '/client' : `/clients/${encodeURIComponent(client)}`
      return given.length === 0 ? page : `${page}?${new URLSearchParams(given)}`
    }

    #tell(message) {
      // Roster takes a token from the start, and other messages once it is ready.
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
      if (data.type === 'height') {
        this.#natural = data.height
        this.#sizeFrame()
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

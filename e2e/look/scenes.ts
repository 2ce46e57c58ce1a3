/** What the screens look like in each situation: for pictures, and for the test of layouts. */
import { expect as impatient, type Locator, type Page } from '@playwright/test'
import { ids, type World } from './world.ts'

/** Outside of tests, Playwright has little patience. */
const expect = impatient.configure({ timeout: 15_000 })

/** One situation. */
export interface Scene {
  name: string
  /** Opens the page and brings it there, in either language. */
  prepare: (page: Page, world: World) => Promise<void>
  /** Puts back what would change the scenes after it. */
  restore?: (page: Page, world: World) => Promise<void>
  /** It goes on from where the scene before it has ended. */
  continues?: boolean
  /** A change of the width would close what it shows. */
  again?: boolean
  /** As it is printed, on paper of the width of A4 across. */
  print?: boolean
}

/** A phone, a laptop and a desk, in px. */
const heights = { 390: 844, 1440: 900, 1920: 1080 } as const
export type Width = keyof typeof heights

/** Brings the page into a scene, and shows it at each width. */
export async function show(
  page: Page,
  world: World,
  scene: Scene,
  look: (width: Width) => Promise<void>,
): Promise<void> {
  for (const width of [1440, 390, 1920] as const) {
    await page.setViewportSize({ width, height: heights[width] })
    if (width === 1440 || scene.again) await scene.prepare(page, world)
    await look(width)
  }
}

let serial = 0

/** Controls by their names in both languages. */
const names = {
  addFilter: /^(Add a filter|添加筛选)$/,
  columns: /^(Columns|列设置)$/,
  confirmKick: /^(Kick 12 clients|踢除 12 个客户端)$/,
  filters: /^(Filters|筛选)/,
  kick: /^(Kick|踢除)…?$/,
  kickRest: /^(Kick the remaining|踢除其余)/,
  pace: /^(Pace|速度)/,
  palette: /^(Search and commands|搜索.*命令)$/,
  refresh: /^(Refresh|刷新)$/,
  selectAll: /^(Select all on this page|选择本页全部)$/,
  selection: /^(Selection|.*选.*)$/,
  settings: /^(Settings|设置)$/,
  stop: /^(Stop|停止)$/,
}

const button = (at: Page | Locator, name: RegExp) => at.getByRole('button', { name })

async function open(page: Page, { roster }: World, path: string): Promise<void> {
  await page.goto(roster.origin + path)
  await settle(page)
}

/** Waits until the page has what it asked for, and stands still. */
async function settle(page: Page): Promise<void> {
  await expect(page.getByRole('main').first()).toBeVisible()
  await page.waitForLoadState('networkidle')
  await page.evaluate(() => document.fonts.ready)
}

const list =
  (path: string): Scene['prepare'] =>
  async (page, world) => {
    await open(page, world, path)
    await expect(page.getByRole('table').getByRole('link').first()).toBeVisible()
  }

const client =
  (id: string): Scene['prepare'] =>
  async (page, world) => {
    await open(page, world, `/clients/${id}`)
    await expect(page.locator('canvas').first()).toBeVisible()
  }

/** Refreshes a page whose broker answers no more, until it says so. */
async function failNow(page: Page): Promise<void> {
  await button(page, names.refresh).first().click()
  await expect(page.getByRole('alert').first()).toBeVisible()
}

const breakDown = (path: string): Pick<Scene, 'prepare' | 'restore'> => ({
  async prepare(page, world) {
    await open(page, world, path)
    world.roster.upstream.setFault('refuse')
    await failNow(page)
  },
  restore: async (_, { roster }) => roster.upstream.setFault('none'),
})

/** Opens the dialog of many with twelve clients of its own. */
async function reviewTwelve(page: Page, world: World): Promise<void> {
  const prefix = `valve-${serial++}-`
  await world.connectMany(prefix, 12)
  await open(page, world, `/clients?_like_clientid=${prefix}&sort=clientid`)
  await page.getByRole('checkbox', { name: names.selectAll }).check()
  await button(page.getByRole('group', { name: names.selection }), names.kick).click()
  await expect(button(page.getByRole('dialog'), names.confirmKick)).toBeVisible()
}

const firstResult = (page: Page) => page.getByRole('dialog').getByRole('progressbar')

/** In the order in which they are prepared. */
export const scenes: readonly Scene[] = [
  { name: 'list', prepare: list('/clients') },
  { name: 'list-compact-all', prepare: list('/clients?_limit=1000&sort=-mqueue_len') },
  { name: 'list-trouble', prepare: list('/clients?trouble=any&_limit=1000') },
  {
    name: 'list-filtered',
    prepare: list('/clients?_like_clientid=truck&username=fleet-eu&conn_state=connected'),
  },
  {
    name: 'filters-open',
    again: true,
    async prepare(page, world) {
      await list('/clients')(page, world)
      const add = button(page, names.addFilter)
      // A narrow page folds the filters away.
      if (!(await add.isVisible())) await button(page, names.filters).first().click()
      await add.click()
      await expect(page.locator(':popover-open')).toBeVisible()
    },
  },
  {
    name: 'columns',
    again: true,
    async prepare(page, world) {
      await list('/clients')(page, world)
      await button(page, names.columns).click()
      await expect(page.getByRole('complementary').first()).toBeVisible()
    },
  },
  {
    name: 'settings-menu',
    again: true,
    async prepare(page, world) {
      await list('/clients')(page, world)
      await button(page, names.settings).click()
      await expect(page.getByRole('menu')).toBeVisible()
    },
  },
  {
    name: 'row-menu',
    again: true,
    async prepare(page, world) {
      await list('/clients')(page, world)
      await page.keyboard.press('j')
      await page.keyboard.press('m')
      await expect(page.getByRole('menu')).toBeVisible()
    },
  },
  {
    name: 'palette',
    async prepare(page, world) {
      await list('/clients')(page, world)
      await page.keyboard.press('Control+k')
      await page.getByRole('combobox', { name: names.palette }).fill('pump')
      await expect(page.getByRole('option', { name: ids.healthy })).toBeVisible()
    },
  },
  {
    name: 'shortcuts',
    async prepare(page, world) {
      await list('/clients')(page, world)
      await page.keyboard.press('?')
      await expect(page.getByRole('dialog')).toBeVisible()
    },
  },
  { name: 'client-healthy', prepare: client(ids.healthy) },
  { name: 'client-offline', prepare: client(ids.offline) },
  { name: 'client-full', prepare: client(ids.full) },
  {
    name: 'client-stuck',
    async prepare(page, world) {
      // Half a minute without an acknowledgement, by the page's own clock. It counts from the broker's first
      // numbers with a full window, which may come after the page.
      await page.clock.install()
      await client(ids.stuck)(page, world)
      const diagnosis = page.getByRole('region', { name: /^(Diagnosis|诊断)$/ })
      await expect(async () => {
        await page.clock.fastForward(31_000)
        await expect(diagnosis).toContainText(/Window stuck|飞行窗口阻塞/, { timeout: 2_000 })
      }).toPass()
    },
    restore: (page) => page.clock.resume(),
  },
  {
    name: 'client-flapping',
    async prepare(page, world) {
      await client(ids.healthy)(page, world)
      await open(page, world, `/clients/${ids.flapping}`)
      const diagnosis = page.getByRole('region', { name: /^(Diagnosis|诊断)$/ })
      await expect(async () => {
        const device = await world.connect({ clientId: ids.flapping, username: 'waterworks' })
        await button(page, names.refresh).first().click()
        await page.waitForLoadState('networkidle')
        await device.endAsync()
        await button(page, names.refresh).first().click()
        await expect(diagnosis).toContainText(/Flapping|频繁/, { timeout: 500 })
      }).toPass({ timeout: 30_000 })
    },
  },
  { name: 'client-dropping', prepare: client(ids.dropping) },
  {
    name: 'kick',
    async prepare(page, world) {
      await client(ids.full)(page, world)
      await button(page, names.kick).click()
      await expect(page.getByRole('dialog')).toBeVisible()
    },
  },
  { name: 'kick-many-review', prepare: reviewTwelve },
  {
    name: 'kick-many-running',
    continues: true,
    async prepare(page) {
      const dialog = page.getByRole('dialog')
      await dialog.getByLabel(names.pace).selectOption({ index: 0 })
      await button(dialog, names.confirmKick).click()
      await expect(firstResult(page)).toBeVisible()
    },
  },
  {
    name: 'kick-many-stopped',
    continues: true,
    async prepare(page) {
      await button(page.getByRole('dialog'), names.stop).click()
      await expect(button(page.getByRole('dialog'), names.kickRest)).toBeVisible()
    },
  },
  {
    name: 'kick-many-finished',
    async prepare(page, world) {
      await reviewTwelve(page, world)
      await button(page.getByRole('dialog'), names.confirmKick).click()
      await expect(
        page.getByRole('dialog').getByRole('button', { name: /^(Kicked|已踢除) 12$/ }),
      ).toBeVisible()
    },
  },
  { name: 'broker-down', ...breakDown('/clients') },
  { name: 'broker-down-client', ...breakDown(`/clients/${ids.healthy}`) },
  {
    name: 'node-stopped',
    async prepare(page, world) {
      const { origin } = await world.stopped()
      await page.goto(`${origin}/clients`)
      await expect(page.getByText('emqx2@127.0.0.1').first()).toBeVisible({ timeout: 40_000 })
    },
  },
  {
    name: 'node-hung',
    async prepare(page, world) {
      const { origin } = await world.hung()
      await page.goto(`${origin}/clients`)
      await expect(page.getByRole('alert').first()).toBeVisible({ timeout: 40_000 })
    },
  },
  {
    name: 'signed-out',
    async prepare(page, world) {
      const { origin } = await world.guarded()
      await signIn(page, origin)
      await page.context().clearCookies()
      await failNow(page)
    },
  },
  {
    name: 'sign-in',
    async prepare(page, world) {
      await page.context().clearCookies()
      await page.goto((await world.guarded()).origin)
      await expect(page.getByRole('textbox').first()).toBeVisible()
    },
  },
  {
    name: 'embedded',
    async prepare(page, world) {
      await page.goto(await world.console())
      await expect(page.frameLocator('iframe').getByRole('table').first()).toBeVisible()
      await page.waitForLoadState('networkidle')
    },
  },
  {
    name: 'empty',
    async prepare(page, world) {
      await open(page, world, '/clients?_like_clientid=nobody-is-called-so')
    },
  },
  {
    name: 'loading',
    async prepare(page, world) {
      world.roster.upstream.setFault('slow')
      await page.goto(`${world.roster.origin}/clients`)
      await expect(page.getByRole('main')).toBeVisible()
    },
    async restore(_, { roster }) {
      roster.upstream.setFault('none')
      roster.upstream.release()
    },
  },
  {
    name: 'client-not-found',
    async prepare(page, world) {
      await open(page, world, '/clients/PUMP-0001')
    },
  },
  {
    name: 'page-not-found',
    async prepare(page, world) {
      await page.goto(`${world.roster.origin}/nowhere`)
      await expect(page.getByRole('main')).toBeVisible()
    },
  },
  { name: 'print-list', prepare: list('/clients?trouble=any&_limit=1000'), print: true },
  { name: 'print-client', prepare: client(ids.full), print: true },
]

/** The scenes, each with those that go on from it. */
export const chains: readonly (readonly Scene[])[] = scenes.reduce<Scene[][]>(
  (all, scene) =>
    scene.continues ? [...all.slice(0, -1), [...(all.at(-1) ?? []), scene]] : [...all, [scene]],
  [],
)

async function signIn(page: Page, origin: string): Promise<void> {
  await page.goto(origin)
  const [id, secret] = [page.getByRole('textbox').first(), page.locator('input[type=password]')]
  // The browser of the scene before may be signed in still.
  await id.or(page.getByRole('table')).first().waitFor()
  if (await secret.isVisible()) {
    await id.fill('admin')
    await secret.fill('public')
    await page.keyboard.press('Enter')
  }
  await expect(page.getByRole('table').getByRole('link').first()).toBeVisible()
}

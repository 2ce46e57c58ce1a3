import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { chromium } from '@playwright/test'

const DEBIAN_CHROMIUM = '/usr/bin/chromium'
/** Chromium without windows, as Playwright takes it by default. A test needs half the CPU time with it. */
const DEBIAN_SHELL = '/usr/bin/chromium-headless-shell'

/** Firefox and WebKit, in which only `test:browsers` runs. WebKit's driver needs a screen. */
export const DEBIAN_FIREFOX = '/usr/bin/firefox-esr'
export const DEBIAN_WEBKIT_DRIVER = '/usr/bin/WebKitWebDriver'
export const DEBIAN_XVFB = '/usr/bin/Xvfb'

const HOW_TO_INSTALL = `There is no Chromium for the tests. Install one, then run them again:
  Debian:     sudo apt-get install chromium chromium-headless-shell
  elsewhere:  npx playwright install chromium`

/**
 * Features that are switched off. Chromium takes only the last such list, so this repeats the part of
 * Playwright's list that matters here. The last three cost CPU for each new
 * context: a renderer ahead of its use, and two pages of Chromium's address bar.
 */
const withoutFeatures = [
  'AvoidUnnecessaryBeforeUnloadCheckSync',
  'DestroyProfileOnBrowserClose',
  'HttpsUpgrades',
  'HttpsFirstBalancedModeAutoEnable',
  'PaintHolding',
  'ThirdPartyStoragePartitioning',
  'OptimizationHints',
  'NetworkTimeServiceQuerying',
  'PreconnectToSearch',
  'SpareRendererForSitePerProcess',
  'WebUIOmniboxPopup',
  'WebUIOmniboxAimPopup',
]

/** `whole`: with all that a user's Chromium has, the blocking of cookies of third parties too. */
type ChromiumKind = 'whole' | 'any'

/**
 * Options with which Playwright starts Chromium: Debian's if it is installed, else Playwright's own.
 */
export function chromiumOptions(kind: ChromiumKind = 'any'): {
  executablePath: string
  args: string[]
} {
  const debians = kind === 'any' ? [DEBIAN_SHELL, DEBIAN_CHROMIUM] : [DEBIAN_CHROMIUM]
  return {
    executablePath: debians.find((path) => existsSync(path)) ?? chromium.executablePath(),
    args: [
      // As root, which is the user of CI's containers, Chromium does not start with its sandbox.
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--disable-quic',
      '--no-first-run',
      `--disable-features=${withoutFeatures.join(',')}`,
    ],
  }
}

/** Whether a command can be run on this machine. */
export const isInstalled = (command: string): boolean =>
  spawnSync(command, ['-v'], { stdio: 'ignore' }).error === undefined

/** Whether this user may install Debian's packages. */
const canInstall = (): boolean => process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')

/** Debian's packages that the tests want, by a file that each brings. nginx has no fixed place. */
const packages: readonly (readonly [name: string, isThere: () => boolean])[] = [
  ['chromium', () => existsSync(chromiumOptions('whole').executablePath)],
  ['chromium-headless-shell', () => existsSync(DEBIAN_SHELL)],
  ['nginx-light', () => isInstalled('nginx')],
  ['firefox-esr', () => existsSync(DEBIAN_FIREFOX)],
  ['webkit2gtk-driver', () => existsSync(DEBIAN_WEBKIT_DRIVER)],
  ['xvfb', () => existsSync(DEBIAN_XVFB)],
  // Chinese in pictures and layouts, if Debian has no other font for it.
  ['fonts-wqy-microhei', () => existsSync('/usr/share/fonts/truetype/wqy/wqy-microhei.ttc')],
]

/**
 * Why the tests in a browser are skipped, to follow its name; null if they run. If the user is root on Debian, they run
 * even without it, and fail: there `ensureTestTools` installs it.
 */
export function whySkipped(programs: readonly string[]): string | null {
  const missing = programs.filter((program) => !existsSync(program))
  return missing.length === 0 || canInstall() ? null : ` (there is no ${missing.join(', no ')})`
}

/**
 * Installs the programs that the tests run beside Node, if the user is root on Debian: Chromium with
 * and without windows, nginx, without which one test is skipped, Firefox and WebKit.
 * @throws {Error} that says what to install, if there is no Chromium afterwards
 */
export function ensureTestTools(): void {
  const missing = packages.filter(([, isThere]) => !isThere()).map(([name]) => name)
  if (missing.length > 0 && canInstall()) {
    console.log(`Installing from Debian’s packages: ${missing.join(', ')}`)
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
    const apt = (...args: string[]) => spawnSync('apt-get', args, { env, stdio: 'inherit' })
    apt('update', '-q')
    // One by one: an older Debian has no headless shell.
    for (const name of missing) apt('install', '-qy', '--no-install-recommends', name)
  }
  if (!existsSync(chromiumOptions('whole').executablePath)) throw new Error(HOW_TO_INSTALL)
}

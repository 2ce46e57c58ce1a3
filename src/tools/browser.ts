import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { chromium } from '@playwright/test'

const DEBIAN_CHROMIUM = '/usr/bin/chromium'

const HOW_TO_INSTALL = `There is no Chromium for the tests. Install one, then run them again:
  Debian, Ubuntu:  sudo apt-get install chromium
  elsewhere:       npx playwright install chromium`

/**
 * Playwright's own list, of which Chromium takes only the last one, as far as it concerns us; and the
 * two pages that Chromium's address bar brings, which cost each new context a second of CPU.
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
  'WebUIOmniboxPopup',
  'WebUIOmniboxAimPopup',
]

/**
 * Options with which Playwright starts the Chromium of this machine: Debian's where there is one,
 * else Playwright's own.
 */
export function chromiumOptions(): { executablePath: string; args: string[] } {
  return {
    executablePath: existsSync(DEBIAN_CHROMIUM) ? DEBIAN_CHROMIUM : chromium.executablePath(),
    args: [
      // Chromium does not start as root with its sandbox, and root is who runs CI's containers.
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

/**
 * Sees to it that there is a Chromium: on Debian as root it installs the distribution's.
 * @throws {Error} saying what to install, where that is not possible
 */
export function ensureChromium(): void {
  if (existsSync(chromiumOptions().executablePath)) return
  const isRoot = process.getuid?.() === 0
  if (!isRoot || !existsSync('/usr/bin/apt-get')) throw new Error(HOW_TO_INSTALL)
  console.log('Installing Chromium from Debian’s packages')
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const run = (...args: string[]) => execFileSync('apt-get', args, { env, stdio: 'inherit' })
  run('update', '-q')
  run('install', '-qy', '--no-install-recommends', 'chromium')
  if (!existsSync(DEBIAN_CHROMIUM)) throw new Error(HOW_TO_INSTALL)
}

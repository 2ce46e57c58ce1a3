import { defineConfig } from '@playwright/test'
import main from '../playwright.config.ts'

/** Needs nginx and Caddy, which no machine has to have that runs the other tests. */
export default defineConfig({
  ...main,
  testDir: '.',
  testIgnore: [],
  outputDir: '../../test-results/proxies',
  reporter: 'list',
  workers: 1,
})

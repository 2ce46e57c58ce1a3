import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { testTls } from './broker-tls.test-data.ts'
import { readSettings, SettingsError } from './settings.ts'

const CA = `${testTls.ca.trim()}\n`
const EMQX_API = 'http://broker:8081/api/v4'
const access = { EMQX_API, EMQX_APP_ID: 'app', EMQX_APP_SECRET: 's3cret-value' }

function secretFile(content: string | Buffer): string {
  const path = join(mkdtempSync(join(tmpdir(), 'roster-secret-')), 'secret')
  writeFileSync(path, content)
  return path
}

/** Access whose secret is in a file. */
function withSecret(content: string | Buffer) {
  return { EMQX_API, EMQX_APP_ID: 'app', EMQX_APP_SECRET_FILE: secretFile(content) }
}

/** Warnings at the start. */
function warningsOf(env: Record<string, string>): string[] {
  const warnings: string[] = []
  readSettings(env, (text) => warnings.push(text))
  return warnings
}

function messageOf(env: Record<string, string | undefined>): string {
  try {
    readSettings(env)
  } catch (error) {
    if (error instanceof SettingsError) return error.message
    throw error
  }
  return ''
}

describe('the settings', () => {
  it('have defaults that show the demo broker on loopback', () => {
    expect(readSettings({ PATH: '/bin', EMQX_API: '' })).toMatchObject({
      host: '127.0.0.1',
      port: 4180,
      basePath: '',
      broker: null,
      demo: { mqttPort: 1883, clients: 200 },
      cluster: null,
      brokerTimeZone: null,
      timeoutMs: 60_000,
      memoryBytes: 256_000_000,
      access: { way: 'open', readOnly: false, idleSeconds: 8 * 3600, absoluteSeconds: 24 * 3600 },
      accessLog: { isOn: false, withIds: true },
      metrics: null,
    })
  })

  it('are all read', () => {
    const env = {
      ...access,
      EMQX_API: 'https://broker/emqx/api/v4/, https://two:8081/api/v4',
      HOST: '::1',
      PORT: '0',
      ROSTER_BASE_PATH: '/mqtt/clients/',
      DEMO_MQTT_PORT: '0',
      DEMO_NODES: '9',
      DEMO_CLIENTS: '10000',
      ROSTER_NAME: ' prod-eu ',
      ROSTER_COLOR: 'red',
      ROSTER_BROKER_TIME_ZONE: 'Asia/Shanghai',
      ROSTER_LIST_TIMEOUT_S: '60',
      ROSTER_MEMORY_MB: '100',
      ROSTER_ACCESS_LOG: 'true',
      ROSTER_LOG_IDS: 'false',
      ROSTER_METRICS_PORT: '9100',
    }
    expect(readSettings(env)).toMatchObject({
      host: '::1',
      port: 0,
      basePath: '/mqtt/clients',
      broker: {
        apiUrls: ['https://broker/emqx/api/v4', 'https://two:8081/api/v4'],
        appId: 'app',
      },
      demo: { mqttPort: 0, nodes: 9, clients: 10_000 },
      cluster: { name: 'prod-eu', color: 'red' },
      brokerTimeZone: 'Asia/Shanghai',
      timeoutMs: 60_000,
      memoryBytes: 100_000_000,
      accessLog: { isOn: true, withIds: false },
      metrics: { port: 9100 },
    })
  })

  it.each([{ EMQX_APP_SECRET: ' s3cret ' }, { EMQX_APP_SECRET_FILE: secretFile(' s3cret \r\n') }])(
    'take the secret from %j, without the newline at the end of a file',
    (given) => {
      const { appSecret } = readSettings({ EMQX_API, EMQX_APP_ID: 'app', ...given }).broker ?? {}
      expect(typeof appSecret === 'function' && appSecret()).toBe(' s3cret ')
    },
  )

  it.each([
    [{ PORT: 'abc' }, 'PORT must be a whole number from 0 to 65535, not "abc"'],
    [{ PORT: '65536' }, 'PORT must be'],
    [{ PORT: '-1' }, 'PORT must be'],
    [{ PORT: '80.5' }, 'PORT must be'],
    [{ DEMO_MQTT_PORT: '70000' }, 'DEMO_MQTT_PORT must be'],
    [{ DEMO_NODES: '0' }, 'DEMO_NODES must be a whole number from 1 to 9'],
    [{ DEMO_CLIENTS: '10001' }, 'DEMO_CLIENTS must be a whole number from 0 to 10000'],
    [{ ROSTER_LIST_TIMEOUT_S: '0' }, 'ROSTER_LIST_TIMEOUT_S must be a whole number from 1 to 60'],
    [{ ROSTER_LIST_TIMEOUT_S: '61' }, 'ROSTER_LIST_TIMEOUT_S must be'],
    [{ ROSTER_MEMORY_MB: '63' }, 'ROSTER_MEMORY_MB must be a whole number from 64 to 65536'],
    [{ ROSTER_BROKER_TIME_ZONE: 'Mars/Olympus' }, 'not "Mars/Olympus"'],
    [{ ROSTER_BROKER_TIME_ZONE: '+02:00' }, 'ROSTER_BROKER_TIME_ZONE must be'],
    [{ ROSTER_NAME: 'a'.repeat(41) }, 'ROSTER_NAME must have 1 to 40 characters'],
    [{ ROSTER_NAME: '  ' }, 'ROSTER_NAME must have 1 to 40 characters'],
    [{ ROSTER_NAME: 'prod\neu' }, 'ROSTER_NAME must have 1 to 40 characters, all of them visible'],
    [{ ROSTER_NAME: 'prod\u202eeu' }, 'all of them visible'],
    [{ ROSTER_NAME: 'a', ROSTER_COLOR: 'puce' }, 'ROSTER_COLOR must be gray or red or'],
    [{ ROSTER_COLOR: 'red' }, 'ROSTER_COLOR is set, but ROSTER_NAME is not'],
    [{ ROSTER_TIMEZONE: 'UTC' }, 'unknown setting ROSTER_TIMEZONE (there are ROSTER_ACCESS_LOG, '],
    [{ ROSTER_ACCESS_LOG: 'yes' }, 'ROSTER_ACCESS_LOG must be false or true, not "yes"'],
    [{ ROSTER_METRICS_PORT: 'x' }, 'ROSTER_METRICS_PORT must be a whole number'],
    [{ ROSTER_BASE_PATH: 'mqtt' }, 'ROSTER_BASE_PATH must be a path such as'],
    [{ ROSTER_BASE_PATH: '/a/../b' }, 'ROSTER_BASE_PATH must be'],
    [{ ROSTER_BASE_PATH: '/a"b' }, 'ROSTER_BASE_PATH must be'],
    [{ ROSTER_BASE_PATH: '//a' }, 'ROSTER_BASE_PATH must be'],
    [{ ...access, EMQX_API: 'broker:8081' }, 'EMQX_API must be an http or https address'],
    [{ ...access, EMQX_API: 'ftp://broker/api/v4' }, 'EMQX_API must be an http or https'],
    [{ ...access, EMQX_API: 'http://broker:8081' }, 'EMQX_API must end in /api/v4'],
    [{ ...access, EMQX_API: 'http://broker/api/v5' }, 'EMQX_API must end in /api/v4'],
    [{ ...access, EMQX_API: `${EMQX_API}?x=1` }, 'must not have a query'],
    [{ ...access, EMQX_API: 'http://u:p4ss@b/api/v4' }, 'EMQX_API must not hold credentials'],
    [{ ...access, EMQX_API: `${EMQX_API},` }, 'EMQX_API must be an http or https address'],
    [{ ...access, EMQX_API: `${EMQX_API},${EMQX_API}/` }, 'EMQX_API names an address twice'],
    [{ ...access, EMQX_CA_FILE: '/nowhere' }, 'EMQX_CA_FILE cannot be read (ENOENT)'],
    [{ ...access, EMQX_CA_FILE: secretFile('s3cret') }, 'EMQX_CA_FILE holds no certificate'],
    [{ ...access, EMQX_KEY_FILE: secretFile('s3cret') }, 'EMQX_KEY_FILE go together'],
    [
      { ...access, EMQX_CERT_FILE: secretFile('a'), EMQX_KEY_FILE: secretFile('s3cret') },
      'do not hold certificates and their key',
    ],
    [
      withSecret(Buffer.from('\ufeffs3cret')),
      'EMQX_APP_SECRET_FILE names a file that begins with a byte',
    ],
    [
      withSecret(Buffer.from('\ufeffs3cret', 'utf16le')),
      'EMQX_APP_SECRET_FILE names a file that is UTF-16',
    ],
    [
      withSecret(Buffer.from('s3cret', 'utf16le')),
      'EMQX_APP_SECRET_FILE names a file that holds a NUL',
    ],
    [
      withSecret(Buffer.from('s3cr\xe9t', 'latin1')),
      'EMQX_APP_SECRET_FILE names a file that is not text',
    ],
    [withSecret('s3cret\nsecond'), 'EMQX_APP_SECRET (or its file) must be one line'],
    [withSecret('s3cret\n\n'), 'EMQX_APP_SECRET (or its file) must be one line'],
    [withSecret('s3cret\u007f'), 'EMQX_APP_SECRET (or its file) must not hold control characters'],
    [withSecret('s3cret'.repeat(200)), 'EMQX_APP_SECRET (or its file) must be at most 1000'],
    [
      withSecret('s3cret'.repeat(200_000)),
      'EMQX_APP_SECRET_FILE names a file that is larger than 1 MB',
    ],
    [{ EMQX_API, EMQX_APP_ID: 'a', EMQX_APP_SECRET_FILE: '/dev/zero' }, 'larger than 1 MB'],
    [{ EMQX_API, EMQX_APP_ID: 'a', EMQX_APP_SECRET_FILE: '/' }, '_FILE cannot be read (EISDIR)'],
    [{ ...access, EMQX_APP_SECRET: 's3cret\nb' }, 'EMQX_APP_SECRET (or its file) must be one line'],
    [{ ...access, EMQX_APP_ID: 'a\nb' }, 'EMQX_APP_ID must be one line'],
    [
      { ...access, EMQX_CA_FILE: secretFile(CA + CA.slice(0, 300)) },
      'EMQX_CA_FILE is cut off: a part of it has no end',
    ],
    [{ ...access, EMQX_CA_FILE: secretFile(CA.slice(0, 300)) }, 'EMQX_CA_FILE is cut off'],
    [{ ...access, EMQX_CA_FILE: secretFile(`${CA}-----BEG`) }, 'EMQX_CA_FILE is cut off'],
    [
      { ...access, EMQX_CA_FILE: secretFile(CA + CA.replace(/(?<=-----\n)[^-]{100}/, '')) },
      'EMQX_CA_FILE holds a certificate that cannot be read',
    ],
    [{ ROSTER_PORT: '8080' }, 'unknown setting ROSTER_PORT: is PORT meant?'],
    [{ ROSTER_ROLE: '*=viewer' }, 'unknown setting ROSTER_ROLE: is ROSTER_ROLES meant?'],
    [{ ROSTER_EMQX_API: EMQX_API }, 'unknown setting ROSTER_EMQX_API: is EMQX_API meant?'],
    [{ EMQX_CA_FILE: '/x' }, 'EMQX_CA_FILE is set, but EMQX_API is not'],
    [{ EMQX_API, EMQX_APP_SECRET: 's3cret-value' }, 'EMQX_APP_ID is missing'],
    [{ ...access, EMQX_APP_ID: 'a:b' }, 'EMQX_APP_ID must not have a colon'],
    [{ EMQX_API, EMQX_APP_ID: 'app' }, 'EMQX_APP_SECRET or EMQX_APP_SECRET_FILE is missing'],
    [{ ...access, EMQX_APP_SECRET_FILE: '/dev/null' }, 'are both set'],
    [{ EMQX_API, EMQX_APP_ID: 'a', EMQX_APP_SECRET_FILE: '/nowhere/x' }, 'be read (ENOENT)'],
    [{ EMQX_API, EMQX_APP_ID: 'a', EMQX_APP_SECRET_FILE: '/dev/null' }, 'names an empty file'],
    [{ EMQX_APP_ID: 'app' }, 'EMQX_APP_ID is set, but EMQX_API is not'],
    [{ EMQX_APP_SECRET: 's3cret-value' }, 'EMQX_APP_SECRET is set, but EMQX_API is not'],
    [{ EMQX_APP_SECRET_FILE: '/x' }, 'EMQX_APP_SECRET_FILE is set, but EMQX_API is not'],
    [{ ROSTER_AUTH: 'sign-in', EMQX_API, EMQX_APP_ID: 'a' }, 'an application of their own'],
    [{ ROSTER_AUTH: 'sign-in', EMQX_API, EMQX_CA_FILE: '/nowhere' }, 'EMQX_CA_FILE cannot be read'],
    [{ ROSTER_METRICS: 'yes', ROSTER_METRICS_PORT: '0' }, 'ROSTER_METRICS must be false or true'],
  ])('%j stop the start with one line that holds no secret', (env, expected) => {
    const message = messageOf(env)
    expect(message).toContain(expected)
    expect(message).not.toMatch(/\n|s3cret|p4ss/)
  })

  it('are named all at once if several are wrong', () => {
    const message = messageOf({ PORT: 'x', ROSTER_X: '1', DEMO_CLIENTS: 'many' })
    expect(message.split('; ')).toHaveLength(3)
  })

  it('do not stop the start if Kubernetes sets variables for services', () => {
    const settings = readSettings({
      ROSTER_PORT: 'tcp://10.0.0.1:4180',
      ROSTER_PORT_4180_TCP: 'tcp://10.0.0.1:4180',
      ROSTER_PORT_4180_TCP_PROTO: 'tcp',
      ROSTER_PORT_4180_TCP_PORT: '4180',
      ROSTER_PORT_4180_TCP_ADDR: '10.0.0.1',
      ROSTER_SERVICE_HOST: '10.0.0.1',
      ROSTER_SERVICE_PORT: '4180',
      ROSTER_SERVICE_PORT_HTTP: '4180',
      ROSTER_METRICS_PORT: 'tcp://10.0.0.2:9100',
      DEMO_MQTT_PORT: 'udp://10.0.0.3:1883',
      EMQX_SERVICE_HOST: '10.0.0.4',
      EMQX_PORT: 'tcp://10.0.0.4:8081',
    })
    expect(settings).toMatchObject({ port: 4180, metrics: null, demo: { mqttPort: 1883 } })
  })

  it('count as not set if they are empty, unknown ones too', () => {
    expect(warningsOf({ PORT: '', ROSTER_AUTH: '', ROSTER_NOPE: '', EMQX_URL: '' })).toEqual([])
  })

  it.each([
    ['EMQX_APP_SECRT', ': is EMQX_APP_SECRET meant?'],
    ['EMQX_API_SECRET', ': is EMQX_APP_SECRET meant?'],
    ['EMQX_APPID', ': is EMQX_APP_ID meant?'],
    ['EMQX_URL', ': is EMQX_API meant?'],
    ['EMQX_AIP', ': is EMQX_API meant?'],
    ['EMQ_API', ': is EMQX_API meant?'],
    ['emqx_api', ': is EMQX_API meant?'],
    ['roster_auth', ': is ROSTER_AUTH meant?'],
    ['Port', ': is PORT meant?'],
    ['DEMO_CLIENT', ': is DEMO_CLIENTS meant?'],
    ['EMQX_USERNAME', ''],
  ])('are no match for %s, which is warned of', (name, hint) => {
    expect(warningsOf({ [name]: 'x' })).toEqual([`${name} is not a setting of Roster${hint}`])
  })

  it('warn of no name that belongs to others', () => {
    const env = {
      PATH: '/bin',
      HOSTNAME: 'a',
      PORTS: '1',
      POST: 'a',
      LOG_IDS: '1',
      EMQX_NODE__NAME: 'a',
    }
    expect(warningsOf({ ...env, EMQX_SERVICE_PORT: '1', DEMO_PORT_1883_TCP_ADDR: 'a' })).toEqual([])
  })
})

import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { testTls } from '../../src/gateway/settings/broker-tls.test-data.ts'
import { listen } from '../../src/testing/serve.ts'

/** A proxy of the operating system's, run by an example of ours. */
export interface Proxy {
  name: 'nginx' | 'caddy'
  /** Where it listens. */
  port: number
  close(): Promise<void>
}

/**
 * Runs a proxy by an example of `deploy`, in which only ports and certificate are exchanged.
 * @param upstreamPort Roster's, on 127.0.0.1
 * @param authPort the auth service's, for the example that asks one
 */
export async function runExample(
  name: Proxy['name'],
  upstreamPort: number,
  authPort?: number,
): Promise<Proxy> {
  const nginxFile = authPort === undefined ? 'nginx.conf' : 'nginx-auth.conf'
  const file = name === 'nginx' ? nginxFile : 'Caddyfile'
  const example = readFileSync(new URL(`../../deploy/${file}`, import.meta.url), 'utf8')
  return run(name, (port, folder) => {
    const changes: [string, string][] = [
      ['listen 443 ssl', `listen 127.0.0.1:${port} ssl`],
      ['/etc/ssl/certs/console.pem', join(folder, 'cert.pem')],
      ['/etc/ssl/private/console.key', join(folder, 'key.pem')],
      ['console.example.com {', `https://127.0.0.1:${port} {\n\ttls cert.pem key.pem`],
      ['127.0.0.1:4180', `127.0.0.1:${upstreamPort}`],
      ['127.0.0.1:4181', `127.0.0.1:${authPort}`],
    ]
    return changes.reduce((text, [from, to]) => text.replace(from, to), example)
  })
}

/** Runs nginx as a plain proxy of one address: what Roster's gateway is measured against. */
export async function runPlainNginx(upstreamPort: number): Promise<Proxy> {
  return run('nginx', (port) => {
    return `
      upstream broker { server 127.0.0.1:${upstreamPort}; keepalive 32; }
      server {
        listen 127.0.0.1:${port};
        location / {
          proxy_pass http://broker;
          proxy_http_version 1.1;
          proxy_set_header Connection "";
        }
      }`
  })
}

async function run(
  name: Proxy['name'],
  configure: (port: number, folder: string) => string,
): Promise<Proxy> {
  const folder = mkdtempSync(join(tmpdir(), 'roster-proxy-'))
  const port = await freePort()
  writeFileSync(join(folder, 'cert.pem'), testTls.server.cert)
  writeFileSync(join(folder, 'key.pem'), testTls.server.key)
  const config = configure(port, folder)
  const proxy =
    name === 'nginx'
      ? startNginx(folder, config)
      : startCaddy(folder, `{\n\tadmin off\n\tauto_https disable_redirects\n}\n${config}`)
  const exit = once(proxy, 'exit')
  await untilOpen(port, proxy)
  return {
    name,
    port,
    async close() {
      if (proxy.exitCode === null) proxy.kill('SIGTERM')
      await exit
      rmSync(folder, { recursive: true })
    },
  }
}

function startNginx(folder: string, server: string): ChildProcess {
  const paths = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
    .map((part) => `${part}_temp_path ${folder}/${part};`)
    .join(' ')
  const main = `
    pid ${folder}/pid; error_log ${folder}/error.log; worker_processes 1; daemon off;
    events { worker_connections 512; }
    http { access_log off; ${paths} ${server} }`
  writeFileSync(join(folder, 'main.conf'), main)
  return spawn('nginx', ['-p', folder, '-c', 'main.conf', '-e', `${folder}/error.log`], {
    cwd: folder,
    stdio: ['ignore', 'ignore', 'inherit'],
  })
}

function startCaddy(folder: string, config: string): ChildProcess {
  writeFileSync(join(folder, 'Caddyfile'), config)
  return spawn('caddy', ['run', '--adapter', 'caddyfile', '--config', 'Caddyfile'], {
    cwd: folder,
    env: { ...process.env, HOME: folder, XDG_DATA_HOME: folder, XDG_CONFIG_HOME: folder },
    stdio: 'ignore',
  })
}

/** A port of 127.0.0.1 that nothing listens on. */
export async function freePort(): Promise<number> {
  const { port, close } = await listen(createServer())
  await close()
  return port
}

async function untilOpen(port: number, proxy: ChildProcess): Promise<void> {
  while (proxy.exitCode === null) {
    const socket = connect(port, '127.0.0.1')
    try {
      await once(socket, 'connect')
      return
    } catch {
      await delay(50)
    } finally {
      socket.destroy()
    }
  }
  throw new Error(`the proxy ended with ${proxy.exitCode}`)
}

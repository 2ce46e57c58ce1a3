// The nodes of the demo broker and what each of them is doing: running, stopped, hanging.
import { once, EventEmitter } from 'node:events'

/**
 * `stopping` and `starting` are the half second in which EMQX answers calls for the whole cluster with
 * 500. A `hanging` node takes requests and connections, and answers none of them.
 */
export type NodeState = 'running' | 'stopping' | 'stopped' | 'starting' | 'hanging'

/** One node of the cluster. */
export class ClusterNode {
  readonly name: string
  /** By `performance.now()`. */
  startedAt = performance.now()
  /** The highest number of each kind since the start, as `/stats` shows it. */
  readonly peaks = new Map<string, number>()
  readonly #changed: () => void
  #state: NodeState = 'running'

  constructor(name: string, changed: () => void) {
    this.name = name
    this.#changed = changed
  }

  get state(): NodeState {
    return this.#state
  }

  set state(state: NodeState) {
    if (this.#state === 'stopped') {
      this.startedAt = performance.now()
      this.peaks.clear()
    }
    this.#state = state
    this.#changed()
  }

  /** True for the half second in which the node stops or starts. */
  get isChanging(): boolean {
    return this.#state === 'stopping' || this.#state === 'starting'
  }
}

/** All nodes. The first one is the one that a cluster of one node has. */
export class Cluster {
  readonly nodes: readonly ClusterNode[]
  readonly #changes = new EventEmitter().setMaxListeners(0)

  /** @param count at least 1 */
  constructor(count: number) {
    this.nodes = Array.from(
      { length: count },
      (_, i) =>
        new ClusterNode(`emqx${i === 0 ? '' : i + 1}@127.0.0.1`, () =>
          this.#changes.emit('change'),
        ),
    )
  }

  find(name: string): ClusterNode | undefined {
    return this.nodes.find((node) => node.name === name)
  }

  /** The nodes that a list shows, by name. EMQX lists the node that was asked last. */
  listedBy(asked: ClusterNode): ClusterNode[] {
    const others = this.nodes.filter((node) => node !== asked)
    const byName = others.sort((a, b) => (a.name < b.name ? -1 : 1))
    return [...byName, asked].filter(({ state }) => state !== 'stopped')
  }

  get isHanging(): boolean {
    return this.nodes.some(({ state }) => state === 'hanging')
  }

  get isChanging(): boolean {
    return this.nodes.some((node) => node.isChanging)
  }

  /**
   * Resolves when none of these nodes hangs.
   * @throws {DOMException} `AbortError` if the signal comes first
   */
  async whenAnswering(
    signal?: AbortSignal,
    nodes: readonly ClusterNode[] = this.nodes,
  ): Promise<void> {
    while (nodes.some(({ state }) => state === 'hanging')) {
      await once(this.#changes, 'change', signal ? { signal } : {})
    }
  }
}

/** A metric in Prometheus's text format: comments and lines, each with a newline at its end. */
export interface Metric {
  render(): string
}

/** Values that only grow, one for each combination of labels. */
export class Counter implements Metric {
  readonly #values = new Map<string, number>()
  readonly #name: string
  readonly #help: string
  readonly #labels: readonly string[]

  constructor(name: string, help: string, labels: readonly string[] = []) {
    this.#name = name
    this.#help = help
    this.#labels = labels
    // Without labels there is one value, and it is there from the beginning.
    if (labels.length === 0) this.#values.set('', 0)
  }

  /** @param values of the labels, in their order; out of small sets, and never an id */
  add(values: readonly string[] = [], amount = 1): void {
    const key = formatLabels(this.#labels, values)
    this.#values.set(key, (this.#values.get(key) ?? 0) + amount)
  }

  render(): string {
    const lines = [...this.#values].map(([labels, value]) => `${this.#name}${labels} ${value}\n`)
    return head(this.#name, this.#help, 'counter') + lines.join('')
  }
}

/** A value that is looked up when it is asked for: one number, or one for each value of a label. */
export class Gauge implements Metric {
  readonly #name: string
  readonly #help: string
  readonly #read: () => number
  readonly #type: 'gauge' | 'counter'

  constructor(name: string, help: string, read: () => number, type: 'gauge' | 'counter' = 'gauge') {
    this.#name = name
    this.#help = help
    this.#read = read
    this.#type = type
  }

  render(): string {
    return `${head(this.#name, this.#help, this.#type)}${this.#name} ${this.#read()}\n`
  }
}

/** How often something took how long, in s, for each value of a label. */
export class Histogram implements Metric {
  readonly #series = new Map<string, { counts: number[]; sum: number }>()
  readonly #name: string
  readonly #help: string
  readonly #label: string
  readonly #bounds: readonly number[]

  constructor(name: string, help: string, label: string, bounds: readonly number[]) {
    this.#name = name
    this.#help = help
    this.#label = label
    this.#bounds = bounds
  }

  observe(value: string, seconds: number): void {
    const bounds = [...this.#bounds, Infinity]
    const series = this.#series.get(value) ?? { counts: bounds.map(() => 0), sum: 0 }
    this.#series.set(value, series)
    series.sum += seconds
    for (const [i, bound] of bounds.entries()) {
      if (seconds <= bound) series.counts[i] = (series.counts[i] ?? 0) + 1
    }
  }

  render(): string {
    const lines = [...this.#series].flatMap(([value, { counts, sum }]) => {
      const labels = (bound: string) => formatLabels([this.#label, 'le'], [value, bound])
      const own = formatLabels([this.#label], [value])
      return [
        ...counts.map((count, i) => {
          return `${this.#name}_bucket${labels(String(this.#bounds[i] ?? '+Inf'))} ${count}\n`
        }),
        `${this.#name}_sum${own} ${sum}\n`,
        `${this.#name}_count${own} ${counts.at(-1) ?? 0}\n`,
      ]
    })
    return head(this.#name, this.#help, 'histogram') + lines.join('')
  }
}

function head(name: string, help: string, type: string): string {
  return `# HELP ${name} ${help}\n# TYPE ${name} ${type}\n`
}

function formatLabels(names: readonly string[], values: readonly string[]): string {
  if (names.length === 0) return ''
  const pairs = names.map((name, i) => `${name}="${escapeValue(values[i] ?? '')}"`)
  return `{${pairs.join(',')}}`
}

function escapeValue(value: string): string {
  return value.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')
}

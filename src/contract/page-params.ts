// Parameters that every address of Roster takes.

/** How the page looks while it is open. The browser does not keep these choices. */
export const pageParams = {
  theme: ['system', 'light', 'dark'],
  lang: ['en', 'zh-CN'],
  density: ['comfortable', 'compact'],
  /** Without the navigation around the page. */
  embed: ['1'],
} as const

export type PageParam = keyof typeof pageParams

/** True for the name of a parameter that every address takes. */
export function isPageParam(name: string): name is PageParam {
  return Object.hasOwn(pageParams, name)
}

/** The value of a parameter in an address; null if it is missing or wrong. */
export function readPageParam<P extends PageParam>(
  params: URLSearchParams,
  name: P,
): (typeof pageParams)[P][number] | null {
  const values: readonly (typeof pageParams)[P][number][] = pageParams[name]
  return values.find((value) => value === params.get(name)) ?? null
}

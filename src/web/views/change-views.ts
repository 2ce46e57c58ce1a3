import { findNameProblem, keepViews, type View } from './views.ts'

/** More than anyone finds a view among. */
export const VIEWS_LIMIT = 200

/** Why views stay as they are. */
export type ViewProblem = 'empty' | 'long' | 'taken' | 'full' | 'blocked'

type Change = readonly View[] | ViewProblem

/** Views with one more, or with another link under a name where it `mayReplace`. */
export function withView(views: readonly View[], view: View, mayReplace = false): Change {
  const problem = findNameProblem(view.name)
  if (problem) return problem
  const others = withoutView(views, view.name)
  if (others.length < views.length && !mayReplace) return 'taken'
  return others.length < VIEWS_LIMIT ? [...others, view] : 'full'
}

/** Views with one of them under another name. */
export function withName(views: readonly View[], { name, search }: View, next: string): Change {
  return withView(withoutView(views, name), { name: next, search })
}

/** Views without the one of a name. */
export function withoutView(views: readonly View[], name: string): readonly View[] {
  return views.filter((view) => view.name !== name)
}

/** Keeps what came of a change; gives why not, if anything stands in the way. */
export function keepChange(change: Change): ViewProblem | null {
  if (typeof change === 'string') return change
  return keepViews(change) ? null : 'blocked'
}

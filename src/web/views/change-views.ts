// Changes to the views: each gives the new views, or the reason why not.
import { findNameProblem, VIEWS_LIMIT, type View } from '../../contract/views.ts'
import { keepViews } from './views.ts'

/** Why a change is not possible. */
export type ViewProblem = 'empty' | 'long' | 'taken' | 'full' | 'blocked'

type Change = readonly View[] | ViewProblem

/** The views with one more. If it `mayReplace`, a view with the same name gets the new link. */
export function withView(views: readonly View[], view: View, mayReplace = false): Change {
  const problem = findNameProblem(view.name)
  if (problem) return problem
  const others = withoutView(views, view.name)
  if (others.length < views.length && !mayReplace) return 'taken'
  return others.length < VIEWS_LIMIT ? [...others, view] : 'full'
}

/** The views with one of them renamed. */
export function withName(views: readonly View[], { name, search }: View, next: string): Change {
  return withView(withoutView(views, name), { name: next, search })
}

/** The views without the one with a name. */
export function withoutView(views: readonly View[], name: string): readonly View[] {
  return views.filter((view) => view.name !== name)
}

/** Keeps the changed views. Returns the problem, or null if they are kept. */
export function keepChange(change: Change): ViewProblem | null {
  if (typeof change === 'string') return change
  return keepViews(change) ? null : 'blocked'
}

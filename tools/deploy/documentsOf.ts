import type { Environment } from './environment'

/** All documents of a collection, by their _id, page by page. */
export async function* documentsOf(
  environment: Pick<Environment, 'readAfter'>,
  collection: string,
): AsyncGenerator<{ _id: string }> {
  let last = ''
  for (;;) {
    const page = await environment.readAfter(collection, last)
    if (page.length === 0) return
    yield* page
    last = (page.at(-1) as { _id: string })._id
  }
}

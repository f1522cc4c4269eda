import { everything } from './everything'
import { makeFace } from './face'

/** What the built file exports; index.ts gives the same to whoever imports the sources, by name. */
export default makeFace(everything)

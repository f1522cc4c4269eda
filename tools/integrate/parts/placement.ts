/** Where our parts lie in somebody's app. */
export interface Placement {
  /** folder of the owner's pages in the app, a subpackage of its own */
  pages: string
  /** the page that the app begins with */
  home: string
}

/** As the sample shop has them: what our sources say. */
const own: Placement = { pages: 'admin', home: 'pages/menu/index' }

/**
 * Our pages name each other and the shop's first page by absolute paths. In another app these lie elsewhere.
 * Only whole paths in quotes are touched.
 */
export function placed(code: string, { pages, home }: Placement): string {
  return code
    .replaceAll(new RegExp(`(["'\`]/?)${own.pages}/pages/`, 'g'), `$1${pages}/pages/`)
    .replaceAll(new RegExp(`(["'\`]/)${own.home}(?=["'\`?])`, 'g'), `$1${home}`)
}

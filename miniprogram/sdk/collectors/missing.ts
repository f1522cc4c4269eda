import type { Collector } from './collector'

/** Subpackages that did not load; and unknown pages, where the app handles them: listening hides WeChat's own page. */
export const missing: Collector = ({ hear, options, report }) => {
  if (options.handlesPageNotFound) {
    hear('onPageNotFound', (event) => report('pageNotFound', `page not found: ${event.path}`, ''))
  }
  return hear('onLazyLoadError', (event) => report('lazyLoad', event.errMsg, ''))
}

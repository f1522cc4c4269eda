import { type Collector, listen } from './collector'

/** Subpackages that did not load; and unknown pages, where the app handles them: listening hides WeChat's own page. */
export const missing: Collector = {
  name: 'missing',
  start({ host: { api }, options, report }) {
    if (options.handlesPageNotFound) {
      listen(api, 'onPageNotFound', (event) => report('pageNotFound', `page not found: ${event.path}`, ''))
    }
    return listen(api, 'onLazyLoadError', (event) => report('lazyLoad', event.errMsg, ''))
  },
}

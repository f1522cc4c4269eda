import type { Collector } from './collector'

/** Subpackages that did not load; and unknown pages, where the app handles them: listening hides WeChat's own page. */
export const missing: Collector = (context) => {
  if (context.options.handlesPageNotFound) {
    context.hear('onPageNotFound', (event) => context.report('pageNotFound', `page not found: ${event.path}`))
  }
  return context.hear('onLazyLoadError', (event) => context.report('lazyLoad', event))
}

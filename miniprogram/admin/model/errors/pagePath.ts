/** 'pages/checkout/index' as an engineer says it: 'pages/checkout'. Unknown stays empty words. */
export const pagePath = (page: string): string => (page === '' ? '没说在哪页' : page.replace(/\/index$/, ''))

/** Faults that every shop's code has somewhere, in WeChat's form. */
export const FAULTS = [
  "MiniProgramError\nCannot read property 'priceFen' of undefined\nTypeError: Cannot read property 'priceFen' of undefined\n    at total (pages/menu/cart.js:31:22)\n    at onPick (pages/menu/index.js:78:14)",
  'MiniProgramError\nsetData is not a function\nTypeError: setData is not a function\n    at onHide (pages/checkout/index.js:64:9)',
]

import { withSdk } from './contestants'

const requests = 60
const secondMs = 1_000

/** A customer's minute: as many bytes of the wire as each request of it takes, header and dictionary included. */
export function requestBytes(text: string): number {
  const phone = withSdk(text)
  phone.advance(60_000)
  phone.sent.length = 0
  for (let n = 0; n < requests; n++) {
    phone.request()
    phone.advance(secondMs)
  }
  phone.sdk.flush()
  return bytesOf(phone.sent) / requests
}

/** An Android error of six frames after ten requests: how many bytes it adds to the batch that would go without it. */
export function errorBytes(text: string): number {
  const batches = [false, true].map((fails) => {
    const phone = withSdk(text)
    for (let n = 0; n < 10; n++) phone.request()
    if (fails) phone.tell('Error', thrown)
    phone.sdk.flush()
    return bytesOf(phone.sent)
  })
  return (batches[1] as number) - (batches[0] as number)
}

/** An Android error of six frames, as WeChat tells it. */
export const thrown = `MiniProgramError
Cannot read property 'priceFen' of undefined
TypeError: Cannot read property 'priceFen' of undefined
    at total (https://usr/app-service.js:1203:17)
    at Object.refresh (https://usr/app-service.js:1288:22)
    at pages/cart/index.onShow (https://usr/app-service.js:1310:9)
    at Function.<anonymous> (https://usr/app-service.js:1402:30)
    at <Jscore Function>
    at WAServiceMainContext.js:1:992310`

const bytesOf = (sent: { what: unknown }[]): number =>
  sent.reduce((sum, { what }) => sum + Buffer.byteLength(JSON.stringify(what)), 0)

import { lookUpAddress } from '../../adapters/addressTable'
import { placeOf } from '../../core/ingest/place'

describe('the offline table of addresses', () => {
  it.each([
    ['113.66.220.1', '广东', '电信'],
    ['120.230.1.2', '广东', '移动'],
    ['8.8.8.8', '境外', '其他'],
    ['240e:ff:e020:966::1', '广东', '电信'],
    ['2409:8a55::1', '广东', '移动'],
    ['127.0.0.1', '', ''],
    ['no address', '', ''],
    ['', '', ''],
  ])('%s is in %s, by %s', (address, region, carrier) => {
    expect(placeOf(lookUpAddress(address))).toEqual({ region, carrier })
  })
})

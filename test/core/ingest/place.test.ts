import { placeOf } from '../../../core/ingest/place'

it.each([
  ['a province and a carrier', { country: '中国', province: '广东省', isp: '电信' }, '广东', '电信'],
  ['a region of its own', { country: '中国', province: '广西壮族自治区', isp: '中国移动公众宽带' }, '广西', '移动'],
  ['the longest name', { country: '中国', province: '新疆维吾尔自治区', isp: '铁通' }, '新疆', '移动'],
  ['a region without a people’s name', { country: '中国', province: '内蒙古自治区', isp: '网通' }, '内蒙古', '联通'],
  ['a region of the Hui', { country: '中国', province: '宁夏回族自治区', isp: '广电网' }, '宁夏', '广电'],
  ['Hong Kong', { country: '中国', province: '香港特别行政区', isp: '有线宽频' }, '香港', '广电'],
  ['an island, without a country', { country: '', province: '台湾省', isp: '教育科研网' }, '台湾', '教育网'],
  ['a city that is a province', { country: '中国', province: '北京', isp: '联通' }, '北京', '联通'],
  ['a university', { country: '中国', province: '上海市', isp: '教育网' }, '上海', '教育网'],
  ['another company', { country: '中国', province: '上海', isp: '鹏博士' }, '上海', '其他'],
  ['another country', { country: '美国', province: '', isp: 'Level3' }, '境外', '其他'],
  ['a carrier of ours abroad', { country: '日本', province: '东京都', isp: '中国电信' }, '境外', '其他'],
  ['a network of its own', { country: '', province: '', isp: '内网IP' }, '', ''],
  ['an address in no table', null, '', ''],
])('a phone of %s has the short name', (_, entry, region, carrier) => {
  expect(placeOf(entry)).toEqual({ region, carrier })
})

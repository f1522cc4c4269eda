/** Who works in the sample shop, in the order in which they are called. Message credits by kind of template. */
export const PEOPLE = [
  { openid: 'lanyi', name: '兰姨', role: 'owner', credits: { critical: 6, normal: 4, digest: 3 } },
  { openid: 'aqiang', name: '阿强', role: 'manager', credits: { critical: 4, normal: 3, digest: 0 } },
  { openid: 'xiaozhou', name: '小周', role: 'staff', credits: { critical: 2, normal: 0, digest: 0 } },
] as const

export const COOK = PEOPLE[1].openid

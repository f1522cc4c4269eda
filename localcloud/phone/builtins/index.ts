import type { Builtin } from './builtin'
import { button } from './button'
import { canvas } from './canvas'
import { checkbox, checkboxGroup, radio, radioGroup } from './choice'
import { form } from './form'
import { icon } from './icon'
import { coverImage, image } from './image'
import { input } from './input'
import { label } from './label'
import { navigator } from './navigator'
import { pageContainer } from './pageContainer'
import { picker } from './picker'
import { progress } from './progress'
import { richText } from './richText'
import { scrollView } from './scrollView'
import { slider } from './slider'
import { swiper, swiperItem } from './swiper'
import { switchTag } from './switch'
import { text } from './text'
import { textarea } from './textarea'
import { coverView, rootPortal, view } from './view'

/** Every built-in tag by its name in WXML; templates.ts holds their inner templates. */
export const builtins: Record<string, Builtin> = {
  view,
  text,
  button,
  image,
  icon,
  input,
  textarea,
  switch: switchTag,
  slider,
  progress,
  canvas,
  'rich-text': richText,
  checkbox,
  'checkbox-group': checkboxGroup,
  radio,
  'radio-group': radioGroup,
  label,
  form,
  picker,
  'scroll-view': scrollView,
  swiper,
  'swiper-item': swiperItem,
  navigator,
  'cover-view': coverView,
  'cover-image': coverImage,
  'root-portal': rootPortal,
  'page-container': pageContainer,
}

/** Palettes to choose from: sequences that keep their order for people who see few colours, and some that maps are used to. */
export const PALETTES: { readonly [name: string]: readonly string[] } = {
  Grey: ['#000000', '#ffffff'],
  Viridis: ['#440154', '#3b528b', '#21918c', '#5ec962', '#fde725'],
  Magma: ['#000004', '#51127c', '#b73779', '#fc8961', '#fcfdbf'],
  Cividis: ['#00224e', '#434e6c', '#7d7c78', '#bcaf6f', '#fee838'],
  Vegetation: ['#8c510a', '#d8b365', '#f6e8c3', '#a6d96a', '#5ab45a', '#00441b'],
  Terrain: ['#1a6b54', '#a6c96a', '#f4e3a1', '#c98d4b', '#7d4a2b', '#ffffff'],
  Water: ['#f7fbff', '#9ecae1', '#4292c6', '#08519c', '#08306b'],
  Diverging: ['#2166ac', '#92c5de', '#f7f7f7', '#f4a582', '#b2182b'],
};

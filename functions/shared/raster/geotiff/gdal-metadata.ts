/** What GDAL keeps of one band beside the pixels. */
export interface BandMetadata {
  readonly description: string | undefined;
  readonly scale: number | undefined;
  readonly offset: number | undefined;
}

const ITEM = /<Item\s([^>]*)>([^<]*)<\/Item>/g;
const ATTRIBUTE = /(\w+)="([^"]*)"/g;
const ENTITIES: Readonly<Record<string, string>> = {
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&apos;': "'",
  '&amp;': '&',
};

/** Reads the GDAL_METADATA tag: `<Item name="DESCRIPTION" sample="0" role="description">B1</Item>`; bands count from zero. */
export function readBandMetadata(xml: string, bandCount: number): BandMetadata[] {
  const roles = Array.from({ length: bandCount }, () => new Map<string, string>());
  for (const [, attributes, text] of xml.matchAll(ITEM)) {
    const given = new Map([...attributes!.matchAll(ATTRIBUTE)].map(([, key, value]) => [key!, value!]));
    const role = given.get('role');
    if (role !== undefined && given.has('sample')) roles[Number(given.get('sample'))]?.set(role, unescapeXml(text!));
  }
  return roles.map((role) => ({
    description: role.get('description'),
    scale: finite(role.get('scale')),
    offset: finite(role.get('offset')),
  }));
}

/** Writes the tag's text for the names of bands; undefined if there are none. */
export function writeBandDescriptions(names: readonly string[]): string | undefined {
  if (names.every((name) => name === '')) return undefined;
  const items = names.map(
    (name, band) => `  <Item name="DESCRIPTION" sample="${band}" role="description">${escapeXml(name)}</Item>\n`,
  );
  return `<GDALMetadata>\n${items.join('')}</GDALMetadata>\n`;
}

function finite(text: string | undefined): number | undefined {
  const value = text === undefined ? Number.NaN : Number(text);
  return Number.isFinite(value) ? value : undefined;
}

function unescapeXml(text: string): string {
  return text.replace(/&(?:lt|gt|quot|apos|amp);/g, (entity) => ENTITIES[entity]!);
}

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

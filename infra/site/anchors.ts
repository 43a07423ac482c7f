/** The anchor that code hosts give a heading, as Markdown: lower case, without what is no letter, digit, dash or underscore. */
export function anchorOf(heading: string): string {
  return heading
    .toLowerCase()
    .replaceAll(/\[(.*?)\]\(.*?\)/g, '$1')
    .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
    .trim()
    .replaceAll(' ', '-');
}

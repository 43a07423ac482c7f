/** Finds headings by their words. The index is fetched when somebody begins to search. */
const field = document.getElementById('search');
const list = document.getElementById('found');
const MOST = 30;

let index;

async function find() {
  const words = field.value.toLowerCase().split(/\s+/).filter(Boolean);
  index ??= (await fetch('search.json')).json();
  const entries = words.length === 0 ? [] : await index;
  const found = entries.filter(([, title, page]) =>
    words.every((word) => `${title} ${page}`.toLowerCase().includes(word)),
  );
  // Titles that begin with what is sought come first.
  const rank = ([, title]) => (title.toLowerCase().startsWith(words[0]) ? 0 : 1);
  const rows = found.toSorted((a, b) => rank(a) - rank(b)).slice(0, MOST);
  list.replaceChildren(
    ...rows.map(([address, title, page]) => {
      const link = Object.assign(document.createElement('a'), { href: address, textContent: `${title} ` });
      link.append(Object.assign(document.createElement('small'), { textContent: page }));
      const row = document.createElement('li');
      row.append(link);
      return row;
    }),
  );
}

field.addEventListener('input', find);
field.addEventListener('keydown', (event) => {
  if (event.key !== 'Escape') return;
  field.value = '';
  list.replaceChildren();
});

import type { JSX } from 'preact';

/** Shapes of 16 by 16, drawn with lines. */
const PATHS = {
  folder: 'M1.5 4.5v8h13v-7h-7l-1.5-2h-4.5z',
  image: 'M2 2.5h12v11H2zM2 11l3.5-4 3 3.5L10.5 8l3.5 4M11 5.2h.01',
  collection: 'M4 4V2h10v9h-2M2 5h9.5v8.5H2z',
  table: 'M2 3h12v10H2zM2 6.5h12M2 10h12M6.5 3v10',
  other: 'M8 2l5.5 3v6L8 14l-5.5-3V5z',
  chevron: 'M6 4l4 4-4 4',
  plus: 'M8 3v10M3 8h10',
  upload: 'M8 11V3M4.5 6L8 2.5 11.5 6M2.5 11v2.5h11V11',
  refresh: 'M13.5 8A5.5 5.5 0 1 1 11.6 3.8M13.5 2v3h-3',
  close: 'M4 4l8 8M12 4l-8 8',
  eye: 'M1.5 8S4 3.5 8 3.5 14.5 8 14.5 8 12 12.5 8 12.5 1.5 8 1.5 8zM8 6a2 2 0 1 0 0 4 2 2 0 0 0 0-4z',
  'eye-off': 'M1.5 8S4 3.5 8 3.5 14.5 8 14.5 8 12 12.5 8 12.5 1.5 8 1.5 8zM2.5 13.5l11-11',
  sliders: 'M2 4.5h7M12 4.5h2M10.5 3v3M2 11.5h2M7 11.5h7M5.5 10v3',
  up: 'M8 12.5v-9M4 7l4-4 4 4',
  down: 'M8 3.5v9M4 9l4 4 4-4',
  trash: 'M2.5 4.5h11M6 4.5v-2h4v2M4 4.5l.7 9h6.6l.7-9',
  play: 'M4.5 2.8v10.4L13 8z',
  stop: 'M4 4h8v8H4z',
  download: 'M8 2.5v8M4.5 7L8 10.5 11.5 7M2.5 13.5h11',
  link: 'M6.5 9.5l3-3M7 5l1.5-1.5a2.8 2.8 0 0 1 4 4L11 9M9 11l-1.5 1.5a2.8 2.8 0 0 1-4-4L5 7',
  key: 'M10.5 2a3.5 3.5 0 1 0-3 5.3L2.5 12.5V14H5v-2h2V10l1.7-1.7A3.5 3.5 0 0 0 10.5 2zM11 5h.01',
  point: 'M8 14s4.5-4.6 4.5-8a4.5 4.5 0 1 0-9 0C3.5 9.4 8 14 8 14zM8 4.5v3M6.5 6h3',
  line: 'M2.5 13.5l4-8 4 5 3-8',
  polygon: 'M8 2l6 4.5-2.3 7H4.3L2 6.5z',
  rectangle: 'M2.5 4h11v8h-11z',
  people:
    'M6 2.5a2.5 2.5 0 1 0 0 5 2.5 2.5 0 0 0 0-5zM1.5 13.5c0-3 2-4.5 4.5-4.5s4.5 1.5 4.5 4.5M10.5 3a2.2 2.2 0 0 1 0 4.2M12 9.6c1.6.6 2.5 1.9 2.5 3.9',
  copy: 'M5.5 5.5h8v8h-8zM2.5 10.5v-8h8',
  save: 'M2.5 2.5h9l2 2v9h-11zM5 2.5v4h5v-4M5 13.5v-4h6v4',
} as const;

export type IconName = keyof typeof PATHS;

/** A picture beside a text, or in a button that has a label. */
export function Icon({ name }: { readonly name: IconName }): JSX.Element {
  return (
    <svg class="icon" viewBox="0 0 16 16" aria-hidden="true">
      <path d={PATHS[name]} />
    </svg>
  );
}

interface IconButtonProps {
  readonly name: IconName;
  /** What it does, for screen readers and as a tip. */
  readonly label: string;
  readonly onClick: () => void;
  readonly pressed?: boolean;
  readonly disabled?: boolean;
}

/** A button that is a picture. */
export function IconButton({ name, label, onClick, pressed, disabled = false }: IconButtonProps): JSX.Element {
  return (
    <button
      type="button"
      class="icon-button"
      aria-label={label}
      title={label}
      aria-pressed={pressed}
      disabled={disabled}
      onClick={(event) => {
        event.stopPropagation();
        onClick();
      }}
    >
      <Icon name={name} />
    </button>
  );
}

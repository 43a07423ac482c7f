import type { JSX } from 'preact';
import { useEffect } from 'preact/hooks';
import { keep, kept } from '../api/session.ts';

interface SplitterProps {
  readonly label: string;
  /** The custom property that has the size, in pixels. */
  readonly property: string;
  readonly axis: 'x' | 'y';
  /** Whether the size grows against the axis. */
  readonly reversed?: boolean;
  readonly from: number;
  readonly to: number;
  readonly initial: number;
}

/** The step of a key, in pixels. */
const STEP = 24;

/** A line between two panels that can be moved, by the pointer or the arrow keys. */
export function Splitter({ label, property, axis, reversed = false, from, to, initial }: SplitterProps): JSX.Element {
  const size = () => Number(kept(localStorage, `terrane.${property}`) ?? initial);
  const put = (pixels: number) => {
    const bounded = Math.round(Math.min(to, Math.max(from, pixels)));
    document.documentElement.style.setProperty(`--${property}`, `${bounded}px`);
    keep(localStorage, `terrane.${property}`, String(bounded));
  };
  useEffect(() => put(size()), []);
  const begin = (event: PointerEvent) => {
    const handle = event.currentTarget as HTMLElement;
    const start = axis === 'x' ? event.clientX : event.clientY;
    const before = size();
    handle.setPointerCapture(event.pointerId);
    const move = (moved: PointerEvent) => {
      const by = (axis === 'x' ? moved.clientX : moved.clientY) - start;
      put(before + (reversed ? -by : by));
    };
    handle.addEventListener('pointermove', move);
    handle.addEventListener('lostpointercapture', () => handle.removeEventListener('pointermove', move), {
      once: true,
    });
  };
  const key = (event: KeyboardEvent) => {
    const by = { ArrowLeft: -STEP, ArrowUp: -STEP, ArrowRight: STEP, ArrowDown: STEP }[event.key];
    if (by !== undefined) put(size() + (reversed ? -by : by));
  };
  return (
    <hr
      class={`splitter ${axis}`}
      aria-label={label}
      aria-orientation={axis === 'x' ? 'vertical' : 'horizontal'}
      aria-valuenow={size()}
      aria-valuemin={from}
      aria-valuemax={to}
      tabIndex={0}
      onPointerDown={begin}
      onKeyDown={key}
    />
  );
}

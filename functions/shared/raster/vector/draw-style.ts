import type { Canvas, Rgba } from './canvas.ts';
import { drawStyledLine, type LineType } from './dashes.ts';
import type { Drawer } from './drawer.ts';
import { type Marker, placed } from './marker.ts';
import type { PlaneShape } from './plane-shape.ts';
import { drawCircle, drawSegment } from './stroke.ts';

/** The style in which a feature is drawn. */
export interface Style {
  /** The colour of lines and outlines. */
  readonly color: Rgba;
  /** The colour of areas, and within the outlines of markers. */
  readonly fillColor: Rgba;
  /** The width of lines and outlines, in pixels. */
  readonly width: number;
  readonly lineType: LineType;
  readonly marker: Marker;
  /** Pixels from the middle of a marker to its corners. */
  readonly pointSize: number;
}

/** The largest distance, in pixels, from a feature's coordinates at which it is visible. */
export function reachOf({ width, pointSize }: Pick<Style, 'width' | 'pointSize'>): number {
  return pointSize * Math.SQRT2 + Math.max(1, width) + 1;
}

/** Draws a shape: areas and their outlines, lines, and markers for points. */
export function drawStyled(canvas: Canvas, drawer: Drawer, shape: PlaneShape, style: Style): void {
  const { sheet } = drawer;
  const { color, fillColor, width, lineType } = style;
  if (fillColor[3] > 0 && (shape.everywhere || shape.rings.length > 0)) {
    drawer.fill(shape);
    canvas.lay(sheet, fillColor);
  }
  if (width > 0 && color[3] > 0 && shape.borders.length + shape.lines.length > 0) {
    drawer.forEachLine(shape, (chain, closed) => drawStyledLine(sheet, chain, closed, width, lineType));
    canvas.lay(sheet, color);
  }
  if (style.pointSize > 0) {
    drawer.forEachPoint(shape, (column, row) => {
      if (Number.isFinite(column + row)) drawMarker(canvas, drawer, column, row, style);
    });
  }
}

function drawMarker(canvas: Canvas, drawer: Drawer, column: number, row: number, style: Style): void {
  const { sheet } = drawer;
  const { color, fillColor, width, lineType, marker, pointSize } = style;
  const reach = reachOf(style);
  if (column < -reach || row < -reach || column > sheet.width + reach || row > sheet.height + reach) return;
  const circle = marker.circle === true && lineType === 'solid';
  const outline = circle || marker.outline === undefined ? undefined : placed(marker.outline, column, row, pointSize);
  if (fillColor[3] > 0) {
    if (circle) drawSegment(sheet, column, row, column, row, pointSize, 'soft');
    if (outline) drawer.fillRings([outline]);
    canvas.lay(sheet, fillColor);
  }
  if (!(width > 0 && color[3] > 0)) return;
  if (circle) drawCircle(sheet, column, row, pointSize, width / 2);
  if (outline) drawStyledLine(sheet, outline, true, width, lineType);
  for (const stroke of marker.strokes ?? []) {
    drawStyledLine(sheet, placed(stroke, column, row, pointSize), false, width, lineType);
  }
  canvas.lay(sheet, color);
}

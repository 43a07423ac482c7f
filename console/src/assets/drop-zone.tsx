import { useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import { useEffect } from 'preact/hooks';
import { Icon } from '../app/icons.tsx';
import { leftTab } from '../app/panes.ts';
import { importFiles } from './imports.ts';

/** Takes files that are dropped anywhere on the page. */
export function DropZone(): JSX.Element | null {
  const isOver = useSignal(false);
  useEffect(() => {
    const hasFiles = ({ dataTransfer }: DragEvent) => dataTransfer?.types.includes('Files') ?? false;
    const over = (event: DragEvent) => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      isOver.value = true;
    };
    const leave = (event: DragEvent) => {
      if (event.relatedTarget === null) isOver.value = false;
    };
    const drop = (event: DragEvent) => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      isOver.value = false;
      leftTab.value = 'assets';
      void importFiles([...(event.dataTransfer?.files ?? [])]);
    };
    addEventListener('dragover', over);
    addEventListener('dragleave', leave);
    addEventListener('drop', drop);
    return () => {
      removeEventListener('dragover', over);
      removeEventListener('dragleave', leave);
      removeEventListener('drop', drop);
    };
  }, []);
  if (!isOver.value) return null;
  return (
    <div class="drop">
      <div>
        <Icon name="upload" />
        <strong>Drop to import</strong>
        <span>GeoTIFF, CSV, GeoJSON, KML, GeoPackage, FlatGeobuf, shapefile</span>
      </div>
    </div>
  );
}

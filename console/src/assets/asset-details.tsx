import { useSignal } from '@preact/signals';
import { Fragment, type JSX } from 'preact';
import { useEffect } from 'preact/hooks';
import { type Asset, type Band, deleteAsset, getAsset, idOf, shortName } from '../api/assets.ts';
import { Icon, IconButton } from '../app/icons.tsx';
import { copy, notify, notifyError } from '../app/notices.tsx';
import { bytes } from '../app/numbers.ts';
import { prepend } from '../script/scripts.ts';
import { Sharing } from './sharing.tsx';
import { isShowable, showAsset } from './show-asset.ts';
import { refreshAssets, selected } from './tree.ts';

/** What is known of an asset, and what can be done with it. */
export function AssetDetails({ name }: { readonly name: string }): JSX.Element {
  const asset = useSignal<Asset | undefined>(undefined);
  const error = useSignal<string | undefined>(undefined);
  useEffect(() => {
    getAsset(name).then(
      (found) => {
        asset.value = found;
      },
      ({ message }: Error) => {
        error.value = message;
      },
    );
  }, [name]);
  const close = () => {
    selected.value = undefined;
  };
  return (
    <section class="details" aria-label={`Asset ${shortName(name)}`}>
      <div class="row">
        <h3 class="grow">{shortName(name)}</h3>
        <IconButton name="close" label="Close the details" onClick={close} />
      </div>
      {error.value && <p class="message">{error.value}</p>}
      {asset.value && <Known asset={asset.value} close={close} />}
    </section>
  );
}

const CLASSES: { readonly [type: string]: string } = {
  IMAGE: 'Image',
  IMAGE_COLLECTION: 'ImageCollection',
  TABLE: 'FeatureCollection',
};

function Known({ asset, close }: { readonly asset: Asset; readonly close: () => void }): JSX.Element {
  const { name, type, bands = [], properties = {}, sizeBytes, featureCount, updateTime, startTime } = asset;
  const id = idOf(name);
  const sharing = useSignal(false);
  const remove = async () => {
    if (!confirm(`Delete ${id}? This cannot be undone.`)) return;
    try {
      await deleteAsset(name);
      notify(`${shortName(name)} deleted`);
      close();
      await refreshAssets(name.slice(0, name.lastIndexOf('/')));
    } catch (failure) {
      notifyError(failure);
    }
  };
  const insert = () => {
    const variable = shortName(name).replaceAll(/\W+/g, '_').replace(/^(\d)/, '_$1');
    prepend(`var ${variable} = ee.${CLASSES[type] ?? 'Image'}('${id}');`);
    notify('Added to the script');
  };
  return (
    <>
      <div class="bar">
        {isShowable(asset) && (
          <button type="button" class="primary" onClick={() => void showAsset(asset).catch(notifyError)}>
            <Icon name="plus" /> Show on map
          </button>
        )}
        {CLASSES[type] && (
          <button type="button" onClick={insert}>
            Use in script
          </button>
        )}
        <IconButton name="people" label="Who may use it" onClick={() => (sharing.value = true)} />
        <IconButton name="copy" label="Copy the id" onClick={() => void copy(id, 'Id')} />
        <IconButton name="trash" label="Delete" onClick={() => void remove()} />
      </div>
      {sharing.value && <Sharing name={name} close={() => (sharing.value = false)} />}
      <dl>
        <dt>Id</dt>
        <dd class="mono">{id}</dd>
        <dt>Type</dt>
        <dd>{type.toLowerCase().replaceAll('_', ' ')}</dd>
        {startTime && (
          <>
            <dt>Date</dt>
            <dd>{startTime.slice(0, 10)}</dd>
          </>
        )}
        {featureCount && (
          <>
            <dt>Features</dt>
            <dd>{Number(featureCount).toLocaleString('en')}</dd>
          </>
        )}
        {sizeBytes && (
          <>
            <dt>Size</dt>
            <dd>{bytes(Number(sizeBytes))}</dd>
          </>
        )}
        {updateTime && (
          <>
            <dt>Updated</dt>
            <dd>{new Date(updateTime).toLocaleString()}</dd>
          </>
        )}
      </dl>
      {bands.length > 0 && <Bands bands={bands} />}
      {Object.keys(properties).length > 0 && (
        <>
          <h4>Properties</h4>
          <dl>
            {Object.entries(properties).map(([key, value]) => (
              <Fragment key={key}>
                <dt>{key}</dt>
                <dd>{typeof value === 'string' ? value : JSON.stringify(value)}</dd>
              </Fragment>
            ))}
          </dl>
        </>
      )}
    </>
  );
}

function Bands({ bands }: { readonly bands: readonly Band[] }): JSX.Element {
  return (
    <>
      <h4>Bands</h4>
      <table>
        <thead>
          <tr>
            <th scope="col">Id</th>
            <th scope="col">Type</th>
            <th scope="col">Pixels</th>
            <th scope="col">CRS</th>
          </tr>
        </thead>
        <tbody>
          {bands.map(({ id, dataType, grid }) => (
            <tr key={id}>
              <td class="mono">{id}</td>
              <td>{typeName(dataType)}</td>
              <td>{grid?.dimensions ? `${grid.dimensions.width} × ${grid.dimensions.height}` : ''}</td>
              <td>{grid?.crsCode ?? 'WKT'}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}

function typeName(type: Band['dataType']): string {
  if (!type) return '';
  if (type.precision !== 'INT') return (type.precision ?? '').toLowerCase();
  const { min = 0, max = 0 } = type.range ?? {};
  return `${min < 0 ? 'int' : 'uint'}${Math.ceil(Math.log2(max - min + 1))}`;
}

import type { MethodId } from './table.ts';

/** What each method does: for the discovery document and docs/rest.md. */
export const DESCRIPTIONS: { readonly [Id in MethodId]: string } = {
  'projects.algorithms.list': 'The functions that expressions can call, with their parameters.',
  'projects.value.compute': 'The value of an expression.',
  'projects.imageCollection.computeImages':
    'What is known of the images of a collection that is computed, page by page.',
  'projects.getConfig': 'How many exports of the project run at a time, and how many may.',
  'projects.updateConfig':
    'Changes how many exports of the project run at a time, up to what whoever runs the server allows.',
  'projects.listAssets': "The assets at the root of a project, page by page; 'filter' chooses among them.",
  'projects.uploads.create':
    "Begins the upload of a file of the caller's: a resumable session of Cloud Storage, and the URI that an import then names. Terrane's own.",
  'projects.keys.create':
    "Lets a program sign in as an account of the project, by a key of which the public half is given. Terrane's own, as are all methods of keys.",
  'projects.keys.list': 'The keys of a project.',
  'projects.keys.delete': 'Takes a key back, and the tokens that were given for it.',
  'projects.getCapabilities': 'What the project may use.',
  'projects.maps.create': 'Keeps an image and its visualization for a day, for map tiles; the name cannot be guessed.',
  'projects.locations.maps.create': 'The same, by the path of a location, which is not looked at.',
  'projects.maps.pin': "Keeps a map for good, for whoever knows its name. Terrane's own.",
  'projects.maps.list': "The pinned maps of a project. Terrane's own.",
  'projects.maps.delete': "Ends a map, pinned or not. Terrane's own.",
  'projects.maps.tiles.get':
    "A tile of a map, 256 pixels a side, in Web Mercator. Behind 'y' may be '@2x' for twice as many pixels a side, and '.png' or '.jpg'.",
  'projects.maps.getTileJson': "A map as TileJSON, for MapLibre, Leaflet and OpenLayers. Terrane's own.",
  'projects.maps.getWmts':
    "The capabilities of a map as a Web Map Tile Service, for QGIS, GDAL and ArcGIS. Terrane's own.",
  'projects.thumbnails.create':
    'Keeps an image, its visualization and its grid for a day, for a picture or a download.',
  'projects.locations.thumbnails.create': 'The same, by the path of a location, which is not looked at.',
  'projects.thumbnails.getPixels': 'The file of a thumbnail.',
  'projects.videoThumbnails.create': 'Keeps a collection of images for a day, for an animation.',
  'projects.locations.videoThumbnails.create': 'The same, by the path of a location, which is not looked at.',
  'projects.videoThumbnails.getPixels': 'The animation, as a GIF.',
  'projects.filmstripThumbnails.create':
    'Keeps a collection of images for a day, for one picture of them all, one below the other or side by side.',
  'projects.locations.filmstripThumbnails.create': 'The same, by the path of a location, which is not looked at.',
  'projects.filmstripThumbnails.getPixels': 'The file of a filmstrip.',
  'projects.tables.create': 'Keeps a collection of features for a day, for a download.',
  'projects.locations.tables.create': 'The same, by the path of a location, which is not looked at.',
  'projects.tables.getFeatures': 'The file of a table.',
  'projects.downloads.getFile':
    "A file that an export has written, or a range of it, by a name that cannot be guessed. Terrane's own.",
  'projects.featureView.create':
    'Keeps a feature view and a style for a day, for map tiles; the name cannot be guessed.',
  'projects.featureViews.create': 'The same, by another path.',
  'projects.featureViews.tiles.get':
    "A tile of a feature view, as a PNG of 256 pixels a side, in Web Mercator; behind 'y' may be '@2x'.",
  'projects.image.computePixels': 'Pixels of an image that is computed, on a grid.',
  'projects.table.computeFeatures': 'Features of a collection that is computed, as GeoJSON, page by page.',
  'projects.image.export':
    'Starts the export of an image to Cloud Storage, to the folder that stands for Google Drive, or to an asset.',
  'projects.image.import': 'Starts the import of GeoTIFFs in Cloud Storage as an image.',
  'projects.image.importExternal':
    'Makes an image of a Cloud Optimized GeoTIFF that stays where it is in Cloud Storage.',
  'projects.table.export':
    'Starts the export of features to Cloud Storage, to the folder that stands for Google Drive, or to an asset.',
  'projects.table.import': 'Starts the import of a file of features in Cloud Storage as a table.',
  'projects.map.export': 'Starts the export of the tiles of a map, and of a page that shows them, to Cloud Storage.',
  'projects.video.export':
    'Starts the export of a video of a collection of images to Cloud Storage, or to the folder that stands for Google Drive.',
  'projects.videoMap.export': 'Exports the tiles of a map that moves.',
  'projects.classifier.export': 'Starts the export of a trained classifier to an asset.',
  'projects.operations.list':
    "The exports and imports of a project, page by page, the newest first; 'filter' chooses among them.",
  'projects.operations.get': 'An export or import: its state, how far it is, its result or its error.',
  'projects.operations.rerun':
    "Starts an export once more, with the expression and the options of then, as the caller. Terrane's own.",
  'projects.operations.cancel': 'Ends an export or import before it is done.',
  'projects.operations.delete': 'Forgets an export or import that has ended.',
  'projects.operations.createDownloads':
    "Names of a day for the files that an export has written, which cannot be guessed. Terrane's own.",
  'projects.operations.wait': 'The same as get, once the operation has ended or the time given is over.',
  'projects.schedules.create':
    "Plans an export or import at times of a calendar. Terrane's own, as are all methods of schedules.",
  'projects.schedules.list': 'The schedules of a project, page by page.',
  'projects.schedules.get': 'A schedule, with its request and its last runs.',
  'projects.schedules.patch': 'Changes a schedule.',
  'projects.schedules.delete': 'Forgets a schedule; what it has started goes on.',
  'projects.schedules.pause': 'Lets the due times of a schedule pass.',
  'projects.schedules.resume': 'Ends the pause of a schedule.',
  'projects.schedules.run': 'Starts what a schedule plans, now.',
  'projects.assets.get': 'What is known of an asset.',
  'projects.assets.listAssets': "The assets in a folder or collection, page by page; 'filter' chooses among them.",
  'projects.assets.create':
    'Makes a folder, a collection, or an image of a Cloud Optimized GeoTIFF that stays where it is.',
  'projects.locations.assets.create': 'The same, by the path of a location, which is not looked at.',
  'projects.assets.delete': 'Deletes an asset; a folder or collection must be empty.',
  'projects.assets.patch': "Changes properties and times of an asset: those that 'updateMask' names.",
  'projects.assets.copy': 'Copies an image or a table.',
  'projects.assets.move': 'Moves or renames an asset, with what is in it.',
  'projects.assets.getPixels': 'Pixels of an image asset, on a grid or of a region.',
  'projects.assets.getIamPolicy': 'Who has which role on an asset.',
  'projects.assets.setIamPolicy': 'Says who has which role on an asset.',
  'projects.assets.testIamPermissions': 'Which of some permissions the caller has on an asset.',
  'projects.assets.link':
    'Makes an asset that stands for another one and has its content whenever it is read, by those who may read both.',
  'projects.assets.getLinked': 'The asset that a link stands for.',
  'projects.assets.listFeatures': 'Features of a table asset, as GeoJSON, page by page.',
};

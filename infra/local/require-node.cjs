// Before `npm start`: an older Node.js cannot read TypeScript, so this is none.
const { engines } = require('../../package.json');

const [major, minor] = engines.node.match(/\d+/g).map(Number);
const [ownMajor, ownMinor] = process.versions.node.split('.').map(Number);
if (ownMajor < major || (ownMajor === major && ownMinor < minor)) {
  console.error(`Terrane needs Node.js ${major}.${minor} or newer. This is Node.js ${process.versions.node}.`);
  process.exit(1);
}

import { startFirestore } from '../server.ts';

// A Firestore in a process of its own, to be killed: it tells its port and runs until then.
const server = await startFirestore({ dataDir: process.argv[2]! });
process.send!(server.port);

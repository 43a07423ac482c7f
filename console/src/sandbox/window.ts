/** The official client is made for pages: a worker's global scope is its window. Before the client is loaded. */
Object.assign(self, { window: self });

/**
 * A second place on the device. Browsers write local storage to the disk some seconds later, so a browser that is
 * killed, or a device that loses its power, loses what was written last. A database is written at once; but it can only
 * be read asynchronously, so it cannot be the first place.
 */

const OBJECT_STORE = "kept";

/** Texts by key. Where the browser has no database, it keeps nothing. */
export class IndexedDbStore {
  /** @param {{indexedDB: IDBFactory}} window */
  constructor(window) {
    /** @type {Promise<IDBDatabase>} */
    this.database = new Promise((resolve, reject) => {
      // Where databases are forbidden this throws, which rejects the promise too.
      const opening = window.indexedDB.open("scorm-export", 1);
      opening.onupgradeneeded = () => opening.result.createObjectStore(OBJECT_STORE);
      opening.onsuccess = () => resolve(opening.result);
      opening.onerror = () => reject(opening.error);
    });
    this.database.catch(() => {});
  }

  /**
   * @param {string} key
   * @param {string} text an empty one is removed
   * @returns {Promise<unknown>} fulfilled when it is on the disk, or cannot be written
   */
  write(key, text) {
    return this.run("readwrite", (store) => (text ? store.put(text, key) : store.delete(key)), null);
  }

  /**
   * @param {string} start
   * @returns {Promise<string[]>} the texts whose keys begin so
   */
  readAll(start) {
    return this.run("readonly", (store) => store.getAll(IDBKeyRange.bound(start, `${start}\uffff`)), []);
  }

  /**
   * @param {IDBTransactionMode} mode
   * @param {(store: IDBObjectStore) => IDBRequest} request
   * @param {any} fallback the result when the browser cannot do it
   * @returns {Promise<any>} its result; some browsers never fulfil it
   */
  run(mode, request, fallback) {
    return new Promise((resolve) => {
      const fail = () => resolve(fallback);
      this.database.then((database) => {
        const transaction = database.transaction(OBJECT_STORE, mode, { durability: "strict" });
        const asked = request(transaction.objectStore(OBJECT_STORE));
        transaction.oncomplete = () => resolve(asked.result);
        transaction.onabort = fail;
      }).catch(fail);
    });
  }
}

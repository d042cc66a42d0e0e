/**
 * A second place on the device. Browsers write local storage to the disk some seconds later, so that a browser that is
 * killed, or a device that loses its power, loses what was kept last. A database is written at once; but it answers
 * later, so that it cannot be the first place.
 */

const STORE = "kept";

/** What was kept, by key. Where the browser has no database, it keeps nothing. */
export class IndexedDbStore {
  /** @param {{indexedDB: IDBFactory}} window */
  constructor(window) {
    /** @type {Promise<IDBDatabase>} */
    this.database = new Promise((resolve, reject) => {
      // Asking for it throws where it is forbidden, which rejects as well.
      const opening = window.indexedDB.open("scorm-export", 1);
      opening.onupgradeneeded = () => opening.result.createObjectStore(STORE);
      opening.onsuccess = () => resolve(opening.result);
      opening.onerror = () => reject(opening.error);
    });
    this.database.catch(() => {});
  }

  /**
   * @param {string} key
   * @param {string} text nothing when empty
   * @returns {Promise<unknown>} done when it is on the disk
   */
  keep(key, text) {
    return this.run("readwrite", (store) => (text ? store.put(text, key) : store.delete(key)), null);
  }

  /**
   * @param {string} start
   * @returns {Promise<string[]>} what is kept under keys that begin so
   */
  all(start) {
    return this.run("readonly", (store) => store.getAll(IDBKeyRange.bound(start, `${start}\uffff`)), []);
  }

  /**
   * @param {IDBTransactionMode} mode
   * @param {(store: IDBObjectStore) => IDBRequest} act
   * @param {any} otherwise what to give when the browser does not do it
   * @returns {Promise<any>} some browsers never answer
   */
  run(mode, act, otherwise) {
    return new Promise((resolve) => {
      const give = () => resolve(otherwise);
      this.database.then((database) => {
        const transaction = database.transaction(STORE, mode, { durability: "strict" });
        const request = act(transaction.objectStore(STORE));
        transaction.oncomplete = () => resolve(request.result);
        transaction.onabort = give;
      }).catch(give);
    });
  }
}

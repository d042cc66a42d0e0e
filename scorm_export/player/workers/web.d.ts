/** What the builder writes before the service worker (`outputs/web.py`). */

/** The files of the course, as paths from the service worker. */
declare const FILES: string[];
/** The beginning of the names of all caches of the course. */
declare const COURSE: string;
/** What differs for each edition of the course. */
declare const EDITION: string;

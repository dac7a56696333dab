/** @file How the index is fetched. In a site that is read from a folder, `portable/search/fetch.js` stands in its place. */
export const fetchFile = (...all) => fetch(...all);

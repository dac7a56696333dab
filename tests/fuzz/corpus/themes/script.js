import { byId, "a b" as c } from "./menu.js";
import * as all from './nearest.js';
import "./own.js";
export default async function* own() {}
export const { a, b: [d] } = { a: 1, b: [/import "x"/] };
const lazy = () => import("./share.js").then(({ share: e }) => e`${`${a}`}`);

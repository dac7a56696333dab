/** @file Lists of pages → one order: how much each page is about the words, and how many of them it has. */
import { find } from "./files.js";

const IMPACT = Array.from({ length: 16 }, (_, step) => 0.25 * 1.25 ** step);
const WHOLE_PAGE = 15;
const FORM = 1.5; // what it is worth that a page has the very form that was typed
const DAMP = 0.85; // leaves room for what the text will tell
const COVER = 2; // how hard a missing word counts
const TOGETHER = 0.5; // what it is worth that the words share a passage

/** Two words written apart that the handbook writes as one: that word answers both. */
export function joinPairs(matches) {
  matches.forEach(({ joined, together }, i) => {
    const list = together.map((block) => find(block, joined)).find(Boolean);
    if (!list) return;
    for (const half of [matches[i], matches[i + 1]]) {
      if (half.how !== "exact") [half.how, half.variants] = ["joined", []];
      half.variants.push({ list, weight: 1 });
    }
  });
  return matches;
}

/** Pages by how well they answer, the best first. Sets `idf` of every match. */
export function rank(matches, index) {
  const pages = new Map();
  let total = 0;
  for (const found of matches) {
    const most = Math.max(1, ...found.variants.filter((v) => v.weight >= 0.5).map((v) => v.list.pages));
    found.idf = found.variants.length ? Math.log(1 + (index.pages - most + 0.5) / (most + 0.5)) : 0;
    total += found.idf;
    for (const [slot, { worth, weight, passage }] of best(found.variants, found.form)) {
      let page = pages.get(slot);
      if (!page) pages.set(slot, (page = { slot, sum: 0, covered: 0, passages: new Float32Array(WHOLE_PAGE + 1) }));
      page.sum += found.idf * worth;
      page.covered += found.idf * weight;
      page.passages[passage] += found.idf * weight;
    }
  }
  return [...pages.values()].map((page) => scored(page, total || 1)).sort((one, other) => other.score - one.score || one.slot - other.slot);
}

/** For each page the variant that says most. */
function best(variants, form) {
  const pages = new Map();
  for (const { list, weight } of variants)
    for (let at = list.start; at < list.start + list.length; at++) {
      const slot = list.block.slots[at], value = list.block.values[at], worth = weight * IMPACT[value >> 4] * (list.block.forms[at] & form ? FORM : 1);
      if (!(pages.get(slot)?.worth >= worth)) pages.set(slot, { worth, weight, passage: value & 15 });
    }
  return pages;
}

function scored({ slot, sum, covered, passages }, total) {
  let passage = WHOLE_PAGE;
  for (let p = 0; p < WHOLE_PAGE; p++) if (passages[p] > (passage === WHOLE_PAGE ? 0 : passages[passage])) passage = p;
  const together = (passages[passage] + (passage < WHOLE_PAGE ? passages[WHOLE_PAGE] : 0)) / total;
  return { slot, passage, score: sum ** DAMP * (covered / total) ** COVER * (1 + TOGETHER * together) };
}

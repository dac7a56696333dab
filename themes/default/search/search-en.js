/** @file What the search says, in English. {n} is a number, {q} what was asked. */
export default {
  search: "Search", placeholder: "Search the handbook", close: "Close",
  one: "1 result", many: "{n} results", none: "No results for “{q}”", noneHelp: "Try fewer words, or browse the index from A to Z.",
  meant: "Showing results for {q}", parts: "Showing results for the parts of {q}", without: "Not found: {q}", partial: "Some of the search could not be loaded. Results may be incomplete.",
  failed: "The search could not be loaded. Are you offline?", retry: "Try again", all: "Show all results",
  filters: "Filters", also: "Also in", type: "Type", lang: "Language", recent: "Recent searches", remember: "Remember my searches on this device", help: "Arrow keys choose, Enter opens, Esc closes.",
};

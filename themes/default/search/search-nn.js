/** @file What the search says, in Nynorsk. {n} is a number, {q} what was asked. */
export default {
  search: "Søk", placeholder: "Søk i handboka", close: "Lukk",
  one: "1 treff", many: "{n} treff", none: "Ingen treff på «{q}»", noneHelp: "Prøv færre ord, eller bla i oversikta frå A til Å.",
  meant: "Viser treff for {q}", parts: "Viser treff for delane av {q}", without: "Fann ikkje {q}", partial: "Noko av søket kunne ikkje lastast. Treffa kan vere ufullstendige.",
  failed: "Søket kunne ikkje lastast. Er du utan nett?", retry: "Prøv igjen", all: "Vis alle treff",
  filters: "Filter", also: "Også på", type: "Type", lang: "Språk", recent: "Siste søk", remember: "Hugs søka mine på denne eininga", help: "Piltastar vel, Enter opnar, Esc lukkar.",
};

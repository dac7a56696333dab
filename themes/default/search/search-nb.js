/** @file What the search says, in Bokmål. {n} is a number, {q} what was asked. */
export default {
  search: "Søk", placeholder: "Søk i håndboka", close: "Lukk",
  one: "1 treff", many: "{n} treff", none: "Ingen treff på «{q}»", noneHelp: "Prøv færre ord, eller bla i oversikten fra A til Å.",
  meant: "Viser treff for {q}", parts: "Viser treff for delene av {q}", without: "Fant ikke {q}", partial: "Noe av søket kunne ikke lastes. Treffene kan være ufullstendige.",
  failed: "Søket kunne ikke lastes. Uten nett?", retry: "Prøv igjen", all: "Vis alle treff",
  filters: "Filtre", also: "Også på", type: "Type", lang: "Språk", recent: "Siste søk", remember: "Husk søkene mine på denne enheten", help: "Piltaster velger, Enter åpner, Esc lukker.",
};

/** @file What the search says, in Danish. {n} is a number, {q} what was asked. */
export default {
  search: "Søg", placeholder: "Søg i håndbogen", close: "Luk",
  one: "1 resultat", many: "{n} resultater", none: "Ingen resultater for «{q}»", noneHelp: "Prøv færre ord, eller se oversigten fra A til Å.",
  meant: "Viser resultater for {q}", parts: "Viser resultater for delene af {q}", without: "Fandt ikke {q}", partial: "Noget af søgningen kunne ikke hentes. Resultaterne kan være ufuldstændige.",
  failed: "Søgningen kunne ikke hentes. Uden net?", retry: "Prøv igen", all: "Vis alle resultater",
  filters: "Filtre", also: "Også på", type: "Type", lang: "Sprog", recent: "Seneste søgninger", remember: "Husk mine søgninger på denne enhed", help: "Piletaster vælger, Enter åbner, Esc lukker.",
};

//! Which picture is shown where a page is shared, and drawing it.

use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;

use super::Site;
use crate::colour::Colour;
use crate::fingerprint::fingerprint;
use crate::medium::Medium;
use crate::output::{OutputFile, Sink};
use crate::pages::{Page, PageKind};
use crate::sharing::{Card, EDITION, HEIGHT, WIDTH, draw};
use crate::types::PAGE;
use crate::view::ImageView;

/// A drawn card.
pub(super) type Drawn = Arc<[u8]>;

impl Site {
    /// The picture of a page; none where nobody could fetch it, or it is switched off.
    pub(super) fn image(&self, page: &Page) -> Option<ImageView> {
        let card = self.card(page)?;
        let url = self.handbook.config.base.absolute(&path_of(&card))?;
        Some(ImageView { url, width: WIDTH, height: HEIGHT, alt: card.title })
    }

    /// The picture at a site path, drawn.
    pub(super) fn drawn_at(&self, path: &str) -> Option<Drawn> {
        self.cards().get(path).map(|card| self.drawn(card))
    }

    /// Draws all pictures.
    pub(super) fn draw_all(&self, into: &dyn Sink) {
        self.cards().par_iter().for_each(|(path, card)| into.put(path, OutputFile::Made(self.drawn(card))));
    }

    pub(super) fn cards(&self) -> &BTreeMap<String, Card> {
        self.cards.get_or_init(|| self.plan.pages.iter().filter_map(|page| self.card(page)).map(|card| (path_of(&card), card)).collect())
    }

    fn drawn(&self, card: &Card) -> Drawn {
        let key = fingerprint(&(EDITION, card));
        let drawn = self.memos.memo.get(
            || key,
            || {
                let kept = self.memos.store.get(key);
                Drawn::from(kept.unwrap_or_else(|| {
                    let drawn = draw(card);
                    self.memos.store.put(key, &drawn);
                    drawn
                }))
            },
        );
        Drawn::clone(&drawn)
    }

    fn card(&self, page: &Page) -> Option<Card> {
        let (handbook, config) = (&self.handbook, &self.handbook.config);
        if !config.sharing || config.base.origin.is_none() || self.medium == Medium::Folder {
            return None;
        }
        // A fallback shows another language's text, and its picture.
        let lang = match page.kind {
            PageKind::Fallback(item) => handbook.lang_of(handbook.items[item].primary()),
            _ => &page.lang,
        };
        let site = config.title.get(lang).to_owned();
        let publisher = config.publisher.as_ref().map(|publisher| publisher.name.clone()).unwrap_or_default();
        let (title, kind) = match page.kind {
            PageKind::NotFound => return None,
            PageKind::Entry(_) | PageKind::Fallback(_) if page.path == handbook.root_of(&page.lang) => (site.clone(), String::new()),
            PageKind::Entry(entry) => self.titled(entry, lang),
            PageKind::Fallback(item) => self.titled(handbook.items[item].primary(), lang),
            _ => (site.clone(), String::new()),
        };
        // The handbook's name does not stand under itself.
        let (site, publisher) = if title == site { (publisher, String::new()) } else { (site, publisher) };
        Some(Card { title, kind, site, publisher, colours: self.colours() })
    }

    /// An entry's title, and what its type is called; a page is nothing in particular.
    fn titled(&self, entry: usize, lang: &str) -> (String, String) {
        let decl = self.handbook.type_of(self.handbook.item_of[entry]);
        let kind = if decl.name == PAGE { "" } else { decl.label.get(lang) };
        (self.handbook.entries[entry].title.clone(), kind.to_owned())
    }

    fn colours(&self) -> [Colour; 4] {
        let colour = |name, other| self.theme.value.colours.get(name).map_or(other, |pair| pair.light);
        [colour("paper", Colour::WHITE), colour("ink", Colour::BLACK), colour("muted", Colour::BLACK), colour("accent", Colour::BLACK)]
    }
}

fn path_of(card: &Card) -> String {
    let key = format!("{:032x}", fingerprint(&(EDITION, card)));
    format!("assets/sharing.{}.png", &key[..16])
}

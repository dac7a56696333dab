//! One planned page, or the redirect at an old address → its HTML.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use super::Site;
use crate::diagnostic::Diagnostic;
use crate::fingerprint::fingerprint;
use crate::pages::{Page, PageKind};
use crate::policy;
use crate::render::{self, RedirectView};
use crate::search;
use crate::view::links::Links;
use crate::view::page::page_view;
use crate::view::site::{SiteParts, site_view};
use crate::view::{PageView, Part, Parts, Scope, SiteView};

/// What pages of each language and prefix have in common, made for the first of them.
#[derive(Default)]
pub(super) struct Shared(Mutex<BTreeMap<(String, Links), Arc<Common>>>);

/// What pages of one language and prefix have in common.
struct Common {
    site: Part<SiteView>,
    parts: Parts,
}

/// A page's bytes, or what is wrong in its template.
pub(super) type Rendered = Result<Arc<[u8]>, Diagnostic>;

impl Site {
    /// Renders a page, or remembers how it looked when it was the same.
    pub(super) fn page(&self, page: &Page) -> Rendered {
        let (handbook, theme) = (&self.handbook, &self.theme.value);
        let is_anywhere = page.kind == PageKind::NotFound;
        let links = if is_anywhere { Links::anywhere(&handbook.config.base.path) } else { Links::on(&page.path, self.medium) };
        let common = self.common(&page.lang, &links);
        let scope = Scope { handbook, lang: &page.lang, links: &links, texts: theme.texts(&page.lang), parts: &common.parts };
        let mut view: PageView = page_view(&scope, page, &self.plan, common.site.clone());
        view.page.image = self.image(page);
        let rendered: Arc<Rendered> = self
            .memos
            .memo
            .get(|| fingerprint(&(&view, theme.fingerprint)), || render::render(&view, &self.renderer.value, theme).map(Arc::from));
        Rendered::clone(&rendered)
    }

    fn common(&self, lang: &str, links: &Links) -> Arc<Common> {
        // A thread that panicked while it held the lock has left a map that is still whole.
        let mut shared = self.shared.0.lock().unwrap_or_else(PoisonError::into_inner);
        let common = shared.entry((lang.to_owned(), links.clone())).or_insert_with(|| {
            let (handbook, theme) = (&self.handbook, &self.theme.value);
            let site = SiteParts {
                assets: theme.assets.clone(),
                preload: theme.preload.clone(),
                search_root: search::ROOT.to_owned(),
                reload: self.reload.clone(),
            };
            let parts = Parts::of(handbook, &self.plan.editions[handbook.edition_for(lang)]);
            let scope = Scope { handbook, lang, links, texts: theme.texts(lang), parts: &parts };
            Arc::new(Common { site: Part::of(site_view(&scope, &site)), parts })
        });
        Arc::clone(common)
    }

    /// Renders the redirect to the accessibility statement.
    pub(super) fn statement_redirect(&self, address: &str) -> Rendered {
        let texts = self.theme.value.texts("da");
        let view = RedirectView {
            url: address.to_owned(),
            policy: policy::OF_REDIRECT.to_owned(),
            canonical: None,
            title: texts.get("accessibility").cloned().unwrap_or_default(),
            lang: "da".to_owned(),
        };
        render::redirect(&view, &self.renderer.value, &self.theme.value).map(Arc::from)
    }

    /// Renders the redirect at an old address.
    pub(super) fn redirect(&self, path: &str, entry: usize) -> Rendered {
        let (handbook, links) = (&self.handbook, Links::on(path, self.medium));
        let target = handbook.address_of(entry);
        let view = RedirectView {
            url: links.to(&target),
            policy: policy::OF_REDIRECT.to_owned(),
            canonical: handbook.config.base.absolute(&target),
            title: handbook.entries[entry].title.clone(),
            lang: handbook.lang_of(entry).to_owned(),
        };
        render::redirect(&view, &self.renderer.value, &self.theme.value).map(Arc::from)
    }
}

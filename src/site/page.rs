//! One planned page, or the redirect at an old address → its HTML.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::Site;
use crate::diagnostic::Diagnostic;
use crate::handbook::Handbook;
use crate::medium::Medium;
use crate::memo::fingerprint;
use crate::pages::{Page, PageKind, Plan};
use crate::policy;
use crate::render::{self, RedirectView};
use crate::search;
use crate::theme::Theme;
use crate::view::links::Links;
use crate::view::page::page_view;
use crate::view::site::{SiteParts, site_view};
use crate::view::{PageView, Part, Parts, Scope, SiteView};

/// What pages have in common, by language and prefix.
pub(super) type Shared = BTreeMap<(String, Links), (Part<SiteView>, Parts)>;

/// A page's bytes, or what is wrong in its template.
pub(super) type Rendered = Result<Arc<[u8]>, Diagnostic>;

/// What the pages of each language and depth share.
pub(super) fn shared(handbook: &Handbook, plan: &Plan, theme: &Theme, reload: Option<&str>, medium: Medium) -> Shared {
    let parts = SiteParts {
        assets: theme.assets.clone(),
        preload: theme.preload.clone(),
        search_root: search::ROOT.to_owned(),
        reload: reload.map(str::to_owned),
    };
    let mut shared = Shared::new();
    for page in &plan.pages {
        let links = links(handbook, page, medium);
        shared.entry((page.lang.clone(), links.clone())).or_insert_with(|| {
            let own = Parts::of(handbook, &plan.editions[handbook.edition_for(&page.lang)]);
            let scope = Scope { handbook, lang: &page.lang, links: &links, texts: theme.texts(&page.lang), parts: &own };
            (Part::of(site_view(&scope, &parts)), own)
        });
    }
    shared
}

fn links(handbook: &Handbook, page: &Page, medium: Medium) -> Links {
    if page.kind == PageKind::NotFound { Links::anywhere(&handbook.config.base.path) } else { Links::on(&page.path, medium) }
}

impl Site {
    /// Renders a page, or remembers how it looked when it was the same.
    pub(super) fn page(&self, page: &Page) -> Rendered {
        let (theme, links) = (&self.theme.value, links(&self.handbook, page, self.medium));
        let (site, parts) = &self.shared[&(page.lang.clone(), links.clone())];
        let scope = Scope { handbook: &self.handbook, lang: &page.lang, links: &links, texts: theme.texts(&page.lang), parts };
        let mut view: PageView = page_view(&scope, page, &self.plan, site.clone());
        view.page.image = self.image(page);
        self.memos.pages.get(
            || fingerprint(&(&view, theme.fingerprint)),
            || render::render(&view, &self.renderer.value, theme).map(|html| Arc::from(html.into_bytes())),
        )
    }

    /// Renders the redirect to the accessibility statement.
    pub(super) fn was(&self, address: &str) -> Rendered {
        let texts = self.theme.value.texts("da");
        let view = RedirectView {
            url: address.to_owned(),
            policy: policy::OF_REDIRECT.to_owned(),
            canonical: None,
            title: texts.get("accessibility").cloned().unwrap_or_default(),
            lang: "da".to_owned(),
        };
        render::redirect(&view, &self.renderer.value, &self.theme.value).map(|html| Arc::from(html.into_bytes()))
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
        render::redirect(&view, &self.renderer.value, &self.theme.value).map(|html| Arc::from(html.into_bytes()))
    }
}

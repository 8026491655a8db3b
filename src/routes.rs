//! Typed addresses of the page. An address is a path with an optional query; how it
//! stands in the browser (path or hash) is the navigator's business.

/// What the catalogue is narrowed to. Empty strings mean no restriction.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CatalogueQuery {
    /// Words looked for.
    pub search: String,
    /// 服务主题 with its table, `person:090`.
    pub theme: String,
    /// Department code (USCC).
    pub department: String,
    /// Life event.
    pub life_event: String,
    /// 服务对象代码.
    pub audience: String,
}

impl CatalogueQuery {
    const NAMES: [&str; 5] = ["search", "theme", "department", "lifeEvent", "audience"];

    fn values(&self) -> [&str; 5] {
        [
            &self.search,
            &self.theme,
            &self.department,
            &self.life_event,
            &self.audience,
        ]
    }

    /// As a query string without `?`; empty when nothing is asked for.
    #[must_use]
    pub fn to_query(&self) -> String {
        Self::NAMES
            .iter()
            .zip(self.values())
            .filter(|(_, value)| !value.is_empty())
            .map(|(name, value)| format!("{name}={}", encode(value)))
            .collect::<Vec<_>>()
            .join("&")
    }

    fn from_query(query: &str) -> Self {
        let get = |name: &str| param(query, name).unwrap_or_default();
        Self {
            search: get("search"),
            theme: get("theme"),
            department: get("department"),
            life_event: get("lifeEvent"),
            audience: get("audience"),
        }
    }
}

/// Where a person can be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Route {
    /// `/`: what needs me, my cases, my drafts.
    Dashboard,
    /// `/sign-in?return=`: the address to go back to, or empty.
    SignIn(String),
    /// `/services`: the catalogue.
    Services(CatalogueQuery),
    /// `/services/{id}`: a guide.
    Guide(String),
    /// `/apply/{service}`: start or go on.
    Apply(String),
    /// `/apply/{service}/{draft}/{page}`; the page `review` is the review page.
    ApplyPage {
        /// The service.
        service: String,
        /// The draft.
        draft: String,
        /// The wizard's page.
        page: String,
    },
    /// `/receipt/{case}`.
    Receipt(String),
    /// `/cases`.
    Cases,
    /// `/cases/{id}`.
    Case(String),
    /// `/lookup`: a case by reference and check, without signing in.
    Lookup,
    /// `/settings`: language, appearance.
    Settings,
    /// Anything else.
    NotFound(String),
}

impl Route {
    /// The route of an address (path and query, no fragment).
    #[must_use]
    pub fn parse(address: &str) -> Self {
        let address = address.split('#').next().unwrap_or_default();
        let (path, query) = address.split_once('?').unwrap_or((address, ""));
        let parts: Vec<String> = path
            .split('/')
            .filter(|part| !part.is_empty())
            .map(decode)
            .collect();
        let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
        match parts.as_slice() {
            [] => Self::Dashboard,
            ["sign-in"] => Self::SignIn(param(query, "return").unwrap_or_default()),
            ["services"] => Self::Services(CatalogueQuery::from_query(query)),
            ["services", id] => Self::Guide((*id).to_owned()),
            ["apply", service] => Self::Apply((*service).to_owned()),
            ["apply", service, draft, page] => Self::ApplyPage {
                service: (*service).to_owned(),
                draft: (*draft).to_owned(),
                page: (*page).to_owned(),
            },
            ["receipt", case] => Self::Receipt((*case).to_owned()),
            ["cases"] => Self::Cases,
            ["cases", id] => Self::Case((*id).to_owned()),
            ["lookup"] => Self::Lookup,
            ["settings"] => Self::Settings,
            _ => Self::NotFound(path.to_owned()),
        }
    }

    /// The address of this route.
    #[must_use]
    pub fn address(&self) -> String {
        match self {
            Self::Dashboard => "/".into(),
            Self::SignIn(back) if back.is_empty() => "/sign-in".into(),
            Self::SignIn(back) => format!("/sign-in?return={}", encode(back)),
            Self::Services(query) => {
                let query = query.to_query();
                if query.is_empty() {
                    "/services".into()
                } else {
                    format!("/services?{query}")
                }
            }
            Self::Guide(id) => format!("/services/{}", encode(id)),
            Self::Apply(service) => format!("/apply/{}", encode(service)),
            Self::ApplyPage {
                service,
                draft,
                page,
            } => {
                format!(
                    "/apply/{}/{}/{}",
                    encode(service),
                    encode(draft),
                    encode(page)
                )
            }
            Self::Receipt(case) => format!("/receipt/{}", encode(case)),
            Self::Cases => "/cases".into(),
            Self::Case(id) => format!("/cases/{}", encode(id)),
            Self::Lookup => "/lookup".into(),
            Self::Settings => "/settings".into(),
            Self::NotFound(path) => path.clone(),
        }
    }

    /// Whether one must be signed in to be here.
    #[must_use]
    pub fn needs_person(&self) -> bool {
        matches!(
            self,
            Self::Dashboard
                | Self::Apply(_)
                | Self::ApplyPage { .. }
                | Self::Receipt(_)
                | Self::Cases
                | Self::Case(_)
        )
    }

    /// Signing in from here: the address to come back to is kept, and where one signs in
    /// already, it is this place.
    #[must_use]
    pub fn sign_in(&self) -> Self {
        match self {
            Self::SignIn(_) => self.clone(),
            other => Self::SignIn(other.address()),
        }
    }

    /// Whether going from `self` to `next` shows another page, so that the focus
    /// moves to its heading. Narrowing the catalogue does not.
    #[must_use]
    pub fn is_other_page(&self, next: &Self) -> bool {
        !matches!((self, next), (Self::Services(_), Self::Services(_))) && self != next
    }
}

/// A safe way back after signing in: an address on this portal only.
#[must_use]
pub fn safe_return(address: &str) -> String {
    if address.starts_with('/') && !address.starts_with("//") && !address.contains('\\') {
        address.to_owned()
    } else {
        "/".into()
    }
}

fn param(query: &str, name: &str) -> Option<String> {
    query
        .split('&')
        .filter_map(|pair| pair.split_once('='))
        .find(|(key, _)| *key == name)
        .map(|(_, value)| decode(&value.replace('+', " ")))
}

/// Percent-encodes all but unreserved characters (RFC 3986 §2.3).
#[must_use]
pub fn encode(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-_.~:".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push('%');
            for half in [byte >> 4, byte & 15] {
                out.push(
                    char::from_digit(u32::from(half), 16)
                        .unwrap_or('0')
                        .to_ascii_uppercase(),
                );
            }
        }
    }
    out
}

fn decode(text: &str) -> String {
    let mut out = Vec::with_capacity(text.len());
    let mut bytes = text.bytes();
    while let Some(byte) = bytes.next() {
        if byte != b'%' {
            out.push(byte);
            continue;
        }
        let ahead = bytes.clone();
        let hex: String = ahead.take(2).map(char::from).collect();
        match u8::from_str_radix(&hex, 16) {
            Ok(value) if hex.len() == 2 => {
                out.push(value);
                bytes.next();
                bytes.next();
            }
            _ => out.push(b'%'),
        }
    }
    String::from_utf8_lossy(&out).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_route_survives_its_address() {
        let routes = [
            Route::Dashboard,
            Route::SignIn(String::new()),
            Route::SignIn("/cases/a b?x=1&y=二".into()),
            Route::Services(CatalogueQuery::default()),
            Route::Services(CatalogueQuery {
                search: "居住证 50%".into(),
                theme: "person:090".into(),
                ..Default::default()
            }),
            Route::Guide("residence-permit".into()),
            Route::Apply("residence-permit".into()),
            Route::ApplyPage {
                service: "a".into(),
                draft: "b".into(),
                page: "review".into(),
            },
            Route::Receipt("c/1".into()),
            Route::Cases,
            Route::Case("c1".into()),
            Route::Lookup,
            Route::Settings,
        ];
        for route in routes {
            assert_eq!(Route::parse(&route.address()), route, "{}", route.address());
        }
    }

    #[test]
    fn what_nobody_knows_is_not_found() {
        assert_eq!(
            Route::parse("/no/such?x#y"),
            Route::NotFound("/no/such".into())
        );
        assert_eq!(
            Route::parse("/services/%E5%zz"),
            Route::Guide("\u{fffd}%zz".into())
        );
    }

    #[test]
    fn only_addresses_of_the_portal_are_gone_back_to() {
        assert_eq!(safe_return("/cases"), "/cases");
        for bad in [
            "https://evil.example/",
            "//evil.example",
            "/\\evil.example",
            "javascript:x",
            "",
        ] {
            assert_eq!(safe_return(bad), "/");
        }
    }

    #[test]
    fn signing_in_leads_back_to_where_one_was() {
        let guide = Route::Guide("residence-permit".into());
        let sign_in = guide.sign_in();
        assert_eq!(sign_in, Route::SignIn(guide.address()));
        assert_eq!(sign_in.sign_in(), sign_in);
    }

    #[test]
    fn narrowing_the_catalogue_is_the_same_page() {
        let all = Route::Services(CatalogueQuery::default());
        let some = Route::Services(CatalogueQuery {
            search: "x".into(),
            ..Default::default()
        });
        assert!(!all.is_other_page(&some));
        assert!(all.is_other_page(&Route::Cases));
    }
}

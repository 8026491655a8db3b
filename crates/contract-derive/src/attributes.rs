//! The `serde` attributes that are understood.

use syn::{Attribute, LitStr};

/// What stands in the attributes of a type, an arm or a field.
#[derive(Default)]
pub struct Attributes {
    pub rename: Option<String>,
    pub rename_all: Option<String>,
    pub rename_all_fields: Option<String>,
    pub tag: Option<String>,
    pub default: bool,
    pub flatten: bool,
    pub other: bool,
    pub transparent: bool,
}

impl Attributes {
    pub fn read(all: &[Attribute]) -> syn::Result<Self> {
        let mut read = Self::default();
        for attribute in all.iter().filter(|one| one.path().is_ident("serde")) {
            attribute.parse_nested_meta(|meta| {
                let is = |name: &str| meta.path.is_ident(name);
                let text = || -> syn::Result<Option<String>> {
                    Ok(Some(meta.value()?.parse::<LitStr>()?.value()))
                };
                if is("rename") {
                    read.rename = text()?;
                } else if is("rename_all") {
                    read.rename_all = text()?;
                } else if is("rename_all_fields") {
                    read.rename_all_fields = text()?;
                } else if is("tag") {
                    read.tag = text()?;
                } else if is("skip_serializing_if") {
                    text()?;
                } else if is("default") && meta.input.is_empty()
                    || is("default") && meta.input.peek(syn::Token![,])
                {
                    read.default = true;
                } else if is("flatten") {
                    read.flatten = true;
                } else if is("other") {
                    read.other = true;
                } else if is("transparent") {
                    read.transparent = true;
                } else {
                    return Err(meta.error("FromJson does not know this attribute"));
                }
                Ok(())
            })?;
        }
        Ok(read)
    }

    /// The name on the wire.
    pub fn name(
        &self,
        ident: &str,
        rule: Option<&str>,
        rename: fn(&str, &str) -> Option<String>,
    ) -> syn::Result<String> {
        if let Some(name) = &self.rename {
            return Ok(name.clone());
        }
        let Some(rule) = rule else {
            return Ok(ident.to_owned());
        };
        rename(ident, rule).ok_or_else(|| {
            syn::Error::new(
                proc_macro2::Span::call_site(),
                format!("FromJson does not know the rule {rule}"),
            )
        })
    }
}

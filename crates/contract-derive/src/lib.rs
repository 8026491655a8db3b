//! `#[derive(FromJson)]`: how the page reads the types of the contract. It follows the
//! `serde` attributes that stand there anyway (`rename_all`, `rename`, `default`,
//! `flatten`, `transparent`, `tag`, `other`), so that the wire is described once; what
//! it does not know of them is refused when compiling. A field costs one call of a
//! shared function, where serde's own code costs some hundred bytes of WebAssembly.

mod attributes;
mod names;

use attributes::Attributes;
use proc_macro2::TokenStream;
use quote::quote;
use syn::{Data, DataEnum, DeriveInput, Error, Fields, FieldsNamed, Ident, parse_macro_input};

/// Reads the type from JSON that was taken apart: see `banshi_contract::FromJson`.
#[proc_macro_derive(FromJson, attributes(serde))]
pub fn derive_from_json(input: proc_macro::TokenStream) -> proc_macro::TokenStream {
    let input = parse_macro_input!(input as DeriveInput);
    expand(&input)
        .unwrap_or_else(Error::into_compile_error)
        .into()
}

fn expand(input: &DeriveInput) -> syn::Result<TokenStream> {
    let attributes = Attributes::read(&input.attrs)?;
    let name = &input.ident;
    let body = match &input.data {
        Data::Struct(data) => match &data.fields {
            Fields::Named(fields) => {
                let fields = named(fields, attributes.rename_all.as_deref())?;
                quote!(::banshi_contract::json::object(json)?; Some(Self { #fields }))
            }
            Fields::Unnamed(fields) if fields.unnamed.len() == 1 && attributes.transparent => {
                quote!(Some(Self(::banshi_contract::FromJson::from_json(json)?)))
            }
            _ => {
                return Err(Error::new_spanned(
                    name,
                    "fields with names, or transparent",
                ));
            }
        },
        Data::Enum(data) => match &attributes.tag {
            Some(tag) => tagged(data, tag, &attributes)?,
            None => units(data, &attributes)?,
        },
        Data::Union(_) => return Err(Error::new_spanned(name, "a struct or an enum")),
    };
    let mut generics = input.generics.clone();
    for parameter in generics.type_params_mut() {
        parameter
            .bounds
            .push(syn::parse_quote!(::banshi_contract::FromJson));
    }
    let (implemented, of, bounds) = generics.split_for_impl();
    Ok(quote! {
        impl #implemented ::banshi_contract::FromJson for #name #of #bounds {
            fn from_json(json: &mut ::banshi_contract::json::Value) -> Option<Self> {
                #body
            }
        }
    })
}

fn named(fields: &FieldsNamed, rename_all: Option<&str>) -> syn::Result<TokenStream> {
    let mut read = TokenStream::new();
    for field in &fields.named {
        let attributes = Attributes::read(&field.attrs)?;
        let Some(ident) = &field.ident else { continue };
        let name = attributes.name(&names::bare(ident), rename_all, names::of_field)?;
        let value = if attributes.flatten {
            quote!(::banshi_contract::FromJson::from_json(json)?)
        } else if attributes.default {
            quote!(::banshi_contract::json::field_or_default(json, #name)?)
        } else {
            quote!(::banshi_contract::json::field(json, #name)?)
        };
        read.extend(quote!(#ident: #value,));
    }
    Ok(read)
}

fn units(data: &DataEnum, attributes: &Attributes) -> syn::Result<TokenStream> {
    let mut arms = TokenStream::new();
    let mut rest = quote!(None);
    for variant in &data.variants {
        let own = Attributes::read(&variant.attrs)?;
        let ident = &variant.ident;
        if !matches!(variant.fields, Fields::Unit) {
            return Err(Error::new_spanned(variant, "fields need #[serde(tag = …)]"));
        }
        let name = own.name(
            &names::bare(ident),
            attributes.rename_all.as_deref(),
            names::of_variant,
        )?;
        if own.other {
            rest = quote!(Some(Self::#ident));
        }
        arms.extend(quote!(#name => Some(Self::#ident),));
    }
    Ok(quote!(match json.as_str()? { #arms _ => #rest }))
}

fn tagged(data: &DataEnum, tag: &str, attributes: &Attributes) -> syn::Result<TokenStream> {
    let mut arms = TokenStream::new();
    let mut rest = quote!(None);
    for variant in &data.variants {
        let own = Attributes::read(&variant.attrs)?;
        let ident = &variant.ident;
        let name = own.name(
            &names::bare(ident),
            attributes.rename_all.as_deref(),
            names::of_variant,
        )?;
        let made = made(ident, &variant.fields, attributes)?;
        if own.other {
            rest = quote!(Some(#made));
        }
        arms.extend(quote!(#name => Some(#made),));
    }
    Ok(quote! {
        let tag: String = ::banshi_contract::json::field(json, #tag)?;
        match tag.as_str() { #arms _ => #rest }
    })
}

fn made(ident: &Ident, fields: &Fields, attributes: &Attributes) -> syn::Result<TokenStream> {
    match fields {
        Fields::Unit => Ok(quote!(Self::#ident)),
        Fields::Named(fields) => {
            let fields = named(fields, attributes.rename_all_fields.as_deref())?;
            Ok(quote!(Self::#ident { #fields }))
        }
        Fields::Unnamed(_) => Err(Error::new_spanned(fields, "name the fields of the arm")),
    }
}

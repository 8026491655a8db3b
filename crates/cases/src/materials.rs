//! What a person handed in, by material.

use banshi_contract::{Case, Document, Text};

/// A material (材料) and the files that were handed in as it.
#[derive(Clone, Debug, PartialEq)]
pub struct Material<'a> {
    /// Its name; none where nobody told what the files are.
    pub name: Option<&'a Text>,
    /// Its files, in the order in which they came; never empty.
    pub files: Vec<&'a Document>,
}

/// The documents a person handed in, those of one material together, in the order of
/// the first of each. What was given out to them is none of these.
#[must_use]
pub fn materials(case: &Case) -> Vec<Material<'_>> {
    let mut found = Vec::<Material<'_>>::new();
    for document in case.documents.iter().filter(|one| one.from_person) {
        let name = document.material.as_ref();
        match found.iter_mut().find(|one| one.name == name) {
            Some(material) => material.files.push(document),
            None => found.push(Material {
                name,
                files: vec![document],
            }),
        }
    }
    found
}

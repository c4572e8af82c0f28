//! A document with every fragment written out: how large it is, without writing it out. Each fragment is measured once.

use std::collections::HashMap;

use async_graphql::parser::types::{ExecutableDocument, FragmentDefinition, Selection, SelectionSet};
use async_graphql::{Name, Positioned};

use super::{Bound, Bounds, Exceeded, check};

/// The most fragments, inline or not, and fields in each other: the library goes down once for each, and no further.
const MAX_LEVELS: usize = 33;

/// How large a selection is when every fragment is written out.
#[derive(Clone, Copy, Default)]
struct Extent {
    /// Fields and fragments.
    selections: u64,
    /// Fields, of which none is in another.
    width: u64,
    /// Fields in fields.
    depth: u64,
    aliases: u64,
    directives: u64,
    /// Fields and fragments in each other.
    levels: u64,
}

impl Extent {
    /// With what is selected beside it.
    fn beside(self, other: Self) -> Self {
        Self {
            selections: self.selections.saturating_add(other.selections),
            width: self.width.saturating_add(other.width),
            depth: self.depth.max(other.depth),
            aliases: self.aliases.saturating_add(other.aliases),
            directives: self.directives.saturating_add(other.directives),
            levels: self.levels.max(other.levels),
        }
    }
}

/// Why a document is not even validated.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    #[error(transparent)]
    Exceeded(#[from] Exceeded),
    #[error("the fragment {0} spreads itself")]
    Circle(Name),
}

impl Bounds {
    /// Whether a document may be validated.
    pub fn check_document(&self, document: &ExecutableDocument) -> Result<(), Refused> {
        let mut walk = Walk { document, known: HashMap::new() };
        let mut whole = Extent::default();
        for (_, operation) in document.operations.iter() {
            let operation = &operation.node;
            let of_variables = operation.variable_definitions.iter().map(|of| of.node.directives.len());
            let mut extent = walk.set(&operation.selection_set.node, 0)?;
            extent.directives += (operation.directives.len() + of_variables.sum::<usize>()) as u64;
            check(Bound::RootFields, extent.width, self.max_root_fields)?;
            whole = whole.beside(extent);
        }
        // Those that no operation spreads are walked too.
        for (name, fragment) in &document.fragments {
            let is_spread = walk.known.contains_key(name);
            let extent = walk.fragment(name, fragment, 0)?;
            if !is_spread {
                whole = whole.beside(extent);
            }
        }
        check(Bound::Depth, whole.depth, self.max_depth)?;
        check(Bound::Fields, whole.selections, self.max_fields)?;
        check(Bound::Aliases, whole.aliases, self.max_aliases)?;
        check(Bound::Directives, whole.directives, self.max_directives)?;
        Ok(())
    }
}

struct Walk<'a> {
    document: &'a ExecutableDocument,
    /// Null while a fragment is being measured.
    known: HashMap<&'a Name, Option<Extent>>,
}

impl<'a> Walk<'a> {
    fn set(&mut self, set: &'a SelectionSet, level: usize) -> Result<Extent, Refused> {
        if level > MAX_LEVELS {
            return Err(Exceeded { bound: Bound::Nesting, max: MAX_LEVELS, found: None }.into());
        }
        let mut whole = Extent::default();
        for selection in &set.items {
            let (mut extent, directives) = match &selection.node {
                Selection::Field(field) => {
                    let field = &field.node;
                    let mut extent = self.set(&field.selection_set.node, level + 1)?;
                    (extent.width, extent.depth) = (1, extent.depth + 1);
                    extent.aliases = extent.aliases.saturating_add(u64::from(field.alias.is_some()));
                    (extent, &field.directives)
                }
                Selection::InlineFragment(fragment) => {
                    let fragment = &fragment.node;
                    (self.set(&fragment.selection_set.node, level + 1)?, &fragment.directives)
                }
                Selection::FragmentSpread(spread) => {
                    let name = &spread.node.fragment_name.node;
                    let extent = match self.document.fragments.get_key_value(name) {
                        Some((name, fragment)) => self.fragment(name, fragment, level + 1)?,
                        // Validation says so.
                        None => Extent::default(),
                    };
                    (extent, &spread.node.directives)
                }
            };
            extent.selections = extent.selections.saturating_add(1);
            extent.directives = extent.directives.saturating_add(directives.len() as u64);
            extent.levels += 1;
            whole = whole.beside(extent);
        }
        Ok(whole)
    }

    fn fragment(
        &mut self,
        name: &'a Name,
        fragment: &'a Positioned<FragmentDefinition>,
        level: usize,
    ) -> Result<Extent, Refused> {
        let extent = match self.known.insert(name, None) {
            Some(None) => return Err(Refused::Circle(name.clone())),
            Some(Some(extent)) => {
                // Measured higher up before: here it may reach too deep.
                if level as u64 + extent.levels > MAX_LEVELS as u64 {
                    return Err(Exceeded { bound: Bound::Nesting, max: MAX_LEVELS, found: None }.into());
                }
                extent
            }
            None => {
                let mut extent = self.set(&fragment.node.selection_set.node, level)?;
                extent.directives += fragment.node.directives.len() as u64;
                extent
            }
        };
        self.known.insert(name, Some(extent));
        Ok(extent)
    }
}

#[cfg(test)]
mod tests {
    use async_graphql::parser::parse_query;

    use super::*;

    fn check(source: &str) -> Result<(), Refused> {
        let document = parse_query(source).expect("a well-formed document");
        let few = Bounds {
            max_fields: 20,
            max_depth: 5,
            max_root_fields: 8,
            max_aliases: 4,
            max_directives: 3,
            ..Bounds::default()
        };
        few.check_document(&document)
    }

    /// The bound that a document exceeds, and by how much.
    fn exceeded(source: &str) -> Option<(Bound, Option<u64>)> {
        match check(source) {
            Ok(()) => None,
            Err(Refused::Exceeded(Exceeded { bound, found, .. })) => Some((bound, found)),
            Err(circle) => panic!("{circle:?}"),
        }
    }

    #[test]
    fn fragments_count_as_often_as_they_are_spread() {
        let spreads =
            |count: usize| format!("{{ x {{ {} }} }} fragment F on T {{ a b }}", "...F ".repeat(count));
        assert_eq!(exceeded(&spreads(6)), None);
        assert_eq!(exceeded(&spreads(7)), Some((Bound::Fields, Some(22))));
        let doubling: String =
            (0..30).map(|n| format!("fragment F{n} on T {{ ...F{0} ...F{0} }} ", n + 1)).collect();
        let found = 2_u64.pow(30) * 3 - 2 + 1;
        let document = format!("{{ x {{ ...F0 }} }} {doubling} fragment F30 on T {{ a }}");
        assert_eq!(exceeded(&document), Some((Bound::Fields, Some(found + 1))));
    }

    #[test]
    fn what_no_operation_spreads_counts_and_every_operation_does() {
        let unused = format!("{{ x }} fragment F on T {{ {} }}", "a ".repeat(20));
        assert_eq!(exceeded(&unused), Some((Bound::Fields, Some(21))));
        let two = format!("query A {{ x {{ {0} }} }} query B {{ x {{ {0} }} }}", "a ".repeat(10));
        assert_eq!(exceeded(&two), Some((Bound::Fields, Some(22))));
    }

    #[test]
    fn depth_width_aliases_and_directives_are_found_through_fragments() {
        assert_eq!(exceeded("{ a { b { c { d { e } } } } }"), None);
        assert_eq!(
            exceeded("{ a { b { ...F } } } fragment F on T { c { ... { d { e { f } } } } }"),
            Some((Bound::Depth, Some(6)))
        );
        assert_eq!(
            exceeded("{ a b c ...F } fragment F on Query { a b ... { c d e f } }"),
            Some((Bound::RootFields, Some(9)))
        );
        assert_eq!(
            exceeded("{ x { ...F ...F ...F } } fragment F on T { y: a z: a }"),
            Some((Bound::Aliases, Some(6)))
        );
        let directives = "{ x @a { ...F @a @a } } fragment F on T @a { a @a }";
        assert_eq!(exceeded(directives), Some((Bound::Directives, Some(5))));
    }

    #[test]
    fn fragments_may_not_reach_too_deep_in_each_other() {
        let chain = |length: usize| {
            let fragments = (0..length).map(|n| format!("fragment F{n} on T {{ ...F{} }} ", n + 1));
            format!("{{ x {{ ...F0 }} }} {} fragment F{length} on T {{ a }}", fragments.collect::<String>())
        };
        assert_eq!(exceeded(&chain(10)), None);
        assert_eq!(exceeded(&chain(3_000)), Some((Bound::Nesting, None)));
        // Measured from the middle first, as it happens.
        let inline = format!("{{ x {}a{} }}", "{ ... ".repeat(30), " }".repeat(30));
        assert_eq!(exceeded(&inline.replace("{ ... a", "{ a")), Some((Bound::Fields, Some(31))));
    }

    #[test]
    fn a_fragment_that_spreads_itself_is_refused_wherever_it_stands() {
        for source in [
            "{ x { ...F } } fragment F on T { ...F }",
            "{ x { ...F } } fragment F on T { a { ...G ...G } } fragment G on T { ...F ...F }",
            "{ x } fragment F on T { ...G } fragment G on T { ...F }",
        ] {
            assert!(matches!(check(source), Err(Refused::Circle(_))), "{source}");
        }
        assert_eq!(exceeded("{ x { ...Unknown } }"), None);
    }
}

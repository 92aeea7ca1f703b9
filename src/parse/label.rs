//! What an arc says: the relations of Universal Dependencies v2, with the subtypes of English.

macro_rules! labels {
    ($($label:ident $name:literal)*) => {
        /// The relation of a token to its head.
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
        #[allow(missing_docs)]
        pub enum Label {
            $($label,)*
            #[default]
            Dep,
        }

        impl Label {
            /// The name that treebanks write, such as `nsubj:pass`.
            pub fn name(self) -> &'static str {
                match self {
                    $(Self::$label => $name,)*
                    Self::Dep => "dep",
                }
            }

            /// The relation of that name; `dep` for one that English treebanks do not use.
            pub fn of(name: &str) -> Self {
                match name {
                    $($name => Self::$label,)*
                    _ => Self::Dep,
                }
            }
        }
    };
}

labels! {
    Acl "acl"
    AclRelcl "acl:relcl"
    Advcl "advcl"
    AdvclRelcl "advcl:relcl"
    Advmod "advmod"
    Amod "amod"
    Appos "appos"
    Aux "aux"
    AuxPass "aux:pass"
    Case "case"
    Cc "cc"
    CcPreconj "cc:preconj"
    Ccomp "ccomp"
    Compound "compound"
    CompoundPrt "compound:prt"
    Conj "conj"
    Cop "cop"
    Csubj "csubj"
    CsubjOuter "csubj:outer"
    CsubjPass "csubj:pass"
    Det "det"
    DetPredet "det:predet"
    Discourse "discourse"
    Dislocated "dislocated"
    Expl "expl"
    Fixed "fixed"
    Flat "flat"
    Goeswith "goeswith"
    Iobj "iobj"
    List "list"
    Mark "mark"
    Nmod "nmod"
    NmodDesc "nmod:desc"
    NmodPoss "nmod:poss"
    NmodUnmarked "nmod:unmarked"
    Nsubj "nsubj"
    NsubjOuter "nsubj:outer"
    NsubjPass "nsubj:pass"
    Nummod "nummod"
    Obj "obj"
    Obl "obl"
    OblAgent "obl:agent"
    OblUnmarked "obl:unmarked"
    Orphan "orphan"
    Parataxis "parataxis"
    Punct "punct"
    Reparandum "reparandum"
    Root "root"
    Vocative "vocative"
    Xcomp "xcomp"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_back() {
        for label in [Label::Acl, Label::NsubjPass, Label::Root, Label::Dep] {
            assert_eq!(Label::of(label.name()), label);
        }
        assert_eq!(Label::of("nsubj:nonsense"), Label::Dep);
    }
}

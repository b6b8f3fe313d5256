//! `Select`: what a query or scan gives of each item, and what it must read for it.

use std::sync::Arc;

use super::attributes::Attributes;
use super::selected::Selected;
use super::{Error, Wording};
use crate::expression::Projection;
use crate::request::Structure;
use crate::table::{Index, IndexKind, Projected, Source, Table};
use crate::value::{Item, WireAttributes};

/// What is wanted of each item, before the table is known.
#[derive(Debug)]
pub enum Select {
    /// All attributes.
    All,
    /// All attributes that the index has.
    AllProjected,
    /// The attributes of a projection.
    Specific(Selected),
    /// Nothing but the number of items.
    Count,
}

/// What is given of each item.
#[derive(Debug)]
enum Shown {
    Whole,
    Named(Arc<[Arc<str>]>),
    Part(Projection),
    Nothing,
}

/// What is given of each item, and whether a local index has to read it from the table.
#[derive(Debug)]
pub struct Selection {
    shown: Shown,
    fetches: bool,
}

impl Select {
    /// Reads `Select`, whose spelling has been validated, beside the projection of a request.
    ///
    /// # Errors
    ///
    /// The two do not go together, or the request names no index to project.
    pub fn read(input: &Structure, projection: Selected, wording: Wording) -> Result<Self, Error> {
        let select = input.text("Select");
        if projection.is_everything() && select == Some("SPECIFIC_ATTRIBUTES") {
            let text = "Must specify the AttributesToGet or ProjectionExpression when choosing to get SPECIFIC_ATTRIBUTES";
            return Err(wording.select(text.to_owned()));
        }
        if let Some(select) = select.filter(|select| !projection.is_everything() && *select != "SPECIFIC_ATTRIBUTES") {
            return Err(wording.select(contradiction(input, select)));
        }
        let has_index = input.has("IndexName");
        match select {
            Some("ALL_PROJECTED_ATTRIBUTES") if !has_index => {
                let text = "ALL_PROJECTED_ATTRIBUTES can be used only when Querying using an IndexName";
                Err(wording.select(text.to_owned()))
            }
            Some("COUNT") => Ok(Self::Count),
            Some("ALL_ATTRIBUTES") => Ok(Self::All),
            _ if !projection.is_everything() => Ok(Self::Specific(projection)),
            _ => Ok(if has_index { Self::AllProjected } else { Self::All }),
        }
    }

    /// Whether a projection leaves the key attributes of `table` whole.
    ///
    /// # Errors
    ///
    /// It looks into one.
    pub fn check_paths(&self, table: &Table) -> Result<(), Error> {
        match self {
            Self::Specific(projection) => projection.check_paths(table),
            Self::All | Self::AllProjected | Self::Count => Ok(()),
        }
    }

    /// What is given of the items of `source`.
    ///
    /// # Errors
    ///
    /// A global index does not have what is wanted.
    pub fn of(self, source: Source<'_>) -> Result<Selection, Error> {
        let Some(index) = source.as_index() else { return Ok(self.of_table()) };
        let shown = match (self, index.projected()) {
            (Self::Count, _) => Shown::Nothing,
            (Self::All | Self::AllProjected, Projected::All) => Shown::Whole,
            (Self::AllProjected, Projected::Names(names)) => Shown::Named(Arc::clone(names)),
            (Self::All, Projected::Names(_)) => {
                let fetches = fetches(index, || all_attributes(index))?;
                return Ok(Selection { shown: Shown::Whole, fetches });
            }
            (Self::Specific(projection), projected) => return specific(index, projected, projection),
        };
        Ok(Selection { shown, fetches: false })
    }

    fn of_table(self) -> Selection {
        let shown = match self {
            Self::Count => Shown::Nothing,
            Self::All | Self::AllProjected => Shown::Whole,
            Self::Specific(projection) => projection.into_projection().map_or(Shown::Whole, Shown::Part),
        };
        Selection { shown, fetches: false }
    }
}

impl Selection {
    /// Whether items have to be read from the table beside the index.
    #[must_use]
    pub const fn fetches(&self) -> bool {
        self.fetches
    }

    /// What is given of `item`; `None` if items are only counted.
    #[must_use]
    pub fn of(&self, item: &Item) -> Option<Attributes> {
        match &self.shown {
            Shown::Whole => Some(Attributes::Whole(item.clone())),
            Shown::Named(names) => Some(Attributes::Part(WireAttributes::named(item, names.iter().map(|name| &**name)))),
            Shown::Part(projection) => Some(Attributes::from(&projection.apply(item.attributes()))),
            Shown::Nothing => None,
        }
    }

    /// Whether items are given at all.
    #[must_use]
    pub const fn gives_items(&self) -> bool {
        !matches!(self.shown, Shown::Nothing)
    }
}

fn contradiction(input: &Structure, select: &str) -> String {
    let member = if input.has("ProjectionExpression") { "ProjectionExpression" } else { "AttributesToGet" };
    let wanted = if select == "COUNT" { "only the Count" } else { select };
    format!("Cannot specify the {member} when choosing to get {wanted}")
}

fn specific(index: &Index, projected: &Projected, projection: Selected) -> Result<Selection, Error> {
    let Some(projection) = projection.into_projection() else { return Ok(Selection { shown: Shown::Whole, fetches: false }) };
    let missing: Vec<_> = projection.attributes().filter(|name| !projected.contains(name)).map(str::to_owned).collect();
    let fetches = !missing.is_empty() && fetches(index, || not_projected(index, &missing))?;
    Ok(Selection { shown: Shown::Part(projection), fetches })
}

/// A local index reads what it lacks from the table; a global one has nothing but itself.
fn fetches(index: &Index, refusal: impl FnOnce() -> String) -> Result<bool, Error> {
    match index.schema().kind {
        IndexKind::Local => Ok(true),
        IndexKind::Global => Err(Error::validation(refusal())),
    }
}

fn all_attributes(index: &Index) -> String {
    format!(
        "One or more parameter values were invalid: Select type ALL_ATTRIBUTES is not supported for global secondary index {} \
         because its projection type is not ALL",
        index.schema().name
    )
}

fn not_projected(index: &Index, names: &[String]) -> String {
    format!(
        "One or more parameter values were invalid: Global secondary index {} does not project [{}]",
        index.schema().name,
        names.join(", ")
    )
}

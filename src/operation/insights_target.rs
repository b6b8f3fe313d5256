//! The table or global secondary index whose contributor insights a request is about.

use std::sync::Arc;

use super::{Call, Error, named_table};
use crate::model::ErrorCode;
use crate::request::Structure;
use crate::table::{ContributorInsights, GlobalIndexSettings, KeySchema, PendingChange, Status, Table, TableSettings};

/// A table, or a global secondary index of it.
#[derive(Debug, Clone, Copy)]
pub struct InsightsTarget<'c> {
    pub table: &'c Table,
    /// The index, if it is meant and not the table.
    pub index: Option<&'c GlobalIndexSettings>,
}

impl<'c> InsightsTarget<'c> {
    /// What the `TableName` and `IndexName` of `input` name.
    ///
    /// # Errors
    ///
    /// There is no such table, or it has no global secondary index of that name (observed 2026-10-08; so are local ones refused). Both are
    /// known some time after they began to be created.
    pub fn find(call: &'c Call<'_>, input: &Structure) -> Result<Self, Error> {
        let table = named_table::find_known(call, input)?;
        let Some(name) = input.text("IndexName") else { return Ok(Self { table, index: None }) };
        let known = table.settings().backfilling(name) != Some(false);
        let index = table.settings().indexes.iter().find(|index| *index.schema.name == *name && known);
        let not_found = || {
            let text = format!("Requested resource not found: Index: {name} not found for table: {}", table.name());
            Error::new(ErrorCode::ResourceNotFoundException, text)
        };
        Ok(Self { table, index: Some(index.ok_or_else(not_found)?) })
    }

    /// Whether they can be enabled or disabled.
    ///
    /// # Errors
    ///
    /// The table or the index is still being created (observed 2026-10-08).
    pub fn check_made(&self) -> Result<(), Error> {
        let status = self.index.map_or(self.table.settings().status, |index| index.status);
        let what = if self.table.settings().status == Status::Creating || self.index.is_none() { "Table" } else { "Index" };
        if status != Status::Creating {
            return Ok(());
        }
        Err(Error::validation(format!(
            "Table or Index is not in a valid state to update Key Access Insights: {what}Status must be ACTIVE to enable \
             ContributorInsights."
        )))
    }

    /// The table itself, then its global secondary indexes in the order of their names.
    pub fn all_of(table: &'c Table) -> impl Iterator<Item = Self> {
        let mut indexes: Vec<_> = table.settings().indexes.iter().collect();
        crate::order::sort_by_key(&mut indexes, |index| &*index.schema.name);
        let indexes = indexes.into_iter().map(move |index| Self { table, index: Some(index) });
        std::iter::once(Self { table, index: None }).chain(indexes)
    }

    /// The name of the index, if it is meant.
    #[must_use]
    pub fn index_name(&self) -> Option<&'c Arc<str>> {
        self.index.map(|index| &index.schema.name)
    }

    /// What is set for it.
    #[must_use]
    pub fn insights(&self) -> ContributorInsights {
        self.index.map_or(self.table.settings().insights, |index| index.insights)
    }

    /// Its key.
    #[must_use]
    pub fn key(&self) -> &'c KeySchema {
        self.index.map_or(self.table.key(), |index| &index.schema.key)
    }

    /// How many rules count for it, or are about to.
    #[must_use]
    pub fn rule_count(&self) -> usize {
        let count = |insights: &ContributorInsights| insights.counted().map_or(0, |mode| mode.rules(self.key()).count());
        let pending = self.table.settings().changes().find_map(|change| match change {
            PendingChange::Insights(index, settled) if index.as_ref() == self.index_name() => Some(settled),
            _ => None,
        });
        count(&self.insights()).max(pending.map_or(0, count))
    }

    /// The table with `insights` in this place, where nothing else is under way any more.
    #[must_use]
    pub fn changing(&self, insights: ContributorInsights) -> Table {
        let mut settings: TableSettings = self.table.settings().clone();
        let index = self.index_name();
        settings
            .pending
            .retain(|pending| !matches!(&pending.change, PendingChange::Insights(other, _) if other.as_ref() == index));
        settings.set_insights(index.map(|name| &**name), insights);
        self.table.clone().with_settings(settings)
    }
}

//! Applies an update to an item: all of it or nothing.
//!
//! Every action reads the item as it was before, so the work has three steps: compute all values, find all places, then
//! write. Elements written past the end of a list are appended in the order of their indices; elements are removed from
//! the last to the first, so that no removal moves the place of another.

use super::compute::{Change, step_into};
use super::{Action, Error, Path, Projection, Step, Update, UpdateFault};
use crate::order;
use crate::value::{AttributeMap, AttributeValue};

/// So many attributes are set and removed one by one.
const FEW: usize = 64;

/// Which parts of an item an update changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Touched {
    /// The changed parts, as places of the item before the update: what `UPDATED_OLD` reports.
    pub old: Projection,
    /// The written paths, to be looked up in the item after the update: what `UPDATED_NEW` reports. AWS takes the indices
    /// as they were written: an element that was appended elsewhere, or moved by a removal, is not followed.
    pub new: Projection,
}

impl Update {
    /// Changes `item`, which stays as it is if there is an error.
    ///
    /// # Errors
    /// If an action meets an attribute that is missing or has the wrong type, or a path that leads nowhere. Values are
    /// judged before paths.
    pub fn apply(&self, item: &mut AttributeMap) -> Result<Touched, Error> {
        let changes = self.changes(item).map_err(Error::Update)?;
        let plan = Plan::new(self.actions.iter().map(Action::target).zip(changes), item).map_err(Error::Update)?;
        let new = Projection::new(plan.written.iter());
        plan.write(item);
        Ok(Touched { old: Projection::new(self.targets()), new })
    }
}

/// What is to be written where. The places are those of the item before the update, those of `appended` after it.
#[derive(Default)]
struct Plan {
    put: Vec<(Path, AttributeValue)>,
    appended: Vec<(Path, AttributeValue)>,
    removed: Vec<Path>,
    /// The targets of what is put and appended, as they were written.
    written: Vec<Path>,
}

impl Plan {
    fn new<'p>(changes: impl Iterator<Item = (&'p Path, Change)>, item: &AttributeMap) -> Result<Self, UpdateFault> {
        let mut plan = Self::default();
        for (target, change) in changes {
            let place = Place::of(target, item)?;
            if matches!(change, Change::Put(_)) {
                plan.written.push(target.clone());
            }
            match (change, place) {
                (Change::Put(value), Place::Present | Place::Member) => plan.put.push((target.clone(), value)),
                (Change::Put(value), Place::PastEnd) => plan.appended.push((target.clone(), value)),
                (Change::Remove, Place::Present) => plan.removed.push(target.clone()),
                (Change::Remove, Place::Member | Place::PastEnd) | (Change::Keep, _) => {}
            }
        }
        order::sort_by(&mut plan.removed, |left, right| right.cmp(left));
        order::sort_by(&mut plan.appended, |(left, _), (right, _)| left.cmp(right));
        plan.number_appended(item);
        Ok(plan)
    }

    /// Gives the appended elements of each list the indices that follow the list's last.
    fn number_appended(&mut self, item: &AttributeMap) {
        let mut last: Option<Path> = None;
        for (path, _) in &mut self.appended {
            let next = match &last {
                Some(last) if last.is_beside(path) => last.last_index().unwrap_or(0).saturating_add(1),
                _ => list_at(item, path).map_or(0, |list| u32::try_from(list.len()).unwrap_or(u32::MAX)),
            };
            path.set_last_index(next);
            last = Some(path.clone());
        }
    }

    fn write(mut self, item: &mut AttributeMap) {
        if self.put.len() + self.removed.len() > FEW {
            self.write_attributes(item);
        }
        for (path, value) in self.put.into_iter().chain(self.appended) {
            put(item, &path, value);
        }
        for path in &self.removed {
            remove(item, path);
        }
    }

    /// Writes whole attributes in one pass over the item: to set or remove one moves all those behind it.
    fn write_attributes(&mut self, item: &mut AttributeMap) {
        let whole = self.put.extract_if(.., |(path, _)| !path.is_nested());
        let set: Vec<_> = whole.map(|(path, value)| (path.attribute().to_owned(), value)).collect();
        let mut gone: Vec<_> = self.removed.extract_if(.., |path| !path.is_nested()).collect();
        gone.reverse();
        let is_gone = |name: &str| gone.binary_search_by(|path| path.attribute().cmp(name)).is_ok();
        let kept = std::mem::take(item).into_iter().filter(|(name, _)| !is_gone(name));
        *item = kept.chain(set).collect();
    }
}

/// What is at the end of a path whose other elements lead through maps and lists.
enum Place {
    /// A value.
    Present,
    /// No value, in a map or the item.
    Member,
    /// No value, behind the last element of a list.
    PastEnd,
}

impl Place {
    fn of(path: &Path, item: &AttributeMap) -> Result<Self, UpdateFault> {
        let Some((last, steps)) = path.steps().split_last() else {
            return Ok(if item.get(path.attribute()).is_some() { Self::Present } else { Self::Member });
        };
        let attribute = item.get(path.attribute()).ok_or(UpdateFault::InvalidPath)?;
        let parent = steps.iter().try_fold(attribute, step_into).ok_or(UpdateFault::InvalidPath)?;
        match (parent, last) {
            _ if step_into(parent, last).is_some() => Ok(Self::Present),
            (AttributeValue::M(_), Step::Name(_)) => Ok(Self::Member),
            (AttributeValue::L(_), Step::Index(_)) => Ok(Self::PastEnd),
            _ => Err(UpdateFault::InvalidPath),
        }
    }
}

/// The list of which `path` names an element.
fn list_at<'i>(item: &'i AttributeMap, path: &Path) -> Option<&'i [AttributeValue]> {
    let (_, steps) = path.steps().split_last()?;
    match steps.iter().try_fold(item.get(path.attribute())?, step_into)? {
        AttributeValue::L(elements) => Some(elements),
        _ => None,
    }
}

/// Writes `value` at `path`, an element that is no longer or not yet there behind the last of its list.
fn put(item: &mut AttributeMap, path: &Path, value: AttributeValue) {
    let Some((last, steps)) = path.steps().split_last() else {
        item.insert(path.attribute().to_owned(), value);
        return;
    };
    match (parent_mut(item, path, steps), last) {
        (Some(AttributeValue::M(members)), Step::Name(name)) => drop(members.insert(name.clone(), value)),
        (Some(AttributeValue::L(elements)), Step::Index(index)) => {
            match usize::try_from(*index).ok().and_then(|index| elements.get_mut(index)) {
                Some(element) => *element = value,
                None => elements.push(value),
            }
        }
        _ => {}
    }
}

/// Takes the value at `path` away.
fn remove(item: &mut AttributeMap, path: &Path) {
    let Some((last, steps)) = path.steps().split_last() else {
        item.remove(path.attribute());
        return;
    };
    match (parent_mut(item, path, steps), last) {
        (Some(AttributeValue::M(members)), Step::Name(name)) => drop(members.remove(name)),
        (Some(AttributeValue::L(elements)), Step::Index(index)) => {
            if let Some(index) = usize::try_from(*index).ok().filter(|index| *index < elements.len()) {
                elements.remove(index);
            }
        }
        _ => {}
    }
}

fn parent_mut<'i>(item: &'i mut AttributeMap, path: &Path, steps: &[Step]) -> Option<&'i mut AttributeValue> {
    steps.iter().try_fold(item.get_mut(path.attribute())?, |value, step| match (value, step) {
        (AttributeValue::M(members), Step::Name(name)) => members.get_mut(name),
        (AttributeValue::L(elements), Step::Index(index)) => elements.get_mut(usize::try_from(*index).ok()?),
        _ => None,
    })
}

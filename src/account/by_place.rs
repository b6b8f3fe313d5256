//! What there is in each account and region.

use std::sync::Arc;

use super::Place;

/// Something for each place, of which there are few. A clone takes constant time; what is changed behind it is copied.
#[derive(Debug, Clone)]
pub(super) struct ByPlace<T>(Arc<Vec<(Place, T)>>);

impl<T> Default for ByPlace<T> {
    fn default() -> Self {
        Self(Arc::new(Vec::new()))
    }
}

impl<T: Clone + Default> ByPlace<T> {
    /// What there is in `place`.
    pub(super) fn get(&self, place: &Place) -> Option<&T> {
        self.0.get(self.position(place).ok()?).map(|(_, there)| there)
    }

    /// The same, to be changed.
    pub(super) fn get_mut(&mut self, place: &Place) -> Option<&mut T> {
        let at = self.position(place).ok()?;
        Arc::make_mut(&mut self.0).get_mut(at).map(|(_, there)| there)
    }

    /// What there is in `place`, nothing to begin with, to be changed.
    #[expect(clippy::indexing_slicing, reason = "a place stands where it was found or put")]
    pub(super) fn entry(&mut self, place: &Place) -> &mut T {
        let position = self.position(place);
        let places = Arc::make_mut(&mut self.0);
        let at = position.unwrap_or_else(|at| {
            places.insert(at, (place.clone(), T::default()));
            at
        });
        &mut places[at].1
    }

    /// Whether both are one and the same.
    pub(super) fn is_same(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }

    /// What there is in each place, in the order of places.
    pub(super) fn iter(&self) -> impl Iterator<Item = (&Place, &T)> {
        self.0.iter().map(|(place, there)| (place, there))
    }

    fn position(&self, place: &Place) -> Result<usize, usize> {
        self.0.binary_search_by(|(other, _)| other.cmp(place))
    }
}

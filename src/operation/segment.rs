//! Parallel scans: `Segment` of `TotalSegments`.

use super::{Error, Wording};
use crate::request::Structure;
use crate::table::KeyRange;
use crate::value::Layer;

/// One of several parts of a table or index, which together are all of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Segment {
    segment: u32,
    total: u32,
}

impl Segment {
    /// Reads both members, which have been validated one by one. Without them the only segment is everything.
    ///
    /// # Errors
    ///
    /// There is one without the other, or there is no such segment.
    pub fn read(input: &Structure, wording: Wording) -> Result<Self, Error> {
        let number = |name| input.integer(name).and_then(|number| u32::try_from(number).ok());
        match (number("Segment"), number("TotalSegments")) {
            (None, None) => Ok(Self { segment: 0, total: 1 }),
            (Some(segment), Some(total)) if segment < total => Ok(Self { segment, total }),
            (Some(segment), Some(total)) => Err(wording.content(outside(segment, total, wording.layer()))),
            (Some(_), None) => Err(wording.content(alone("TotalSegments", "Segment parameter"))),
            (None, Some(_)) => Err(wording.content(alone("Segment", "parameter TotalSegments"))),
        }
    }

    /// The keys of the segment.
    #[must_use]
    pub fn range(self) -> KeyRange {
        if self.total == 1 { KeyRange::all() } else { KeyRange::of_segment(self.segment, self.total) }
    }

    /// A starting key that lies in another segment.
    #[must_use]
    pub fn refuse_start(self) -> Error {
        Error::validation(format!(
            "The provided starting key is invalid: Invalid ExclusiveStartKey. Please use ExclusiveStartKey with correct Segment. \
             TotalSegments: {} Segment: {}",
            self.total, self.segment
        ))
    }
}

fn alone(missing: &str, present: &str) -> String {
    format!("The {missing} parameter is required but was not present in the request when {present} is present")
}

fn outside(segment: u32, total: u32, layer: Layer) -> String {
    let rule = "The Segment parameter is zero-based and must be less than parameter TotalSegments";
    match layer {
        Layer::Newer => rule.to_owned(),
        Layer::Older => format!("{rule}: Segment: {segment} is not less than TotalSegments: {total}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_older_layer_adds_the_figures() {
        let rule = "The Segment parameter is zero-based and must be less than parameter TotalSegments";
        assert_eq!(outside(5, 5, Layer::Newer), rule);
        assert_eq!(outside(5, 5, Layer::Older), format!("{rule}: Segment: 5 is not less than TotalSegments: 5"));
    }

    #[test]
    fn one_segment_is_everything() {
        assert_eq!(Segment { segment: 0, total: 1 }.range(), KeyRange::all());
    }
}

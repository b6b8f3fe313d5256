//! A month of 730 hours, as AWS's calculator counts it.

use rust_decimal::{Decimal, RoundingStrategy};

const HOURS: Decimal = Decimal::from_parts(730, 0, 0, false, 0);
const SECONDS_OF_AN_HOUR: Decimal = Decimal::from_parts(3600, 0, 0, false, 0);
const MILLION: Decimal = Decimal::from_parts(1_000_000, 0, 0, false, 0);
/// Storage is charged by 2^30 bytes.
const GIGABYTE: Decimal = Decimal::from_parts(1 << 30, 0, 0, false, 0);

/// Digits of a dollar that are told.
const DIGITS: u32 = 6;

/// What a table or one of its indexes has to do in a month.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Traffic {
    /// Units of reads.
    pub read_units: Decimal,
    /// Units of writes.
    pub write_units: Decimal,
    /// How many times the mean rate of the month is to be served.
    pub peak: Decimal,
    /// Which part of what is provisioned is to be used at that rate, more than 0 and at most 1.
    pub utilization: Decimal,
    /// Bytes stored.
    pub bytes: Decimal,
}

/// Prices in dollars.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Prices {
    /// A million units of reads on demand.
    pub read_million: Decimal,
    /// A million units of writes on demand.
    pub write_million: Decimal,
    /// A provisioned unit of reads for an hour.
    pub read_hour: Decimal,
    /// A provisioned unit of writes for an hour.
    pub write_hour: Decimal,
    /// A gigabyte stored for a month.
    pub gigabyte_month: Decimal,
}

/// What reads and writes cost.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cost {
    /// Dollars for reads.
    pub reads: Decimal,
    /// Dollars for writes.
    pub writes: Decimal,
}

/// What a month costs in dollars.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Month {
    /// If it is charged by request.
    pub on_demand: Cost,
    /// If capacity is provisioned for the peak all the time.
    pub provisioned: Cost,
    /// The units of reads to provision.
    pub read_capacity: Decimal,
    /// The units of writes to provision.
    pub write_capacity: Decimal,
    /// Storage, in both cases.
    pub storage: Decimal,
}

impl Month {
    /// What `traffic` costs at `prices`; `None` if it is more than can be counted.
    #[must_use]
    pub fn of(traffic: &Traffic, prices: &Prices) -> Option<Self> {
        let (read_capacity, write_capacity) = (traffic.capacity(traffic.read_units)?, traffic.capacity(traffic.write_units)?);
        let millions = |units: Decimal, price| round(units.checked_div(MILLION)?.checked_mul(price)?);
        let hours = |units: Decimal, price| round(units.checked_mul(HOURS)?.checked_mul(price)?);
        Some(Self {
            on_demand: Cost {
                reads: millions(traffic.read_units, prices.read_million)?,
                writes: millions(traffic.write_units, prices.write_million)?,
            },
            provisioned: Cost {
                reads: hours(read_capacity, prices.read_hour)?,
                writes: hours(write_capacity, prices.write_hour)?,
            },
            read_capacity,
            write_capacity,
            storage: round(traffic.bytes.checked_div(GIGABYTE)?.checked_mul(prices.gigabyte_month)?)?,
        })
    }
}

impl Traffic {
    /// The whole units to provision for `units` in a month; a table has at least one.
    fn capacity(&self, units: Decimal) -> Option<Decimal> {
        let mean = units.checked_div(HOURS.checked_mul(SECONDS_OF_AN_HOUR)?)?;
        Some(mean.checked_mul(self.peak)?.checked_div(self.utilization)?.ceil().max(Decimal::ONE))
    }
}

/// Money as it is told. Halves go away from zero, as on bills.
fn round(dollars: Decimal) -> Option<Decimal> {
    Some(dollars.round_dp_with_strategy(DIGITS, RoundingStrategy::MidpointAwayFromZero).normalize())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decimal(text: &str) -> Decimal {
        text.parse().unwrap()
    }

    fn prices() -> Prices {
        Prices {
            read_million: decimal("0.125"),
            write_million: decimal("0.625"),
            read_hour: decimal("0.00013"),
            write_hour: decimal("0.00065"),
            gigabyte_month: decimal("0.25"),
        }
    }

    fn traffic(read_units: &str, write_units: &str) -> Traffic {
        Traffic {
            read_units: decimal(read_units),
            write_units: decimal(write_units),
            peak: Decimal::ONE,
            utilization: decimal("0.7"),
            bytes: decimal("10737418240"),
        }
    }

    #[test]
    fn a_month_on_demand_is_charged_by_units() {
        let month = Month::of(&traffic("1000000.5", "2000000"), &prices()).unwrap();
        assert_eq!(month.on_demand, Cost { reads: decimal("0.125"), writes: decimal("1.25") });
        assert_eq!(month.storage, decimal("2.5"));
    }

    #[test]
    fn capacity_is_provisioned_for_the_peak_in_whole_units() {
        // 2,628,000 seconds: 100 units each, at seven tenths of what is there.
        let month = Month::of(&traffic("262800000", "1"), &prices()).unwrap();
        assert_eq!((month.read_capacity, month.write_capacity), (decimal("143"), Decimal::ONE));
        assert_eq!(month.provisioned, Cost { reads: decimal("13.5707"), writes: decimal("0.4745") });
        let peaked = Traffic { peak: decimal("3"), ..traffic("262800000", "1") };
        assert_eq!(Month::of(&peaked, &prices()).unwrap().read_capacity, decimal("429"));
    }

    #[test]
    fn what_cannot_be_counted_has_no_price() {
        assert_eq!(
            Month::of(&traffic("79228162514264337593543950335", "1"), &prices()).map(|month| month.on_demand.reads),
            Some(decimal("9903520314283042199193.993792"))
        );
        let peaked = Traffic { peak: decimal("79228162514264337593543950335"), ..traffic("262800000000000", "1") };
        assert_eq!(Month::of(&peaked, &prices()), None);
        let idle = Traffic { utilization: Decimal::ZERO, ..traffic("1", "1") };
        assert_eq!(Month::of(&idle, &prices()), None);
    }
}

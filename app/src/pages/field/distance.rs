//! How far a site is from here, for finding one's way. Not here: evidence of presence, which the
//! server judges.

use domain::fieldwork::Position;
use domain::project::Project;

/// Mean radius of the earth in metres (IUGG).
const EARTH_RADIUS_M: f64 = 6_371_008.8;

/// The great-circle distance in whole metres; `None` when either place is unknown.
pub fn metres_between(here: &Position, project: &Project) -> Option<u32> {
    let there = (
        degrees(project.latitude.as_deref()?)?,
        degrees(project.longitude.as_deref()?)?,
    );
    let here = (degrees(&here.latitude)?, degrees(&here.longitude)?);
    let half_chord = ((there.0 - here.0) / 2.0).sin().powi(2)
        + here.0.cos() * there.0.cos() * ((there.1 - here.1) / 2.0).sin().powi(2);
    let metres = 2.0 * EARTH_RADIUS_M * half_chord.sqrt().min(1.0).asin();
    // Half the earth's circumference is 20 million metres, so the cast cannot lose anything.
    Some(metres.round() as u32)
}

fn degrees(text: &str) -> Option<f64> {
    text.trim()
        .parse::<f64>()
        .ok()
        .filter(|value| value.is_finite())
        .map(f64::to_radians)
}

#[cfg(test)]
mod tests {
    use domain::time::Timestamp;

    use super::*;

    fn at(latitude: &str, longitude: &str) -> Position {
        Position {
            latitude: latitude.to_owned(),
            longitude: longitude.to_owned(),
            accuracy_m: "5".to_owned(),
            captured_at: Timestamp(0),
        }
    }

    fn project(latitude: Option<&str>, longitude: Option<&str>) -> Project {
        Project {
            code: "DL0001".into(),
            name: String::new(),
            unit: String::new(),
            township: String::new(),
            project_type: String::new(),
            amount: domain::money::Fen(0),
            planned_quantity: None,
            measure_unit: String::new(),
            latitude: latitude.map(str::to_owned),
            longitude: longitude.map(str::to_owned),
            direct_fund: false,
            tags: Default::default(),
        }
    }

    #[test]
    fn a_degree_of_latitude_is_about_111_kilometres() {
        let metres = metres_between(&at("27", "111"), &project(Some("28"), Some("111")));
        assert_eq!(metres, Some(111_195));
    }

    #[test]
    fn without_coordinates_there_is_no_distance() {
        assert_eq!(
            metres_between(&at("27", "111"), &project(None, Some("111"))),
            None
        );
        assert_eq!(
            metres_between(&at("27", "111"), &project(Some("**"), Some("111"))),
            None
        );
    }
}

//! Which version of an item is offered. Not here: what may be done with one (`next_state`).

use super::{LibraryItem, LibraryState};

/// The version of one item that is adopted and offered although a newer one is proposed or was
/// sent back. `newest_first` are all versions of the item. `None` where the newest is itself
/// adopted, and where the item was retired or merged.
pub fn still_in_use<'a>(newest_first: &[&'a LibraryItem]) -> Option<&'a LibraryItem> {
    let is_proposal = |item: &LibraryItem| {
        matches!(
            item.state,
            LibraryState::Submitted | LibraryState::Screened | LibraryState::Rejected
        )
    };
    let proposals = newest_first.iter().take_while(|item| is_proposal(item));
    let proposals = proposals.count();
    let settled = newest_first.get(proposals).copied();
    settled.filter(|item| proposals > 0 && item.state == LibraryState::Adopted)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::indicator::starter_items;

    #[test]
    fn the_adopted_version_stays_until_a_newer_one_is_adopted_or_the_item_goes() {
        use LibraryState as State;
        let in_use = |states: &[State]| {
            let item = starter_items().swap_remove(0);
            let version = |(number, state): (usize, &State)| LibraryItem {
                version: (states.len() - number) as u32,
                state: *state,
                ..item.clone()
            };
            let versions: Vec<_> = states.iter().enumerate().map(version).collect();
            still_in_use(&versions.iter().collect::<Vec<_>>()).map(|item| item.version)
        };
        assert_eq!(in_use(&[State::Adopted]), None);
        assert_eq!(in_use(&[State::Submitted, State::Adopted]), Some(1));
        assert_eq!(
            in_use(&[State::Rejected, State::Screened, State::Adopted]),
            Some(1)
        );
        assert_eq!(in_use(&[State::Adopted, State::Adopted]), None);
        assert_eq!(
            in_use(&[State::Submitted, State::Adopted, State::Adopted]),
            Some(2)
        );
        assert_eq!(in_use(&[State::Retired, State::Adopted]), None);
        assert_eq!(in_use(&[State::Submitted, State::Retired]), None);
    }
}

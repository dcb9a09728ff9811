//! Which cells of a table of counts stay hidden, so that no small group can be singled out, nor its
//! count be computed from the totals. Not here: what is counted (`cross`).
//!
//! Every row and column total is taken as known, because the questions' own distributions print
//! them. A hidden cell is safe when the totals and the printed cells leave it more than one value
//! from 0 up. In a table of two ways that is so exactly when one more (or one fewer) in the cell
//! can be made good along a closed path of hidden cells that takes one from, and gives one to, each
//! row and column it meets (Gusfield 1988). Each unsafe cell takes with it the rectangle that costs
//! least: the four corners can then all hold one more or one fewer, so all are safe, and hiding
//! more never makes a safe cell unsafe.

use std::collections::VecDeque;

/// Counts by row and column, and the same shape of `true` for what stays hidden. Rows and columns
/// without anyone must not be in it: their totals would give them away. `None` when the table
/// cannot be made safe, which is so only for fewer than two rows or columns.
pub(super) fn hidden(counts: &[Vec<u32>], minimum: u32) -> Option<Vec<Vec<bool>>> {
    let small = |count: &u32| *count < minimum;
    let mut hidden: Vec<Vec<bool>> = counts
        .iter()
        .map(|row| row.iter().map(small).collect())
        .collect();
    let cells = || {
        let rows = counts.iter().enumerate();
        rows.flat_map(|(row, cells)| (0..cells.len()).map(move |column| (row, column)))
    };
    for (row, column) in cells() {
        if !hidden[row][column] || is_safe(counts, &hidden, (row, column)) {
            continue;
        }
        let (other_row, other_column) = cheapest_rectangle(counts, &hidden, (row, column))?;
        hidden[row][other_column] = true;
        hidden[other_row][column] = true;
        hidden[other_row][other_column] = true;
    }
    Some(hidden)
}

/// The opposite corner of the rectangle through `cell` that makes it safe while hiding the fewest
/// further cells, of equals those with the smallest counts, of equals the first.
fn cheapest_rectangle(
    counts: &[Vec<u32>],
    hidden: &[Vec<bool>],
    (row, column): (usize, usize),
) -> Option<(usize, usize)> {
    let mut best: Option<((usize, u64), (usize, usize))> = None;
    for r in (0..counts.len()).filter(|r| *r != row) {
        for c in (0..counts[r].len()).filter(|c| *c != column) {
            let one_more = counts[row][c] > 0 && counts[r][column] > 0;
            let one_fewer = counts[row][column] > 0 && counts[r][c] > 0;
            if !one_more && !one_fewer {
                continue;
            }
            let further = [(row, c), (r, column), (r, c)]
                .into_iter()
                .filter(|(r, c)| !hidden[*r][*c]);
            let cost = further.fold((0, 0), |(cells, people), (r, c)| {
                (cells + 1, people + u64::from(counts[r][c]))
            });
            if best.is_none_or(|(least, _)| cost < least) {
                best = Some((cost, (r, c)));
            }
        }
    }
    best.map(|(_, corner)| corner)
}

/// Whether the cell could hold one more or one fewer, all totals and printed cells being the same.
fn is_safe(counts: &[Vec<u32>], hidden: &[Vec<bool>], cell: (usize, usize)) -> bool {
    can_change(counts, hidden, cell, true)
        || (counts[cell.0][cell.1] > 0 && can_change(counts, hidden, cell, false))
}

/// Rows and columns are the places of a walk over hidden cells. One more in (r, c) needs one fewer
/// elsewhere in column c, one more elsewhere in that row, and so on until row r is reached, and the
/// reverse for one fewer. Only a cell that holds someone can hold one fewer.
fn can_change(
    counts: &[Vec<u32>],
    hidden: &[Vec<bool>],
    (row, column): (usize, usize),
    more: bool,
) -> bool {
    let (rows, columns) = (counts.len(), counts.first().map_or(0, Vec::len));
    let mut seen_rows = vec![false; rows];
    let mut seen_columns = vec![false; columns];
    let mut waiting = VecDeque::from([column]);
    seen_columns[column] = true;
    while let Some(at) = waiting.pop_front() {
        for r in 0..rows {
            let is_cell_itself = (r, at) == (row, column);
            let may = hidden[r][at] && !is_cell_itself && (!more || counts[r][at] > 0);
            if !may || seen_rows[r] {
                continue;
            }
            if r == row {
                return true;
            }
            seen_rows[r] = true;
            for c in 0..columns {
                let may = hidden[r][c] && (more || counts[r][c] > 0);
                if may && !seen_columns[c] {
                    seen_columns[c] = true;
                    waiting.push_back(c);
                }
            }
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// All tables of these totals that agree with the printed cells, by trying: the values each
    /// cell takes in them.
    fn possible(counts: &[Vec<u32>], hidden: &[Vec<bool>]) -> Vec<Vec<Vec<u32>>> {
        let width = counts[0].len();
        let row_totals: Vec<u32> = counts.iter().map(|row| row.iter().sum()).collect();
        let mut columns: Vec<u32> = vec![0; width];
        for row in counts {
            for (c, count) in row.iter().enumerate() {
                columns[c] += count;
            }
        }
        let mut found = vec![vec![Vec::new(); width]; counts.len()];
        let mut table = vec![vec![0; width]; counts.len()];
        fill(
            0,
            counts,
            hidden,
            &row_totals,
            &mut columns,
            &mut table,
            &mut found,
        );
        found
    }

    fn fill(
        at: usize,
        counts: &[Vec<u32>],
        hidden: &[Vec<bool>],
        rows: &[u32],
        left: &mut Vec<u32>,
        table: &mut Vec<Vec<u32>>,
        found: &mut Vec<Vec<Vec<u32>>>,
    ) {
        let width = left.len();
        if at == counts.len() * width {
            if left.iter().all(|rest| *rest == 0) {
                for (r, row) in table.iter().enumerate() {
                    for (c, value) in row.iter().enumerate() {
                        if !found[r][c].contains(value) {
                            found[r][c].push(*value);
                        }
                    }
                }
            }
            return;
        }
        let (r, c) = (at / width, at % width);
        let so_far: u32 = table[r][..c].iter().sum();
        let row_left = rows[r] - so_far;
        let most = row_left.min(left[c]);
        let values = if hidden[r][c] {
            0..=most
        } else {
            counts[r][c]..=counts[r][c]
        };
        for value in values.filter(|value| *value <= most) {
            if c + 1 == width && value != row_left {
                continue;
            }
            table[r][c] = value;
            left[c] -= value;
            fill(at + 1, counts, hidden, rows, left, table, found);
            left[c] += value;
        }
        table[r][c] = 0;
    }

    #[test]
    fn one_small_cell_takes_three_others_with_it() {
        let counts = vec![vec![20, 3, 9], vec![12, 15, 8], vec![30, 11, 7]];
        let hidden = hidden(&counts, 5).expect("a safe table");
        let count = hidden.iter().flatten().filter(|cell| **cell).count();
        assert_eq!(count, 4, "{hidden:?}");
    }

    #[test]
    fn a_table_of_one_row_cannot_be_made_safe() {
        assert_eq!(hidden(&[vec![3, 40]], 5), None);
        assert_eq!(hidden(&[vec![30, 40]], 5), Some(vec![vec![false, false]]));
    }

    proptest! {
        #[test]
        fn no_hidden_cell_can_be_computed_from_the_totals(
            table in (2_usize..=3, 2_usize..=3).prop_flat_map(|(rows, columns)| {
                prop::collection::vec(prop::collection::vec(0_u32..9, columns), rows)
            }),
        ) {
            let nobody = |counts: &Vec<Vec<u32>>| {
                let width = counts[0].len();
                counts.iter().any(|row| row.iter().sum::<u32>() == 0)
                    || (0..width).any(|c| counts.iter().map(|row| row[c]).sum::<u32>() == 0)
            };
            prop_assume!(!nobody(&table));
            let hidden = hidden(&table, 5).expect("two rows and columns can be made safe");
            let values = possible(&table, &hidden);
            for (r, row) in table.iter().enumerate() {
                for (c, count) in row.iter().enumerate() {
                    prop_assert!(*count >= 5 || hidden[r][c], "a small cell is printed");
                    prop_assert!(!hidden[r][c] || values[r][c].len() > 1, "cell {r},{c}");
                }
            }
        }
    }
}
